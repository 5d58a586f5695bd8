import type { PlanId } from '#domain/task';
import { type Day, dayOf } from '#domain/time/day';
import { isPlaying, planNow } from '#domain/time/plan-clock';
import { BELL_LOCK } from '../locks.ts';
import { type ClockRow, clockOf, instant } from '../context.ts';
import type { Ledger } from '../open-ledger.ts';

/** What PostgreSQL knows of the running parts. */
export interface LedgerStatus {
  /** PostgreSQL's own version. */
  readonly postgres: string;
  /** The application names of the workers that are connected. */
  readonly workers: readonly string[];
  /** The worker that holds the bell; null when none does. */
  readonly bell: string | null;
  /** Age of the oldest fact that nobody has routed; 0 when all are. */
  readonly unroutedMs: number;
  readonly clocks: readonly {
    readonly plan: PlanId;
    readonly planDay: Day;
    readonly rate: number;
    readonly version: number;
    /** Since a worker last said that it lives, for a playing clock; 0 for any other. */
    readonly unseenMs: number;
  }[];
}

/** Reads how the parts are, without writing anything. */
export const readStatus = async (ledger: Ledger): Promise<LedgerStatus> => {
  const [row] = await ledger.ask<Omit<LedgerStatus, 'clocks'>>(STATUS, [BELL_LOCK]);
  const clocks = await ledger.ask<ClockRow & { plan: PlanId; version: number }>(CLOCKS);
  if (row === undefined) throw new Error('a reading without a row');
  return {
    ...row,
    clocks: clocks.map((clock) => ({
      plan: clock.plan,
      planDay: dayOf(planNow(clockOf(clock), instant(clock.now))),
      rate: clock.rate,
      version: clock.version,
      unseenMs: isPlaying(clockOf(clock)) ? Math.max(0, clock.now.getTime() - clock.seen.getTime()) : 0,
    })),
  };
};

// A lock on one 64-bit number stands in pg_locks with its halves in classid and objid, and objsubid 1.
const STATUS = `
select current_setting('server_version') as postgres,
  (select coalesce(jsonb_agg(distinct a.application_name), '[]') from pg_stat_activity a
   where a.datname = current_database() and a.application_name like 'duban-worker/%') as workers,
  (select a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid
   where l.locktype = 'advisory' and l.classid = 0 and l.objid = $1::bigint::oid and l.objsubid = 1 and l.granted
     and l.database = (select d.oid from pg_database d where d.datname = current_database()) limit 1) as bell,
  coalesce((select extract(epoch from clock_timestamp() - min(e.at)) * 1000 from duban.task t
   join duban.task_event e on e.task = t.id and e.seq = t.routed_seq + 1 where t.seq > t.routed_seq), 0)::float8 as "unroutedMs"`;

const CLOCKS = `select plan, version, anchor_plan, anchor_real, rate, seen, clock_timestamp() as now from duban.clock order by plan limit 200`;
