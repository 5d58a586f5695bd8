import type { StuckKind } from '#contract/stuck';
import type { Day } from '#domain/time/day';
import { LATE_MS } from '../bell-list.ts';
import type { Ledger } from '../open-ledger.ts';
import { IS_LIVING } from '../worker-sign.ts';
import { PLAN_NOW } from './read-lateness.ts';
import { countStuck } from './read-stuck.ts';

/** How the work goes, as the ledger knows it. */
export interface WorkReading {
  readonly unroutedTasks: number;
  readonly oldestUnroutedMs: number;
  /** Tasks whose next line is overdue. */
  readonly overdueLines: number;
  readonly letters: Readonly<Record<string, number>>;
  readonly stuckTasks: number;
  readonly stuck: Readonly<Partial<Record<StuckKind, number>>>;
  /** The worker that has lived longest of those that gave a sign of late. */
  readonly worker: { readonly since: Date; readonly ringMs: number | null; readonly routedLagMs: number | null } | null;
  /** When the last round of letters was made. */
  readonly lastRound: { readonly planDay: Day; readonly letters: number } | null;
  readonly verified: { readonly at: Date; readonly differences: number } | null;
}

/** Whoever looks is content with less; what takes longer would only burden a database that is in need. */
const LONGEST_MS = 2_000;

/** Reads it in two statements and one for every plan, each ended by the database after two seconds. */
export const readWork = async (ledger: Ledger): Promise<WorkReading> =>
  ledger.transact(async (ask) => {
    await ask(`set local statement_timeout = ${LONGEST_MS}`);
    const [row] = await ask<Omit<WorkReading, 'stuckTasks' | 'stuck' | 'worker' | 'verified'> & Told>(WORK);
    if (row === undefined) throw new Error('a reading without a row');
    const { tasks, kinds } = await countStuck(ledger, ask);
    const { worker, verified, ...rest } = row;
    return {
      ...rest,
      stuckTasks: tasks,
      stuck: kinds,
      worker: worker && { ...worker, since: new Date(worker.since) },
      verified: verified && { ...verified, at: new Date(verified.at) },
    };
  });

/** Within JSON an instant is a text. */
interface Told {
  readonly worker: {
    readonly since: string;
    readonly ringMs: number | null;
    readonly routedLagMs: number | null;
  } | null;
  readonly verified: { readonly at: string; readonly differences: number } | null;
}

const LAST_MINUTE = `clock_timestamp() - interval '1 minute'`;

const WORK = `
with waiting as (
  select count(*)::int as tasks, max(extract(epoch from clock_timestamp() - e.at)) * 1000 as oldest
  from duban.task t join duban.task_event e on e.task = t.id and e.seq = t.routed_seq + 1 where t.seq > t.routed_seq)
select w.tasks as "unroutedTasks", coalesce(w.oldest, 0)::float8 as "oldestUnroutedMs",
  (select count(*)::int from duban.task t join duban.clock c on c.plan = t.plan
   where t.next_at <= ${PLAN_NOW} - c.rate * interval '${LATE_MS} milliseconds') as "overdueLines",
  (select coalesce(jsonb_object_agg(l.state, l.n), '{}') from (select state, count(*) as n from duban.letter group by state) l) as letters,
  (select jsonb_build_object('since', o.since, 'ringMs', case when o.seen > ${LAST_MINUTE} then o.ring_ms end,
     'routedLagMs', case when o.seen > ${LAST_MINUTE} then o.routed_lag_ms end) from duban.worker o
   where ${IS_LIVING} order by o.since, o.name limit 1) as worker,
  (select jsonb_build_object('planDay', l.plan_day, 'letters', (select count(*) from duban.letter m where m.plan = l.plan and m.round_at = l.round_at))
   from duban.letter l order by l.id desc limit 1) as "lastRound",
  (select jsonb_build_object('at', g.verified_at, 'differences', g.differences) from duban.engine g where g.verified_at is not null limit 1) as verified
from waiting w`;
