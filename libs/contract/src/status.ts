import { z } from 'zod';
import { day, planId } from './ids.ts';

const part = z.object({ version: z.string(), delayMs: z.number() }).nullable();

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
    plans: z.array(z.object({ id: planId, planDay: day, rate: z.number() })),
  })
  .meta({ id: 'Status' });
export type Status = z.output<typeof status>;
export type Part = z.output<typeof part>;
