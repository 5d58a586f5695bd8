import type { Actor } from '#domain/actor';
import type { AssignmentId } from '#domain/assignment';
import type { PersonCommand } from '#domain/command';
import type { PlanId } from '#domain/task';
import { day, instantOf, type TimeOfDay } from '#domain/time/day';
import { moveClock } from '#ledger/clocks';
import { dispatchPage, orderDispatch } from '#ledger/dispatches';
import { type ClaimedLetter, claimLetter } from '#ledger/letters';
import { type Obeyed, obey } from '#ledger/obey';
import { readPost } from '#ledger/post-desk';
import { postHours } from '#ledger/post-hours';
import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import { office } from './small-plan.ts';

/** An order of somebody, with a key of its own unless one is given. */
export const give = (
  database: Database,
  task: string,
  by: Exclude<Actor, 'clock'>,
  command: PersonCommand,
  key: string = randomUUID(),
): Promise<Obeyed> => obey(database.api, task, { by, command }, key);

export const acknowledge = (assignment: string): PersonCommand => ({
  kind: 'acknowledge',
  assignment: assignment as AssignmentId,
});

/** Registers and dispatches every task of a plan, as the office would. */
export const launch = async (database: Database, plan: PlanId, tasks: readonly string[]): Promise<void> => {
  for (const task of tasks) {
    const obeyed = await give(database, task, office, { kind: 'register' });
    if (obeyed.verdict !== 'accepted') throw new Error(`${task} was not registered: ${JSON.stringify(obeyed)}`);
  }
  await dispatch(database, plan, 'launch');
};

/** Dispatches everything that is registered, by an order of the office with this key. */
export const dispatch = async (database: Database, plan: PlanId, key: string): Promise<void> => {
  await orderDispatch(database.api, plan, office, key);
  for (let left = await dispatchPage(database.worker, plan); left !== null && left > 0;)
    left = await dispatchPage(database.worker, plan);
};

/** Sets the plan clock to a local time; it stands there unless a rate is given. */
export const setTo = async (database: Database, plan: PlanId, on: string, time: TimeOfDay, rate = 0): Promise<void> => {
  const set = await moveClock(database.api, plan, office.person, { plan: instantOf(day(on), time), rate });
  if (set.verdict !== 'set') throw new Error(`the clock was not set to ${on} ${time}: ${JSON.stringify(set)}`);
};

/** The next letter that the postman would send now. */
export const claim = async ({ worker }: Database, plan: PlanId): Promise<ClaimedLetter | undefined> => {
  const post = await readPost(worker, worker.ask, plan);
  return post && claimLetter(worker, plan, postHours(post));
};
