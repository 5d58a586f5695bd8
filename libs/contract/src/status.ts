import { z } from 'zod';
import { day, moment, planId } from './ids.ts';
import { letterStates } from './letter.ts';

const part = z.object({ version: z.string(), delayMs: z.number() }).nullable();

const count = z.int().nonnegative();

/** How the work goes; what is not known is null, all of it while PostgreSQL does not answer. */
const work = z
  .object({
    /** The slowest of the last minute, from hearing of news to the answer to the ring. */
    ringMs: z.number().nullable(),
    /** The slowest of the last minute, from a fact's commit to its being routed. */
    routedLagMs: z.number().nullable(),
    unroutedTasks: count,
    overdueLines: count,
    letters: z.object(
      Object.fromEntries(letterStates.map((state) => [state, count])) as Record<
        (typeof letterStates)[number],
        typeof count
      >,
    ),
    stuckTasks: count,
    /** Since when a worker has lived. */
    workerSince: moment.nullable(),
    lastRound: z.object({ planDay: day, letters: count }).nullable(),
    verified: z.object({ at: moment, differences: count }).nullable(),
  })
  .nullable();

/** Every part with its version and delay; null when it is down. */
export const status = z
  .object({
    version: z.string(),
    postgres: part,
    temporal: part,
    worker: part,
    smtp: part,
    bell: part,
    clock: part,
    work,
    plans: z.array(z.object({ id: planId, planDay: day, rate: z.number() })),
  })
  .meta({ id: 'Status' });
export type Status = z.output<typeof status>;
export type Part = z.output<typeof part>;
export type Work = z.output<typeof work>;
