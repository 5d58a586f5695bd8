import { HOLD_LIFE } from '#ledger/worker-sign';
import pg from 'pg';

/** Holds what tells that a worker of this name lives, until it is let go. */
export const holdLife = async (url: string, worker: string): Promise<() => Promise<void>> => {
  const line = new pg.Client({ connectionString: url });
  await line.connect();
  await line.query(HOLD_LIFE, [worker]);
  return () => line.end();
};
