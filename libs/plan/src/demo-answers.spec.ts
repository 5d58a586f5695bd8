import { mainlandChina as calendar } from '#calendar/mainland-china';
import type { Actor, PersonId } from '#domain/actor';
import { decide, momentAt } from '#domain/decide';
import { evolve } from '#domain/evolve';
import { openQuestions } from '#domain/open-questions';
import type { QuestionId } from '#domain/question';
import type { Task } from '#domain/task';
import { dayOf, type Instant } from '#domain/time/day';
import { loadPack } from './packs.ts';
import { readPlan } from './read-plan.ts';

test('the demo answers settle every question that stands between the plan and its registration', async () => {
  const pack = await loadPack('cq-zero-waste');
  const { tasks } = readPlan(pack.document, pack);
  const now = Date.parse(pack.clockStart) as Instant;
  const moment = momentAt(now, calendar, {
    units: new Set(pack.units.map((unit) => unit.id)),
    members: [],
    upload: () => null,
  });
  const by: Actor = { person: 'chief' as PersonId, chairs: [{ unit: pack.seats.office, post: 'chief' }], home: null };
  expect(dayOf(now)).toBe('2020-01-02');
  const answered = tasks.map((draft) => {
    const answers = pack.demoAnswers.answers.filter((one) => one.task === draft.no);
    return answers.reduce<Task>(
      (task, { question, answer }) => {
        const decision = decide(
          task,
          { by, command: { kind: 'answer', question: question as QuestionId, answer } },
          moment,
        );
        if (decision.verdict === 'refused') throw new Error(`${draft.id} ${question}: ${decision.refusal.why}`);
        return decision.facts.reduce<Task>(evolve, task);
      },
      evolve(null, { kind: 'drafted', on: dayOf(now), draft }),
    );
  });
  expect(
    answered.flatMap((task) => openQuestions(task, calendar, dayOf(now)).map((one) => `${task.id} ${one.id}`)),
  ).toEqual([]);
  // Step E of the counts, and one named unit each for 34, 104 and 105.
  expect(answered.reduce((sum, task) => sum + task.assignments.length, 0)).toBe(1_211 + 3);
});
