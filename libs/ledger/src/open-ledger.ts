import type pg from 'pg';
import type { Calendar } from '#domain/time/calendar';
import { Announcer } from './announcer.ts';
import type { DataSource } from 'typeorm';
import type { Ask } from './ask.ts';
import { CalendarKeeper } from './calendar-keeper.ts';
import { KnownTasks } from './known-tasks.ts';
import { sourceOf } from './migrate.ts';
import { DEADLINE_MS, withDeadline } from './deadline.ts';
import { askOn, transactOn } from './transaction.ts';
import type { ToldOrder } from './told-order.ts';

/** The record: PostgreSQL, with the calendar in force at hand and a way to tell others what has changed. */
export interface Ledger {
  /** One statement outside a transaction. */
  readonly ask: Ask;
  /**
   * All of `work` or nothing. Throws OutcomeUnknown when the answer to COMMIT was lost. What `work` asks last it may ask by
   * `last`: COMMIT then goes out with it, and nothing may be asked after it.
   */
  readonly transact: <T>(work: (ask: Ask, last: Ask) => Promise<T>) => Promise<T>;
  /** The calendar of that version; asks the database only when the version is new. */
  readonly calendar: (version: number, ask?: Ask) => Promise<Calendar>;
  /** States that this process has met. */
  readonly known: KnownTasks;
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
  const withClient = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const runner = source.createQueryRunner();
    try {
      return await withDeadline(runner, deadlineMs, work);
    } finally {
      await runner.release();
    }
  };
  const ask: Ask = (statement, params) => withClient((client) => askOn(client)(statement, params));
  const announcer = new Announcer(url, options.name);
  const calendars = new CalendarKeeper();
  return {
    ask,
    transact: (work) => withClient((client) => transactOn(client, work)),
    calendar: (version, by = ask) => calendars.of(version, by),
    known: new KnownTasks(),
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

const poolOf = (source: DataSource): PoolReading => {
  // Of the driver, only its pool is needed: pg's own.
  const { master } = source.driver as unknown as {
    readonly master: { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };
  };
  return { total: master.totalCount, idle: master.idleCount, waiting: master.waitingCount };
};
