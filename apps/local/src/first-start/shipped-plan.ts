import { mainlandChina } from '#calendar/mainland-china';
import type { Answer } from '#domain/question';
import { taskId } from '#domain/draft';
import type { Instant } from '#domain/time/day';
import type { PlanImport } from '#ledger/import-plan';
import { contentOf } from '#plan/content';
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
  const content = contentOf(readPlan(pack.document, pack), pack, pack.document);
  // The pack's start is a moment with an offset.
  const start = Date.parse(pack.clockStart) as Instant;
  const answers = new Map<string, Answer>(
    pack.demoAnswers.answers.map(({ task, question, answer }) => [keyOf(taskId(content.id, task), question), answer]),
  );
  return {
    content: { ...content, calendar: mainlandChina, clock: { start, rate: 0, mayPlay: true } },
    answerTo: (task, question) => answers.get(keyOf(task, question)) ?? null,
  };
};

const keyOf = (task: string, question: string): string => `${task} ${question}`;
