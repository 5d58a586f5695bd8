import { overStages, type Stage } from '#domain/task';
import { planNow, realMsUntil } from '#domain/time/plan-clock';
import { type ClockRow, clockOf, instant } from './context.ts';
import type { Ledger } from './open-ledger.ts';

/** What a task's workflow finds on its desk. */
export interface Desk {
  /** Facts that have not been made known yet. */
  readonly unrouted: number;
  /** 1 when lines are due, else 0. */
  readonly due: number;
  /** Real milliseconds until the next line, at least 50; null when nothing lies ahead or the clock stands. */
  readonly wakeInMs: number | null;
  /** Nothing more will happen by itself. */
  readonly over: boolean;
}

/** Below this a timer is not worth its history. */
const LEAST_WAIT_MS = 50;

/** Looks at a task without changing anything. A task that does not exist is over. */
export const look = async (ledger: Ledger, id: string): Promise<Desk> => {
  const [row] = await ledger.ask<ClockRow & { stage: Stage; unrouted: number; next_at: Date | null }>(LOOK, [id]);
  if (row === undefined) return { unrouted: 0, due: 0, wakeInMs: null, over: true };
  const { unrouted, next_at: nextAt } = row;
  const over = unrouted === 0 && overStages.includes(row.stage);
  if (nextAt === null) return { unrouted, due: 0, wakeInMs: null, over };
  const clock = clockOf(row);
  const at = instant(nextAt);
  if (at <= planNow(clock, instant(row.now))) return { unrouted, due: 1, wakeInMs: LEAST_WAIT_MS, over };
  const waitMs = realMsUntil(clock, at, instant(row.now));
  return { unrouted, due: 0, wakeInMs: waitMs === null ? null : Math.max(LEAST_WAIT_MS, waitMs), over };
};

const LOOK = `
select t.stage, t.seq - t.routed_seq as unrouted, t.next_at, c.anchor_plan, c.anchor_real, c.rate, c.seen, clock_timestamp() as now
from duban.task t join duban.clock c on c.plan = t.plan where t.id = $1`;
