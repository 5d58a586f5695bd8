import { planNow, realMsUntil } from '#domain/time/plan-clock';
import { type ClockRow, clockOf, instant } from './context.ts';
import type { Ledger } from './open-ledger.ts';

/** When a task's workflow has to wake up next. */
export interface Wake {
  readonly task: string;
  readonly plan: string;
  /** In real milliseconds since 1970, by the database's clock; null when nothing lies ahead or the plan's clock stands. */
  readonly wakeAt: number | null;
  /** Facts wait to be routed, or lines to be carried out: the workflow is at work, or should be. */
  readonly busy: boolean;
}

/** The next wake-up of every task that still has a life before it; of those named, if any are. */
export const wakes = async (ledger: Ledger, only: readonly string[] | null = null): Promise<readonly Wake[]> => {
  const rows = await ledger.ask<Row>(WAKES, [only]);
  return rows.map((row) => {
    const clock = clockOf(row);
    const now = instant(row.now);
    const at = row.next_at && instant(row.next_at);
    const waitMs = at === null ? null : realMsUntil(clock, at, now);
    const due = at !== null && at <= planNow(clock, now);
    return { task: row.id, plan: row.plan, wakeAt: waitMs === null ? null : now + waitMs, busy: due || row.unrouted };
  });
};

interface Row extends ClockRow {
  readonly id: string;
  readonly plan: string;
  readonly next_at: Date | null;
  readonly unrouted: boolean;
}

const WAKES = `
select t.id, t.plan, t.next_at, t.seq > t.routed_seq as unrouted, c.anchor_plan, c.anchor_real, c.rate, c.seen, clock_timestamp() as now
from duban.task t join duban.clock c on c.plan = t.plan
where t.stage not in ('archived', 'terminated', 'dropped') and ($1::text[] is null or t.id = any($1)) order by t.id`;
