import { type Actor, deputyOrAbove, holds } from '#domain/actor';
import { blockingQuestions } from '#domain/open-questions';
import type { QuestionId } from '#domain/question';
import type { Refusal } from '#domain/refusal';
import type { Task, TaskId } from '#domain/task';
import { obey } from '../obey.ts';
import type { Ledger } from '../open-ledger.ts';
import type { PlanRecord } from './read-plan.ts';

export type PlanRegistered =
  | {
      readonly verdict: 'registered';
      readonly registered: number;
      readonly waiting: readonly { readonly task: TaskId; readonly questions: readonly QuestionId[] }[];
      readonly refused: readonly { readonly task: TaskId; readonly refusal: Refusal }[];
    }
  | { readonly verdict: 'refused'; readonly refusal: Refusal };

/** A task is registered once, so its order's key needs no more than its kind. People's keys have no stroke: none can take it. */
const KEY = '/register';

/**
 * Registers every draft of a plan without a question that blocks it, each by an order of its own. Doing it again does nothing
 * twice, and an outage in the middle leaves whole tasks.
 */
export const registerPlan = async (
  ledger: Ledger,
  plan: PlanRecord,
  by: Exclude<Actor, 'clock'>,
): Promise<PlanRegistered> => {
  const { office } = plan.seats;
  if (!holds(by, office, deputyOrAbove))
    return { verdict: 'refused', refusal: { why: 'notYourPost', unit: office, posts: deputyOrAbove } };
  const drafts = await ledger.ask<{ state: Task }>(
    `select state from duban.task where plan = $1 and stage = 'draft' order by no`,
    [plan.id],
  );
  const waiting: { task: TaskId; questions: QuestionId[] }[] = [];
  const refused: { task: TaskId; refusal: Refusal }[] = [];
  let registered = 0;
  for (const { state } of drafts) {
    const questions = blockingQuestions(state, plan.calendar, plan.today).map((one) => one.id);
    if (questions.length > 0) {
      waiting.push({ task: state.id, questions });
      continue;
    }
    const obeyed = await obey(ledger, state.id, { by, command: { kind: 'register' } }, KEY);
    if (obeyed.verdict === 'accepted') registered += 1;
    else if (obeyed.verdict === 'refused') refused.push({ task: state.id, refusal: obeyed.refusal });
    else throw new Error(`broken promise: ${state.id} was not registered: ${obeyed.verdict}`);
  }
  return { verdict: 'registered', registered, waiting, refused };
};
