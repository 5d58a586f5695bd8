import type { PlanId } from '#domain/task';
import pg from 'pg';
import { ASK_AFTER_IT, POST_LOCK } from './locks.ts';

/** The right to deliver the letters of one plan. */
export interface PostLock {
  /** The connection broke, and the lock with it: no new attempt may begin. */
  readonly lost: AbortSignal;
  readonly release: () => Promise<void>;
}

/**
 * Takes the right to deliver a plan's letters, on a connection of its own: it ends with the process, however that ends, and
 * not before. Null while somebody else has it. Throws when PostgreSQL cannot be reached.
 */
export const holdPost = async (url: string, plan: PlanId): Promise<PostLock | null> => {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'duban-post',
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    keepAlive: true,
    options: ASK_AFTER_IT,
  });
  const lost = new AbortController();
  client.on('error', () => undefined);
  client.on('end', () => {
    lost.abort();
  });
  const release = (): Promise<void> => client.end().catch(() => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as held', [
      POST_LOCK,
      plan,
    ]);
    if (rows[0]?.held === true) return { lost: lost.signal, release };
  } catch (cause) {
    await release();
    throw cause;
  }
  await release();
  return null;
};
