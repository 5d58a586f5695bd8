import { mainlandChina } from '#calendar/mainland-china';
import type { Answer } from '#domain/question';
import type { PlanId } from '#domain/task';
import { taskId } from '#domain/draft';
import type { Instant } from '#domain/time/day';
import type { PlanImport } from '#ledger/import-plan';
import { loadPack } from '#plan/packs';
import { readPlan } from '#plan/read-plan';

/** The plan that comes with the product, and what the demo answers where its text leaves something open. */
export interface ShippedPlan {
  readonly content: PlanImport;
  readonly answerTo: (task: string, question: string) => Answer | null;
}

const PACK = 'cq-zero-waste';

/** Reads it from its document, like any other plan; its clock stands until everything is dispatched. */
export const shippedPlan = async (): Promise<ShippedPlan> => {
  const pack = await loadPack(PACK);
  const { tasks, indicators, starTasks } = readPlan(pack.document, pack);
  // The pack's own name is the plan's, and its start is a moment with an offset.
  const [id, start] = [pack.slug as PlanId, Date.parse(pack.clockStart) as Instant];
  const answers = new Map<string, Answer>(
    pack.demoAnswers.answers.map(({ task, question, answer }) => [keyOf(taskId(id, task), question), answer]),
  );
  return {
    content: {
      id,
      title: pack.title,
      document: pack.document,
      seats: pack.seats,
      units: pack.units.map(({ id: unit, name, nameEn, kind }) => ({ id: unit, name, nameEn, kind })),
      tasks,
      indicators: indicators.map(({ no, name, star, target, facts }) => ({ no, name, star, target, facts })),
      starTasks,
      calendar: mainlandChina,
      clock: { start, rate: 0, mayPlay: true },
    },
    answerTo: (task, question) => answers.get(keyOf(task, question)) ?? null,
  };
};

const keyOf = (task: string, question: string): string => `${task} ${question}`;
