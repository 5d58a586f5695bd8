import type { Chair, Post } from './actor.ts';
import type { Obligation } from './obligations.ts';
import type { Task } from './task.ts';
import { reminded, type Rung } from './tables/ladder.ts';

/** The post in the house that owes to which a rung goes (regulation §7, column "To"). */
const above: { readonly [R in Rung]: Post } = {
  E1: 'section-head',
  E2: 'deputy',
  E3: 'chief',
  E4: 'chief',
  E5: 'chief',
};

/**
 * Whom a line about what a unit owes goes to. When the office owes: section head, deputy, chief, then the leading
 * group's secretary, and nobody gets copies; a reviewer is reminded himself, and then those above him in his own
 * house; E5 goes to the leading group and is proposed to the inspectorate, whoever owes.
 */
export const recipients = (
  task: Task,
  { kind, unit }: Pick<Obligation, 'kind' | 'unit'>,
  rung: Rung | 'E0',
): readonly Chair[] => {
  const { office, leadingGroup, inspectorate } = task.seats;
  const at = (post: Post): Chair => ({ unit, post });
  if (rung === 'E0') return kind === 'signOff' ? reviewersOf(task, unit).map(at) : reminded.map(at);
  if (rung === 'E5')
    return [
      { unit: leadingGroup, post: 'chief' },
      { unit: inspectorate, post: 'chief' },
    ];
  if (unit === office && rung === 'E4') return [{ unit: leadingGroup, post: 'liaison' }];
  if (kind === 'signOff') return [at(rung === 'E1' ? nextAbove(task, unit) : 'chief')];
  const post = above[rung];
  if (unit === office || rung !== 'E3') return [at(post)];
  return [at(post), { unit: task.lead, post: 'deputy' }, { unit: office, post: 'chief' }];
};

/** Who in the office is shown what comes, and may hold it, confirm it or set it aside. */
export const foretoldTo = ({ seats }: Task): readonly Chair[] => [{ unit: seats.office, post: 'section-head' }];

/** The posts that sign, two of them, for one may have had a hand in the task; in the leading group its secretary sees to it. */
const reviewersOf = ({ seats }: Task, unit: Chair['unit']): readonly Post[] => {
  if (unit === seats.office) return ['section-head', 'deputy'];
  return unit === seats.leadingGroup ? ['liaison', 'deputy'] : ['deputy', 'chief'];
};

const nextAbove = ({ seats }: Task, unit: Chair['unit']): Post => (unit === seats.office ? 'deputy' : 'chief');
