import type pg from 'pg';
import type { QueryRunner } from 'typeorm';

/**
 * Longer than PostgreSQL's own limit for a statement (10 s): whoever does not answer by then has frozen, or the network
 * swallows what it says.
 */
export const DEADLINE_MS = 15_000;

/**
 * Does `work` on a connection and breaks the connection when it takes too long, so that what waits on it fails as it
 * does when the server dies: before COMMIT as an outage, at COMMIT as an unknown outcome. The pool drops it.
 */
export const withDeadline = async <T>(
  runner: QueryRunner,
  ms: number,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> => {
  // The driver's own connection.
  const client = (await runner.connect()) as pg.Client;
  const timer = setTimeout(() => {
    client.connection.stream.destroy(new Error(`Connection terminated: no answer within ${ms} ms`));
  }, ms);
  try {
    return await work(client);
  } finally {
    clearTimeout(timer);
  }
};
