import type { Conductor, Ring } from '#conductor/conductor';
import { Bell } from '../../apps/worker/src/bell.ts';
import pg from 'pg';
import { CHANNEL } from '#ledger/announcer';
import { acknowledge, give, launch } from '../support/acts.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { holder, importSmallPlan, smallPlan } from '../support/small-plan.ts';
import { until } from '../support/until.ts';

const NAME = 'test-bell';
/** The bell's own connection is the one that listens. */
const LINE = `from pg_stat_activity where application_name = $1 and datname = current_database()`;
const silent = { log: () => undefined, warn: () => undefined, error: () => undefined };
const plan = smallPlan().id;
/** Well below the sweep's 5 s: only an announcement is as quick. */
const AT_ONCE_MS = 1_500;
let database: Database;

beforeEach(async () => {
  database = await openDatabase();
  await importSmallPlan(database.owner, 4);
  await launch(database, plan, ['small-001']);
});
afterEach(() => database.drop());

const limitConnections = async (most: number): Promise<void> => {
  const [row] = await database.owner.ask<{ name: string }>('select current_database() as name');
  await database.owner.ask(`alter database ${row?.name ?? ''} connection limit ${most}`);
};

/** A Temporal that notes who was rung; asked for its namespace it answers when it may, and rung as `answer` says. */
const temporal = (answer: (ring: Ring) => Promise<void> = async () => undefined) => {
  const rings: string[] = [];
  let asked = 0;
  let gate: Promise<void> = Promise.resolve();
  const conductor: Pick<Conductor, 'ring' | 'namespaceId'> = {
    ring: (ring: Ring) => {
      rings.push(ring.id);
      return answer(ring);
    },
    namespaceId: async () => {
      asked += 1;
      await gate;
      return 'namespace';
    },
  };
  return {
    rings,
    conductor,
    asked: () => asked,
    hold: (): (() => void) => {
      let open = (): void => undefined;
      gate = new Promise((opened) => {
        open = opened;
      });
      return () => {
        open();
      };
    },
  };
};

const bellOf = (conductor: Pick<Conductor, 'ring' | 'namespaceId'>): Bell =>
  new Bell({
    ledger: database.worker,
    conductor,
    log: silent,
    url: database.url('duban_worker'),
    name: NAME,
    worker: '1@test',
    doubt: { afterMs: 60_000, canAsk: false },
  });

/** Three in turn, for a sweep may happen to find one of them. */
const hearsAtOnce = async (rings: readonly string[]): Promise<void> => {
  for (const task of ['small-002', 'small-003', 'small-004']) {
    const known = rings.length;
    await give(database, task, holder('plan-office', 'chief'), { kind: 'register' });
    await until(`${task} is heard`, () => rings.slice(known).includes(task), AT_ONCE_MS);
  }
};

test('a bell whose line is lost in the middle of a sweep hears announcements again as soon as it is back', async () => {
  const { rings, conductor, asked, hold } = temporal();
  const bell = bellOf(conductor);
  try {
    await until('everything is rung at the start', () => rings.filter((id) => id.startsWith('small-')).length >= 3);
    const release = hold();
    const before = asked();
    await until('a sweep is under way', () => asked() > before);
    const listener = new pg.Client({ connectionString: database.url() });
    let announced = false;
    listener.on('notification', () => {
      announced = true;
    });
    await listener.connect();
    await listener.query(`listen ${CHANNEL}`);
    await give(database, 'small-001', holder('east-district', 'chief'), acknowledge('responsible.east-district'));
    await until('the announcement is out', () => announced);
    await listener.end();
    // The line is lost, and no new one is had while what was heard has its turn.
    await limitConnections(0);
    await database.owner.ask(`select pg_terminate_backend(pid) ${LINE}`, [NAME]);
    await until('the line is gone', async () => (await database.owner.ask(`select pid ${LINE}`, [NAME])).length === 0);
    release();
    await limitConnections(-1);
    // Plan and postman are rung by nothing but a bell that rings everything: at the start, and on the new line.
    await until('everything is rung on the new line', () => rings.filter((id) => id === plan).length >= 4);
    await hearsAtOnce(rings);
  } finally {
    await bell.close();
  }
});

test('whoever has news is rung while the roll is called and nobody answers', async () => {
  const answers: (() => void)[] = [];
  const { rings, conductor } = temporal(({ kind }) =>
    kind === 'task' ? Promise.resolve() : new Promise((answered) => answers.push(answered)),
  );
  const bell = bellOf(conductor);
  try {
    await until('plan and postman hold up the roll call', () => answers.length >= 2);
    await hearsAtOnce(rings);
  } finally {
    for (const answer of answers) answer();
    await bell.close();
  }
});

test('who was not reached when everybody was rung is rung again, and nobody else; who refuses again ends it', async () => {
  await database.owner.ask('update duban.task set routed_seq = seq');
  const { rings, conductor } = temporal(async ({ id }) => {
    if (id === 'small-003') throw new Error('too long');
  });
  const bell = bellOf(conductor);
  try {
    await until('it is over', async () => (await database.owner.ask('select 1 from duban.engine')).length > 0, 40_000);
    expect(rings.filter((id) => id === 'small-003').length).toBeGreaterThan(2);
    expect(rings.filter((id) => id === 'small-002')).toHaveLength(1);
  } finally {
    await bell.close();
  }
}, 60_000);
