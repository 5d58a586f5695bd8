import { mainlandChina } from '#calendar/mainland-china';
import { agenda } from '#domain/agenda';
import type { TaskDraft } from '#domain/draft';
import type { Fact } from '#domain/event';
import { fold } from '#domain/evolve';
import { roles as allRoles } from '#domain/assignment';
import type { Task } from '#domain/task';
import type { QuestionId } from '#domain/question';
import { currentLimits } from '#domain/tables/limits';
import { day } from '#domain/time/day';
import { loadPack } from '#plan/packs';
import { readPlan } from '#plan/read-plan';
import { readFileSync, writeFileSync } from 'node:fs';

/** The agenda of the shipped plan's 111 tasks as dispatched with the demo answers: the diff of this file is the review of a rule change. */
const file = new URL('agenda-111.txt', import.meta.url);
const on = day('2020-01-02');

test('the agenda of the 111 tasks if nobody acts', async () => {
  const pack = await loadPack('cq-zero-waste');
  const { tasks } = readPlan(pack.document, pack);
  const before = (draft: TaskDraft): readonly Fact[] => [
    { kind: 'drafted', on, draft },
    ...pack.demoAnswers.answers
      .filter((one) => one.task === draft.no)
      .map(({ question, answer }): Fact => ({ kind: 'answered', on, question: question as QuestionId, answer })),
    { kind: 'registered', on },
  ];
  const units = tasks.flatMap((draft) => fold(before(draft)).assignments.map((one) => one.unit));
  const bulk = [...new Set(units)].filter((unit) => units.filter((one) => one === unit).length > currentLimits.bulkAbove);
  const lines = tasks.flatMap((draft) => {
    const task = fold([...before(draft), { kind: 'dispatched', on, rules: currentLimits.version, bulk }]);
    return linesOf(task);
  });
  const text = `${lines.join('\n')}\n`;
  if (process.env['GOLDEN'] === 'write') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
});

/** One line per day, rung and matter: how many units in which role, and to whom, seen from the unit that owes. */
const linesOf = (task: Task): readonly string[] => {
  const groups = new Map<string, string[]>();
  for (const { on: at, rung, about, kind, assignment, unit, to } of agenda(task, mainlandChina)) {
    const posts = to.map((chair) => `${chair.unit === unit ? 'own' : chair.unit === task.lead ? 'lead' : chair.unit} ${chair.post}`);
    const key = `${at} ${rung} ${about ?? kind} → ${[...new Set(posts)].join(', ')}`;
    groups.set(key, [...(groups.get(key) ?? []), assignment?.split('.')[0] ?? '']);
  }
  return [...groups].map(([key, roles]) => {
    const counted = allRoles.map((role) => [roles.filter((one) => one === role).length, role] as const).filter(([n]) => n > 0);
    return `${task.id} ${key}${counted.length > 0 ? ` · ${counted.map(([n, role]) => `${n} ${role}`).join(', ')}` : ''}`;
  });
};
