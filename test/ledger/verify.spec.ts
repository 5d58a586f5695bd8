import { verifyLedger, verifyTask } from '#ledger/verify';
import { carryOut } from '#ledger/carry-out';
import { route } from '#ledger/route';
import { acknowledge, give, launch, setTo } from '../support/acts.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { holder, importSmallPlan, office, smallPlan } from '../support/small-plan.ts';

const plan = smallPlan().id;
const all = ['small-001', 'small-002', 'small-003'];
let database: Database;

/** Three tasks that were dispatched, acted on, reminded of and made known. */
beforeEach(async () => {
  database = await openDatabase();
  await importSmallPlan(database.owner, 4);
  await launch(database, plan, all);
  await give(database, 'small-001', holder('east-district', 'chief'), acknowledge('responsible.east-district'));
  await setTo(database, plan, '2020-02-20', '9:00');
  for (const id of all) {
    await carryOut(database.worker, id);
    await route(database.worker, id);
  }
});
afterEach(() => database.drop());

const tamper = (sql: string): Promise<unknown> => database.owner.ask(sql);
const found = async (id: string): Promise<readonly string[]> =>
  (await verifyTask(database.worker, id)).map(({ what, found: where }) => `${what}: ${where}`);

test('a ledger that nobody has touched has no differences', async () => {
  expect(await verifyLedger(database.worker)).toEqual({ tasks: 4, differences: [] });
});

test('a state that is not the fold of its facts is found', async () => {
  await tamper(`update duban.task set state = jsonb_set(state, '{lead}', '"finance-bureau"') where id = 'small-002'`);
  const { differences } = await verifyLedger(database.worker);
  expect(differences).toContainEqual(expect.objectContaining({ task: 'small-002', what: 'state' }));
  expect(new Set(differences.map(({ task }) => task))).toEqual(new Set(['small-002']));
});

test('a fact that was changed breaks the chain where it stands', async () => {
  await tamper(`update duban.task_event set person = 'somebody' where task = 'small-001' and seq = 4`);
  expect(await found('small-001')).toEqual(['chain: at 4']);
});

test('a head that is not the last fact’s is found', async () => {
  await tamper(`update duban.task set head = decode(repeat('00', 32), 'hex') where id = 'small-001'`);
  expect(await found('small-001')).toEqual(['chain: at the head']);
});

test('a fact that is gone leaves a gap', async () => {
  await tamper(`delete from duban.task_event where task = 'small-003' and seq = 2`);
  expect(await found('small-003')).toContain('gap: at 2');
});

test('an order that is not remembered leaves its facts without one', async () => {
  await tamper(`delete from duban.task_order where task = 'small-003' and seq_from = 2`);
  expect(await found('small-003')).toEqual(['orders: at 2']);
});

test('a next line that is not the agenda’s first is found, and so is a reading that is gone', async () => {
  await tamper(`update duban.task set next_at = next_at + interval '1 day' where id = 'small-001'`);
  await tamper(`delete from duban.obligation where task = 'small-001'`);
  expect(await found('small-001')).toEqual(['columns: next_at, obligations']);
});

test('a rung that is not the highest the task has climbed is found', async () => {
  await tamper(`update duban.task set rung = 'E5' where id = 'small-001'`);
  expect(await found('small-001')).toEqual(['columns: rung']);
});

describe('of a task that has ended', () => {
  beforeEach(async () => {
    await give(database, 'small-004', office, { kind: 'drop', reason: 'not meant' });
    await route(database.worker, 'small-004');
    // Its act-by day was this one; the calendar that makes it a holiday comes too late for it.
    await tamper(
      `insert into duban.calendar_day (day, working) select act_by, false from duban.task where id = 'small-004'`,
    );
    await tamper('update duban.calendar set version = version + 1');
  });

  test('nothing is found while nobody has touched it', async () => {
    expect(await found('small-004')).toEqual([]);
  });

  test.each([
    ['the stage', `update duban.task set stage = 'underway' where id = 'small-004'`, 'stage'],
    ['the lead', `update duban.task set lead = 'finance-bureau' where id = 'small-004'`, 'lead'],
    ['the due day', `update duban.task set due = due + 1 where id = 'small-004'`, 'due'],
    ['the rung', `update duban.task set rung = 'E1' where id = 'small-004'`, 'rung'],
    ['a next line', `update duban.task set next_at = now() where id = 'small-004'`, 'next_at'],
    ['an assignment', `delete from duban.assignment where task = 'small-004'`, 'assignments'],
  ])('%s that is not as the state has it is found', async (_, sql, column) => {
    await tamper(sql);
    expect(await found('small-004')).toContain(`columns: ${column}`);
  });
});

test('facts that wait for longer than half a minute are found, fresh ones are not', async () => {
  await give(database, 'small-001', holder('west-district', 'chief'), acknowledge('responsible.west-district'));
  expect(await found('small-001')).toEqual([]);
  await tamper(`update duban.task set routed_seq = 1 where id = 'small-002'`);
  await tamper(`update duban.task_event set at = at - interval '1 minute' where task = 'small-002' and seq = 2`);
  expect(await found('small-002')).toContain('waiting: facts after 1');
});

test('a line that is overdue for longer than half a minute is found', async () => {
  await setTo(database, plan, '2020-03-20', '9:00');
  expect(await found('small-003')).toEqual([]);
  await tamper(`update duban.clock set anchor_real = anchor_real - interval '1 minute'`);
  await tamper(`update duban.task_event set at = at - interval '1 minute' where task = 'small-003'`);
  expect(await found('small-003')).toContain('waiting: lines');
});
