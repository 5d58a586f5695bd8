import type { Ledger } from './open-ledger.ts';

/** What a worker says of itself, every few seconds. */
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

/** Writes the sign, and forgets workers that have given none for a day. */
export const giveSign = async (ledger: Ledger, sign: WorkerSign): Promise<void> => {
  await ledger.ask(SIGN, [sign.name, sign.version, sign.since, sign.ringMs, sign.routedLagMs]);
};

/** The process ends in order. */
export const takeLeave = async (ledger: Ledger, name: string): Promise<void> => {
  await ledger.ask('delete from duban.worker where name = $1', [name]);
};

const SIGN = `
with gone as (delete from duban.worker where seen < clock_timestamp() - interval '1 day' and name <> $1)
insert into duban.worker (name, version, since, seen, ring_ms, routed_lag_ms) values ($1, $2, $3, clock_timestamp(), $4, $5)
on conflict (name) do update set version = excluded.version, since = excluded.since, seen = excluded.seen,
  ring_ms = excluded.ring_ms, routed_lag_ms = excluded.routed_lag_ms`;
