import { LIFE_LOCK } from './locks.ts';
import type { Ledger } from './open-ledger.ts';

/** What a worker says of itself: once when it begins, then whenever it has done something. */
export interface WorkerSign {
  /** Of one process: host and number. */
  readonly name: string;
  readonly version: string;
  /** When the process began. */
  readonly since: Date;
  /** The slowest of the last minute; null when there was none. */
  readonly ringMs: number | null;
  readonly routedLagMs: number | null;
}

/**
 * That a worker lives is told by a lock on the connection it listens on: for that nothing need be written while nothing goes
 * on. Parameter: the worker's name.
 */
export const HOLD_LIFE = `select pg_advisory_lock_shared(${LIFE_LOCK}, hashtext($1))`;

/** Whether the worker of row `o` of `duban.worker` lives. */
export const IS_LIVING = `exists (select from pg_locks l where l.locktype = 'advisory' and l.classid = ${LIFE_LOCK} and l.granted
  and l.database = (select d.oid from pg_database d where d.datname = current_database())
  and l.objid::bigint = hashtext(o.name)::bigint & 4294967295)`;

/** Writes the sign, and forgets workers that have been gone for a day. */
export const giveSign = async (ledger: Ledger, sign: WorkerSign): Promise<void> => {
  await ledger.ask(SIGN, [sign.name, sign.version, sign.since, sign.ringMs, sign.routedLagMs]);
};

/** The process ends in order. */
export const takeLeave = async (ledger: Ledger, name: string): Promise<void> => {
  await ledger.ask('delete from duban.worker where name = $1', [name]);
};

const SIGN = `
with gone as (delete from duban.worker o where o.seen < clock_timestamp() - interval '1 day' and o.name <> $1 and not ${IS_LIVING})
insert into duban.worker (name, version, since, seen, ring_ms, routed_lag_ms) values ($1, $2, $3, clock_timestamp(), $4, $5)
on conflict (name) do update set version = excluded.version, since = excluded.since, seen = excluded.seen,
  ring_ms = excluded.ring_ms, routed_lag_ms = excluded.routed_lag_ms`;
