import { accepted, logIn, type Part, type Person } from './plans.ts';
import type { Scene } from './scene.ts';

/** How many units take part: some dozens of people, each on all the tasks of the own unit. */
const MOST_UNITS = 24;

/**
 * The orders of an ordinary day, over many tasks and people, each under a fresh key: of five, two reports that nothing
 * has changed, one report with text, one naming of owners, one note to the lead. None is refused. `give` gives the next
 * one and says how many bytes were answered.
 */
export const dailyOrders = async (
  scene: Scene,
  parts: readonly Part[],
): Promise<{ readonly give: () => Promise<number>; readonly people: number; readonly tasks: number }> => {
  const units = [...new Set(parts.map((part) => part.unit))].slice(0, MOST_UNITS);
  const people = new Map<string, Person>();
  for (const unit of units)
    for (const post of ['liaison', 'section-head'])
      people.set(`${unit}.${post}`, await logIn(scene, `${unit}.${post}`));
  const worked = parts.filter((part) => units.includes(part.unit));
  let given = 0;
  const give = async (): Promise<number> => {
    const turn = (given += 1);
    // A step that has no divisor with the list's length in common: neighbours in time are on different tasks.
    const part = worked[(turn * 97) % worked.length];
    if (part === undefined) throw new Error('nobody has a part');
    const { post, command } = dailyOrder(turn, part.assignment);
    const person = people.get(`${part.unit}.${post}`);
    if (person === undefined) throw new Error(`${part.unit}.${post} has not logged in`);
    return accepted(await person.order(part.task, command)).text.length;
  };
  return { give, people: people.size, tasks: new Set(worked.map((part) => part.task)).size };
};

const dailyOrder = (turn: number, assignment: string): { post: string; command: object } => {
  switch (turn % 5) {
    case 0:
      return {
        post: 'section-head',
        command: { kind: 'nameOwner', assignment, leader: `局长${turn}`, handler: '乙', liaison: '丙' },
      };
    case 1: {
      const report = {
        done: `完成第${turn}次现场检查，整改两处。`,
        problems: '',
        next: '下周复查。',
        expected: null,
        progress: turn % 100,
      };
      return { post: 'liaison', command: { kind: 'report', assignment, report } };
    }
    case 2:
      return { post: 'liaison', command: { kind: 'note', assignment, text: `第${turn}次留言：请核对数据口径。` } };
    default:
      return { post: 'liaison', command: { kind: 'report', assignment, report: null } };
  }
};
