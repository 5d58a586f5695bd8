import { FASTEST_RATE } from '#domain/time/plan-clock';
import type { Instant } from '#domain/time/day';
import { z } from 'zod';
import { both } from './both.ts';
import { day, moment, planId } from './ids.ts';

/** Setting a plan's clock: a rate of 0 (frozen) to 86,400 (a day in a second), a moment of plan time, or both. */
export const clockSetting = z
  .strictObject({
    rate: z.number().min(0).max(FASTEST_RATE).optional(),
    planNow: z.iso
      .datetime({ offset: true })
      .refine(
        (text) => /^(19|20|21)/.test(text),
        both('应为1900年至2199年之间的时刻', 'a moment between the years 1900 and 2199'),
      )
      // A parsed date's time is an instant.
      .transform((text) => Date.parse(text) as Instant)
      .optional(),
  })
  .refine(
    (to) => to.rate !== undefined || to.planNow !== undefined,
    both('应给出rate、planNow之一，或两者', 'rate, planNow, or both'),
  )
  .meta({ id: 'ClockSetting' });
export type ClockSetting = z.output<typeof clockSetting>;

export const clock = z
  .object({ plan: planId, planNow: moment, planDay: day, rate: z.number(), mayPlay: z.boolean(), version: z.int() })
  .meta({ id: 'Clock' });
export type Clock = z.output<typeof clock>;
