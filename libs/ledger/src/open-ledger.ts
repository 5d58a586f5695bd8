import type { Calendar } from '#domain/time/calendar';
import type { DataSource, QueryRunner } from 'typeorm';
import { Announcer } from './announcer.ts';
import type { Ask } from './ask.ts';
import { CalendarKeeper } from './calendar-keeper.ts';
import { sourceOf } from './migrate.ts';
import { DEADLINE_MS, withDeadline } from './deadline.ts';
import { OutcomeUnknown } from './outcome-unknown.ts';
import type { ToldOrder } from './told-order.ts';

/** The record: PostgreSQL, with the calendar in force at hand and a way to tell others what has changed. */
export interface Ledger {
  /** One statement outside a transaction. */
  readonly ask: Ask;
  /** All of `work` or nothing. Throws OutcomeUnknown when the answer to COMMIT was lost. */
  readonly transact: <T>(work: (ask: Ask) => Promise<T>) => Promise<T>;
  /** The calendar of that version; asks the database only when the version is new. */
  readonly calendar: (version: number, ask?: Ask) => Promise<Calendar>;
  /** Tells whoever listens that a task, plan or postman has news, gathered over 20 ms; a lost word is covered by the sweep. */
  readonly announce: (subject: string) => void;
  /** Hears of every order after its transaction. */
  readonly tell: (told: ToldOrder) => void;
  /** Connections, how many of them are idle, and how many requests wait for one. */
  readonly pool: () => PoolReading;
  readonly close: () => Promise<void>;
}

export interface PoolReading {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
}

/**
 * Connects. `name` is shown in pg_stat_activity (`duban-api/0.1.0`); `deadlineMs` bounds one statement or transaction.
 * Throws PostgreSQL's error when it cannot.
 */
export const openLedger = async (
  url: string,
  options: {
    readonly name: string;
    readonly poolSize?: number;
    readonly deadlineMs?: number;
    readonly tell?: (told: ToldOrder) => void;
  },
): Promise<Ledger> => {
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  const source = await sourceOf(url, options.name, options.poolSize ?? 10).initialize();
  const ask: Ask = async (sql, params = []) => {
    const runner = source.createQueryRunner();
    try {
      return await withDeadline(runner, deadlineMs, () => askIn(runner)(sql, params));
    } finally {
      await runner.release();
    }
  };
  const announcer = new Announcer(url, options.name);
  const calendars = new CalendarKeeper();
  return {
    ask,
    transact: (work) => transact(source, deadlineMs, work),
    calendar: (version, by = ask) => calendars.of(version, by),
    announce: (subject) => {
      announcer.announce(subject);
    },
    tell: options.tell ?? (() => undefined),
    pool: () => poolOf(source),
    close: async () => {
      await announcer.close();
      await source.destroy();
    },
  };
};

const transact = async <T>(source: DataSource, deadlineMs: number, work: (ask: Ask) => Promise<T>): Promise<T> => {
  const runner = source.createQueryRunner();
  try {
    return await withDeadline(runner, deadlineMs, async () => {
      await runner.startTransaction('READ COMMITTED');
      const done = await work(askIn(runner));
      await commit(runner);
      return done;
    });
  } catch (cause) {
    if (!(cause instanceof OutcomeUnknown)) await rollBack(runner);
    throw cause;
  } finally {
    await runner.release();
  }
};

// The structured result has its rows in one place, whatever the kind of statement.
const askIn =
  (runner: QueryRunner): Ask =>
  async <Row>(sql: string, params: readonly unknown[] = []) => {
    const result = await runner.query(sql, [...params], true);
    // The statement's author says what its rows look like.
    return result.records as readonly Row[];
  };

const poolOf = (source: DataSource): PoolReading => {
  // Of the driver, only its pool is needed: pg's own.
  const { master } = source.driver as unknown as {
    readonly master: { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };
  };
  return { total: master.totalCount, idle: master.idleCount, waiting: master.waitingCount };
};

const commit = async (runner: QueryRunner): Promise<void> => {
  try {
    await runner.commitTransaction();
  } catch (cause) {
    throw new OutcomeUnknown(cause);
  }
};

/** The connection may be the very thing that failed; the server then rolls back by itself. */
const rollBack = async (runner: QueryRunner): Promise<void> => {
  if (!runner.isTransactionActive) return;
  await runner.rollbackTransaction().catch(() => undefined);
};
