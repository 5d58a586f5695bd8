import { migrate, setRolePasswords } from '#ledger/migrate';
import { type Ledger, openLedger } from '#ledger/open-ledger';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readyNamespace } from '../../apps/local/src/temporal/namespace.ts';
import { findTemporal } from '../../apps/local/src/temporal/tool.ts';
import { launch, setTo } from '../support/acts.ts';
import type { Database } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';
import { asSuperuser, type Postgres, startPostgres } from '../support/postgres.ts';
import { clearUp, ROOT, temporaryFolder } from '../support/processes.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { importSmallPlan, smallPlan } from '../support/small-plan.ts';
import { until } from '../support/until.ts';
import { chanceOf } from './chance.ts';

/** What so many deaths of the worker in the middle of sending made of the letters. */
export interface Kills {
  readonly kills: number;
  readonly letters: number;
  /** Taken by the relay more than once. */
  readonly doubled: number;
  /** Said to be sent and never taken, or neither sent nor listed in the end. */
  readonly lost: number;
  /** Letters that were under way when the worker was killed: found out by the relay's log … */
  readonly resolved: number;
  /** … or, where there is no log, listed as doubtful for the office. */
  readonly listed: number;
}

const DELAYS_MS = [5, 100, 2_000] as const;
/** More than are sent at once. */
const LETTERS_PER_KILL = 6;
const plan = smallPlan().id;

/**
 * Kills the worker (kill -9) again and again while a slow relay has a letter's text in hand, at moments that `seed`
 * decides: half of the times where doubtful letters can be looked up, half where they cannot. Real Temporal and
 * PostgreSQL, one of each for either half, which run side by side.
 */
export const killPostman = async (kills: number, seed: number): Promise<Kills> => {
  const sighted = Math.ceil(kills / 2);
  const temporal = await findProgram();
  const halves = await Promise.allSettled([
    killHalf(temporal, sighted, seed, true),
    killHalf(temporal, kills - sighted, seed + 1, false),
  ]);
  await clearUp();
  const [first, second] = halves.map((half) => {
    if (half.status === 'rejected') throw half.reason;
    return half.value;
  });
  if (first === undefined || second === undefined) throw new Error('there are two halves');
  const sum = (field: keyof Kills): number => first[field] + second[field];
  return {
    kills: sum('kills'),
    letters: sum('letters'),
    doubled: sum('doubled'),
    lost: sum('lost'),
    resolved: sum('resolved'),
    listed: sum('listed'),
  };
};

const killHalf = async (program: string, kills: number, seed: number, isSighted: boolean): Promise<Kills> => {
  const { next: random } = chanceOf(seed);
  const relay = await startRelay();
  const servers = await startServers(program);
  const log = isSighted ? relay.logUrl : null;
  let worker = startWorker(servers, relay, log);
  const underWay = new Set<number>();
  const { owner } = servers.database;
  try {
    await firstLetters(servers.database);
    for (let n = 0; n < kills; n++) {
      const ms = DELAYS_MS[n % DELAYS_MS.length] ?? 0;
      relay.behave({ text: { kind: 'answersLate', ms, takesLate: random() < 0.5 } });
      const begun = relay.begun(1 + Math.floor(random() * LETTERS_PER_KILL));
      await writeLetters(owner, n, LETTERS_PER_KILL);
      servers.database.worker.announce(`post:${plan}`);
      await begun;
      await pause(random() * ms);
      worker.kill();
      worker = startWorker(servers, relay, log);
      for (const id of await inState(owner, 'sending')) underWay.add(id);
    }
    await settled(owner, isSighted ? ['waiting', 'sending', 'doubtful'] : ['waiting', 'sending']);
    return await count(kills, owner, relay, underWay);
  } finally {
    worker.kill();
    await servers.stop();
    await relay.close();
  }
};

const count = async (kills: number, owner: Ledger, relay: Relay, underWay: ReadonlySet<number>): Promise<Kills> => {
  const letters = await owner.ask<{ id: number; messageId: string; state: string }>(
    'select id, message_id as "messageId", state from duban.letter order by id',
  );
  const times = new Map<string, number>();
  for (const id of relay.taken) times.set(id, (times.get(id) ?? 0) + 1);
  const found = letters.filter(({ id }) => underWay.has(id));
  return {
    kills,
    letters: letters.length,
    doubled: [...times.values()].filter((n) => n > 1).length,
    lost: letters.filter(({ messageId, state }) => (state === 'sent' ? !times.has(messageId) : state !== 'doubtful'))
      .length,
    resolved: found.filter(({ state }) => state === 'sent').length,
    listed: letters.filter(({ state }) => state === 'doubtful').length,
  };
};

