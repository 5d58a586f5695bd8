import { carryOut } from '#ledger/carry-out';
import { moveClock } from '#ledger/clocks';
import { orderDispatch } from '#ledger/dispatches';
import { markSpread, clockVersion } from '#ledger/plan-desk';
import { readLateness } from '#ledger/queries/read-lateness';
import { readStuck } from '#ledger/queries/read-stuck';
import { readWork } from '#ledger/queries/read-work';
import { route } from '#ledger/route';
import { noteTrouble, noteVerified, settlePassed, settleTrouble, troubledActivities } from '#ledger/troubles';
import { giveSign, takeLeave } from '#ledger/worker-sign';
import { day, instantOf } from '#domain/time/day';
import { acknowledge, give, launch, setTo } from '../support/acts.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { holdLife } from '../support/life-line.ts';
import { holder, importSmallPlan, office, smallPlan } from '../support/small-plan.ts';

const plan = smallPlan().id;
const all = ['small-001', 'small-002', 'small-003'];
let database: Database;

beforeEach(async () => {
  database = await openDatabase();
  await importSmallPlan(database.owner, 4);
  await launch(database, plan, all);
  await settled();
});
afterEach(() => database.drop());

/** Everything is made known, carried out and heard of. */
const settled = async (): Promise<void> => {
  await markSpread(database.worker, plan, await clockVersion(database.worker, plan));
  for (const id of [...all, 'small-004']) {
    await carryOut(database.worker, id);
    await route(database.worker, id);
  }
};
/** Real time passes, as the ledger sees it: what is recorded lies so much further back. */
const later = async (interval: string): Promise<void> => {
  for (const sql of [
    `update duban.task_event set at = at - $1::interval`,
    `update duban.clock set anchor_real = anchor_real - $1::interval`,
    `update duban.admin_event set at = at - $1::interval`,
    `update duban.letter set next_try_at = next_try_at - $1::interval, marked_at = marked_at - $1::interval`,
  ])
    await database.owner.ask(sql, [interval]);
};
const stuck = async (): Promise<readonly string[]> =>
  (await readStuck(database.api, plan, { after: '', limit: 100 })).items.map(
    ({ kind, task, letter }) => `${kind} ${task ?? letter ?? '-'}`,
  );

test('nothing is stuck where everything goes on', async () => {
  await later('10 minutes');
  expect(await stuck()).toEqual([]);
});

test('facts that nobody makes known are stuck after two minutes, and no longer when they are', async () => {
  await give(database, 'small-001', holder('east-district', 'chief'), acknowledge('responsible.east-district'));
  expect(await stuck()).toEqual([]);
  await later('3 minutes');
  expect(await stuck()).toEqual(['facts small-001']);
  await route(database.worker, 'small-001');
  expect(await stuck()).toEqual([]);
});

test('due lines that nobody carries out are stuck after two minutes, and no longer when they are', async () => {
  await setTo(database, plan, '2020-02-20', '9:00');
  await markSpread(database.worker, plan, await clockVersion(database.worker, plan));
  expect(await stuck()).toEqual([]);
  await later('3 minutes');
  expect(await stuck()).toEqual([...all, 'small-004'].map((id) => `lines ${id}`));
  await settled();
  expect(await stuck()).toEqual([]);
});

test('a broken promise is stuck at once, with what was said, and gone when it is kept', async () => {
  // The clock would owe this line again: what `carryOut` finds then cannot mend itself.
  await setTo(database, plan, '2020-02-20', '9:00');
  await markSpread(database.worker, plan, await clockVersion(database.worker, plan));
  const [before] = await database.owner.ask('select * from duban.task where id = $1', ['small-001']);
  await carryOut(database.worker, 'small-001');
  await database.owner.ask(
    `update duban.task t set (state, seq, routed_seq, next_at, head) = (select r.state, t.seq, t.seq, r.next_at, t.head
     from jsonb_populate_record(null::duban.task, $1) r) where t.id = 'small-001'`,
    [JSON.stringify(before)],
  );
  const cause = await carryOut(database.worker, 'small-001').then(
    () => 'carried out',
    (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)),
  );
  expect(cause).toMatch(/^broken promise: small-001 owes a line that was carried out before/);
  const trouble = { subject: 'task:small-001', what: 'carryOut', plan, cause };
  await noteTrouble(database.worker, trouble);
  await noteTrouble(database.worker, trouble);
  const { items } = await readStuck(database.api, plan, { after: '', limit: 100 });
  expect(items).toEqual([
    expect.objectContaining({ kind: 'promise', task: 'small-001', detail: `carryOut: ${cause}` }),
  ]);
  expect(await troubledActivities(database.worker)).toEqual(new Set(['task:small-001 carryOut']));
  expect((await readWork(database.api)).stuckTasks).toBe(1);
  await settleTrouble(database.worker, 'task:small-001', 'carryOut');
  expect(await stuck()).not.toContain('promise small-001');
  expect(await troubledActivities(database.worker)).toEqual(new Set());
});

