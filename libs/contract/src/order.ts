import type { Fact } from '#domain/event';
import { factKinds } from '#domain/event';
import { z } from 'zod';
import { personCommand } from './command.ts';
import { day, taskId } from './ids.ts';

/** More orders in one call are several calls. */
export const MOST_ORDERS = 500;

// The keys of a record of kinds are kinds.
const kinds = Object.keys(factKinds) as [Fact['kind'], ...Fact['kind'][]];

/** What has become true. Facts come out of the ledger only, so their inside is not checked again. */
export const fact = z.looseObject({ kind: z.enum(kinds), on: day }).meta({ id: 'Fact' }) as unknown as z.ZodType<Fact>;

/** The answer to an order: how far the task has come, and what the order made true. */
export const orderAnswer = z.object({ seq: z.int(), facts: z.array(fact) }).meta({ id: 'OrderAnswer' });
export type OrderAnswer = z.output<typeof orderAnswer>;

/** Many orders in one call; each is decided by itself. */
export const orderList = z
  .strictObject({
    orders: z
      .array(z.strictObject({ task: taskId, command: personCommand }))
      .min(1)
      .max(MOST_ORDERS),
  })
  .meta({ id: 'OrderList' });
export type OrderList = z.output<typeof orderList>;

/** What became of one of many: its answer, or the problem it would have met alone. */
export const orderResult = z
  .union([
    z.object({ task: taskId, status: z.literal(200), seq: z.int(), facts: z.array(fact) }),
    z.looseObject({ task: taskId, status: z.int(), title: z.string() }),
  ])
  .meta({ id: 'OrderResult' });
