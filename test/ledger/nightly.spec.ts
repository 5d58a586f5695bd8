import type { Conductor, Ring } from '#conductor/conductor';
import { lastVerified } from '#ledger/troubles';
import { Log } from '#watch/log';
import { jest } from '@jest/globals';
import { isTime, Nightly } from '../../apps/worker/src/nightly.ts';
import { launch } from '../support/acts.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { importSmallPlan, smallPlan } from '../support/small-plan.ts';
import { until } from '../support/until.ts';

const plan = smallPlan().id;
const FIVE_MINUTES_MS = 300_000;
const lines: string[] = [];
let database: Database;
let nightly: Nightly;

beforeEach(async () => {
  lines.length = 0;
  database = await openDatabase();
  await database.owner.ask(`insert into duban.engine (id, namespace_id) values (1, 'n')`);
});
afterEach(async () => {
  await nightly.close();
  await database.drop();
});

/** gRPC's answer for what is not there. */
const notFound = Object.assign(new Error('5 NOT_FOUND'), { code: 5, details: 'not found', metadata: {} });

/** A Temporal that has lost everything, and does not let these be rung. */
const emptyTemporal = (refused: readonly string[]) => {
  const rung: string[] = [];
  // As much of the client as is asked.
  const client = {
    options: { namespace: 'n' },
    withDeadline: (_: number, work: () => unknown) => work(),
    workflowService: { getWorkflowExecutionHistoryReverse: () => Promise.reject(notFound) },
  } as unknown as Conductor['client'];
  const ring = async ({ kind, id }: Ring): Promise<void> => {
    if (refused.includes(id)) throw new Error('too long');
    rung.push(`${kind}:${id}`);
  };
  return { rung, conductor: { client, ring } };
};

test('one that cannot be rung does not keep the others from being rung, is told of, and is tried again within minutes', async () => {
  await importSmallPlan(database.owner, 3);
  await launch(database, plan, ['small-001', 'small-002', 'small-003']);
  const { rung, conductor } = emptyTemporal(['small-001']);
  const log = Log.open('worker', { level: 'warn', to: { write: (line) => lines.push(line) } });
  nightly = new Nightly(database.worker, conductor, log, () => true);
  const { differences } = await nightly.verify();
  expect(differences.filter(({ what }) => what === 'missing')).toHaveLength(5);
  expect([...rung].sort()).toEqual([`plan:${plan}`, `postman:${plan}`, 'task:small-002', 'task:small-003']);
  expect(lines.filter((line) => line.includes('1 of 5 workflows were not reached'))).toHaveLength(1);
  // Another worker, or this one started anew, knows it too.
  expect(isTime(await lastVerified(database.worker), new Date())).toBe(true);
});

test('where nothing differs nobody is rung, and it is left alone until the next night', async () => {
  await database.owner.ask('update duban.engine set verified_at = now(), differences = 1');
  const { rung, conductor } = emptyTemporal([]);
  nightly = new Nightly(database.worker, conductor, Log.silent, () => true);
  expect((await nightly.verify()).differences).toEqual([]);
  expect(rung).toEqual([]);
  expect(isTime(await lastVerified(database.worker), new Date())).toBe(false);
});

test('of several workers the one that holds the bell verifies by itself', async () => {
  // The database's driver needs its own timers.
  jest.useFakeTimers({
    doNotFake: ['Date', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'setTimeout'],
  });
  try {
    const { conductor } = emptyTemporal([]);
    let holds = false;
    nightly = new Nightly(database.worker, conductor, Log.silent, () => holds);
    jest.advanceTimersByTime(FIVE_MINUTES_MS);
    await nightly.close();
    expect(await lastVerified(database.worker)).toBeNull();
    holds = true;
    nightly = new Nightly(database.worker, conductor, Log.silent, () => holds);
    jest.advanceTimersByTime(FIVE_MINUTES_MS);
    await until('it has verified', async () => (await lastVerified(database.worker)) !== null);
  } finally {
    jest.useRealTimers();
  }
});
