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
export const withDeadline = async <T>(runner: QueryRunner, ms: number, work: () => Promise<T>): Promise<T> => {
  // Of the driver's own connection, only this is needed.
  const client = (await runner.connect()) as {
    readonly connection?: { readonly stream: { destroy: (cause: Error) => void } };
  };
  const timer = setTimeout(() => {
    client.connection?.stream.destroy(new Error(`Connection terminated: no answer within ${ms} ms`));
  }, ms);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
};