const inState = async (owner: Ledger, state: string): Promise<readonly number[]> => {
  const rows = await owner.ask<{ id: number }>('select id from duban.letter where state = $1', [state]);
  return rows.map(({ id }) => id);
};

const settled = (owner: Ledger, open: readonly string[]): Promise<unknown> =>
  until(
    `no letter is ${open.join(' or ')}`,
    async () =>
      (await owner.ask('select 1 from duban.letter where plan = $1 and state = any($2) limit 1', [plan, open]))
        .length === 0,
    120_000,
  );

/** One real letter, of a real dispatch; the others are copies of it with names of their own. */
const firstLetters = async (database: Database): Promise<void> => {
  await importSmallPlan(database.owner, 1);
  await launch(database, plan, ['small-001']);
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await until('the dispatch is told', async () => (await inState(database.owner, 'sent')).length === 8, 60_000);
};

const writeLetters = (owner: Ledger, kill: number, letters: number): Promise<unknown> =>
  owner.ask(
    `insert into duban.letter (plan, form, person, address, message_id, round_at, plan_day, content, state, attempts, next_try_at, thread, tasks)
     select plan, form, person, address, format('<kill-%s-%s@duban>', $1::int, n), round_at + make_interval(mins => $1::int * 100 + n), plan_day, content, 'waiting', 0, now(), thread, tasks
     from (select * from duban.letter order by id limit 1) first, generate_series(1, $2::int) n`,
    [kill + 1, letters],
  );

interface Servers {
  readonly database: Database;
  readonly temporal: string;
  readonly stop: () => Promise<void>;
}

const startServers = async (program: string): Promise<Servers> => {
  const [postgres, temporal] = await Promise.all([startPostgres(), startTemporal(program)]);
  const database = await openLedgers(postgres);
  return {
    database,
    temporal: temporal.address,
    stop: async () => {
      await database.drop();
      await Promise.all([postgres.stop(), temporal.stop()]);
    },
  };
};

const openLedgers = async (postgres: Postgres): Promise<Database> => {
  await asSuperuser(postgres.url('postgres'), (client) => client.query('create database duban'));
  await migrate(postgres.url('duban'));
  await setRolePasswords(postgres.url('duban'), { duban_api: 'test', duban_worker: 'test' });
  const url = (role?: string): string => postgres.url('duban', role);
  const [owner, api, worker] = await Promise.all(
    [undefined, 'duban_api', 'duban_worker'].map((role) => openLedger(url(role), { name: 'chaos' })),
  );
  if (owner === undefined || api === undefined || worker === undefined) throw new Error('three ledgers were opened');
  const drop = async (): Promise<void> => {
    await Promise.all([owner, api, worker].map((one) => one.close()));
  };
  return { url, owner, api, worker, drop };
};

const findProgram = (): Promise<string> =>
  findTemporal({
    cli: null,
    caches: [join(ROOT, '.duban', 'bin')],
    signal: new AbortController().signal,
    say: () => undefined,
  });

const startTemporal = async (program: string): Promise<{ address: string; stop: () => Promise<void> }> => {
  const address = `127.0.0.1:${await freePort()}`;
  const args = [
    'server',
    'start-dev',
    '--headless',
    '--ip',
    '127.0.0.1',
    '--port',
    address.slice(address.indexOf(':') + 1),
    '--log-level',
    'error',
  ];
  const server = spawn('setpriv', ['--pdeathsig', 'KILL', '--', program, ...args], {
    cwd: temporaryFolder('duban-temporal-'),
    stdio: 'ignore',
  });
  const ended = new Promise((gone) => server.once('exit', gone));
  await readyNamespace(address, new AbortController().signal);
  return {
    address,
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
    },
  };
};

/** A worker as it runs in production, from `dist`; `log` is where it may look doubtful letters up. */
const startWorker = ({ database, temporal }: Servers, relay: Relay, log: string | null): { kill: () => void } => {
  const child = spawn(
    'setpriv',
    ['--pdeathsig', 'KILL', '--', process.execPath, join(ROOT, 'dist/apps/worker/src/main.js')],
    {
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: database.url('duban_worker'),
        TEMPORAL_ADDRESS: temporal,
        SMTP_URL: relay.url,
        ...(log !== null && { MAIL_LOG_URL: log }),
      },
      stdio: 'ignore',
    },
  );
  return {
    kill: () => {
      child.kill('SIGKILL');
    },
  };
};
