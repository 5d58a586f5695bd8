import { Log } from '#watch/log';
import { troubledActivities } from '#ledger/troubles';
import { Troubles } from '../../apps/worker/src/troubles.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { importSmallPlan, smallPlan } from '../support/small-plan.ts';

const plan = smallPlan().id;
const subject = `plan:${plan}`;
const trouble = { subject, what: 'spreadClock', plan, cause: 'broken promise: planted' };
const key = `${subject} spreadClock`;
let database: Database;
let first: Troubles;
let second: Troubles;

beforeEach(async () => {
  database = await openDatabase();
  await importSmallPlan(database.owner, 1);
  [first, second] = [new Troubles(database.worker, Log.silent), new Troubles(database.worker, Log.silent)];
});
afterEach(() => database.drop());

test('a trouble that one worker noted is settled by the other that succeeds, also before it has heard of it', async () => {
  await second.refresh();
  await first.note(trouble);
  await second.succeeded(subject, 'spreadClock');
  await second.refresh();
  expect(await troubledActivities(database.worker)).toEqual(new Set());
});

test('a trouble stays while another activity succeeds, and when the success was before the last look', async () => {
  await second.succeeded(subject, 'spreadClock');
  await second.refresh();
  await first.note(trouble);
  await second.succeeded(subject, 'dispatchPage');
  await second.refresh();
  expect(await troubledActivities(database.worker)).toEqual(new Set([key]));
});

test('a trouble that is known is settled at once', async () => {
  await first.note(trouble);
  await second.refresh();
  await second.succeeded(subject, 'spreadClock');
  expect(await troubledActivities(database.worker)).toEqual(new Set());
});
