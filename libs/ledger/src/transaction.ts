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
  const ask: Ask = async (statement, params) => {
    if (committed !== null) throw new Error('nothing can be asked after COMMIT');
    // Not one after the other: the server answers in order, and nobody waits for BEGIN alone.
    const answer = heeded(plain<never>(statement, params));
    await begun;
    return answer;
  };
  const last: Ask = async (statement, params) => {
    const answer = ask<never>(statement, params);
    committed = heeded(plain('commit'));
    const rows = await answer.catch((cause: unknown) => {
      // What the server refused it has not committed; when it did not answer, COMMIT may have reached it all the same.
      throw isRefused(cause) ? cause : new OutcomeUnknown(cause);
    });
    await committed.catch(unknown);
    return rows;
  };
  try {
    const done = await work(ask, last);
    committed ??= plain('commit');
    await committed.catch(unknown);
    return done;
  } catch (cause) {
    // The connection may be the very thing that failed; the server then rolls back by itself.
    if (committed === null) await plain('rollback').catch(() => undefined);
    throw cause;
  }
};

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
  throw new OutcomeUnknown(cause);
};
