import type { Ledger } from '../open-ledger.ts';

/**
 * For how many real milliseconds a task's next line has been due; null when it is not. A line that an order or a move of
 * the clock made due is late only from then on.
 */
export const readLateness = async (ledger: Ledger, task: string): Promise<number | null> => {
  const [row] = await ledger.ask<{ ms: number }>(LATENESS, [task]);
  return row?.ms ?? null;
};

/** When the next line of task `t` came due in real time, by clock `c`. */
export const DUE_SINCE = `greatest(c.anchor_real + case when c.rate > 0 then greatest(t.next_at - c.anchor_plan, interval '0') / c.rate else interval '0' end,
  (select max(e.at) from duban.task_event e where e.task = t.id))`;

/** Plan time now by clock `c`: a clock that plays does not outrun its last sign of a worker (regulation §8). */
export const PLAN_NOW = `c.anchor_plan + c.rate * greatest(interval '0',
  case when c.rate in (0, 1) then clock_timestamp() else least(clock_timestamp(), c.seen + interval '15 seconds') end - c.anchor_real)`;

const LATENESS = `
select extract(epoch from clock_timestamp() - ${DUE_SINCE})::float8 * 1000 as ms
from duban.task t join duban.clock c on c.plan = t.plan where t.id = $1 and t.next_at <= ${PLAN_NOW}`;
