import pg from 'pg';
import { QueryFailedError } from 'typeorm';
import type { Ask } from './ask.ts';
import { OutcomeUnknown } from './outcome-unknown.ts';

/** Statements on one connection. */
export const askOn =
  (client: pg.Client): Ask =>
  async <Row>(statement: Parameters<Ask>[0], params: readonly unknown[] = []) => {
    const { sql, name } = typeof statement === 'string' ? { sql: statement } : statement;
    gather(client);
    try {
      const result = await client.query({ text: sql, values: [...params], ...(name !== undefined && { name }) });
      // The statement's author says what its rows look like.
      return result.rows as readonly Row[];
    } catch (cause) {
      throw new QueryFailedError(sql, [...params], cause as Error);
    }
  };

/**
 * All of `work` or nothing, on one connection. BEGIN goes out with the first statement and COMMIT with the `last` one, so
 * that a read and a write are two round trips. Throws OutcomeUnknown when the answer to COMMIT was lost.
 */
export const transactOn = async <T>(client: pg.Client, work: (ask: Ask, last: Ask) => Promise<T>): Promise<T> => {
  const plain = askOn(client);
  const begun = heeded(plain('begin isolation level read committed'));
  let committed: Promise<unknown> | null = null;
  let failed = false;
  const ask: Ask = async (statement, params) => {
    if (failed || committed !== null) throw new Error('nothing can be asked after the end of a transaction');
    // Not one after the other: the server answers in order, and nobody waits for BEGIN alone.
    const answer = heeded(plain<never>(statement, params));
    await begun;
    return answer;
  };
  const last: Ask = async (statement, params) => {
    const answer = ask<never>(statement, params);
    committed = heeded(commitOn(client));
    const rows = await answer.catch((cause: unknown) => {
      // What the server refused it has not committed; when it did not answer, COMMIT may have reached it all the same.
      throw isRefused(cause) ? cause : new OutcomeUnknown(cause);
    });
    await committed.catch(unknown);
    return rows;
  };
  try {
    const done = await work(ask, last);
    committed ??= heeded(commitOn(client));
    await committed.catch(unknown);
    return done;
  } catch (cause) {
    failed = true;
    // The connection may be the very thing that failed; the server then rolls back by itself.
    if (committed === null) await plain('rollback').catch(() => undefined);
    throw cause;
  }
};

/** Whoever passes over a statement that failed must not be told that the rest of it stands. */
const commitOn = async (client: pg.Client): Promise<void> => {
  gather(client);
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new RolledBack('a statement of the transaction failed, and nothing was written');
};

class RolledBack extends Error {}

/** What is asked in one go goes out in one packet: to send and to be woken cost more than most statements. */
const gather = ({ connection: { stream } }: pg.Client): void => {
  stream.cork();
  process.nextTick(() => {
    stream.uncork();
  });
};

/** Somebody will wait for it, but something else may fail first. */
const heeded = <T>(promise: Promise<T>): Promise<T> => {
  promise.catch(() => undefined);
  return promise;
};

const isRefused = (cause: unknown): boolean =>
  cause instanceof QueryFailedError && cause.driverError instanceof pg.DatabaseError;

const unknown = (cause: unknown): never => {
  if (cause instanceof RolledBack) throw cause;
  throw new OutcomeUnknown(cause);
};