test('a step of a plan or of its postman that keeps failing is counted by its kind, as no task’s', async () => {
  const trouble = { plan, cause: 'broken promise: planted' };
  await noteTrouble(database.worker, { ...trouble, subject: `plan:${plan}`, what: 'dispatchPage' });
  await noteTrouble(database.worker, { ...trouble, subject: `post:${plan}`, what: 'goRound' });
  expect(await readWork(database.api)).toMatchObject({ stuckTasks: 0, stuck: { promise: 2, round: 0 } });
});

test('a trouble that has passed without anybody’s settling it is not listed, and is forgotten', async () => {
  await noteTrouble(database.worker, {
    subject: 'task:small-001',
    what: 'route',
    plan,
    cause: 'the worker died over it',
  });
  expect(await stuck()).toEqual([]);
  await settlePassed(database.worker);
  expect(await troubledActivities(database.worker)).toEqual(new Set());
});

test('a dispatch that does not go on, and a clock that the tasks do not hear of, are stuck', async () => {
  await give(database, 'small-004', office, { kind: 'register' });
  await route(database.worker, 'small-004');
  await orderDispatch(database.api, plan, office, 'second-dispatch');
  await moveClock(database.api, plan, office.person, { plan: instantOf(day('2020-01-02'), '8:30') });
  expect(await stuck()).toEqual([]);
  await later('3 minutes');
  expect((await stuck()).filter((one) => one.endsWith('-')).sort()).toEqual(['clock -', 'dispatch -']);
});

test('letters that wait too long, are doubtful or were refused are stuck, each with what the relay said', async () => {
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await markSpread(database.worker, plan, await clockVersion(database.worker, plan));
  const letter = async (no: number, state: string, marked: string | null): Promise<void> => {
    await database.owner.ask(
      `insert into duban.letter (plan, form, person, address, message_id, round_at, plan_day, content, state, attempts, next_try_at, marked_at, cause, thread, tasks)
       values ($1, 'digest', $2, 'a@b.cn', $2, now(), '2020-01-02', '{}', $3, 1, now(), now() - $4::interval, '451 later', '[]', '[]')`,
      [plan, `letter-${no}`, state, marked],
    );
  };
  await letter(1, 'waiting', null);
  await letter(2, 'sent', '1 second');
  await letter(3, 'doubtful', '1 second');
  await letter(4, 'failed', '1 second');
  await letter(5, 'failed', '40 days');
  expect(await stuck()).toEqual(['letterFailed 4']);
  await later('11 minutes');
  expect([...(await stuck())].sort()).toEqual(['letterDoubtful 3', 'letterFailed 4', 'letterWaiting 1', 'round -']);
  const work = await readWork(database.api);
  expect(work.letters).toEqual({ waiting: 1, sent: 1, doubtful: 1, failed: 2 });
  expect(work.stuck).toEqual({ letterDoubtful: 1, letterFailed: 1, letterWaiting: 1, round: 1 });
  const first = await readStuck(database.api, plan, { after: '', limit: 2 });
  const second = await readStuck(database.api, plan, { after: first.next ?? '', limit: 2 });
  expect([...first.items, ...second.items].map(({ letter: n }) => n)).toEqual([null, 3, 4, 1]);
  expect(second.next).toBeNull();
});

test('what verifying finds is listed until it finds it no more', async () => {
  const found = [{ subject: 'task:small-002', what: 'verify/ended', plan, cause: 'ended' }];
  await database.owner.ask(`insert into duban.engine (id, namespace_id) values (1, 'n')`);
  await noteVerified(database.worker, found);
  expect(await stuck()).toEqual(['verify small-002']);
  expect((await readWork(database.api)).verified).toEqual({ at: expect.any(Date) as Date, differences: 1 });
  await noteVerified(database.worker, []);
  expect(await stuck()).toEqual([]);
});

test('a worker is known by its last sign for as long as its line stands, until it takes its leave', async () => {
  const since = new Date('2026-01-01T00:00:00Z');
  await giveSign(database.worker, { name: '1@here', version: '1', since, ringMs: 12, routedLagMs: null });
  expect((await readWork(database.api)).worker).toBeNull();
  const letGo = await holdLife(database.url('duban_worker'), '1@here');
  expect((await readWork(database.api)).worker).toEqual({ since, ringMs: 12, routedLagMs: null });
  await takeLeave(database.worker, '1@here');
  expect((await readWork(database.api)).worker).toBeNull();
  await letGo();
});

test('how late a line is counts in real time from when it came due', async () => {
  expect(await readLateness(database.worker, 'small-001')).toBeNull();
  await setTo(database, plan, '2020-02-20', '9:00');
  await later('5 seconds');
  const late = await readLateness(database.worker, 'small-001');
  expect(late).toBeGreaterThan(5_000);
  expect(late).toBeLessThan(15_000);
});
