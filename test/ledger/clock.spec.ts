import { carryOut } from '#ledger/carry-out';
import type { Ledger } from '#ledger/open-ledger';
import type { ToldOrder } from '#ledger/told-order';
import { renewCalendar } from '#ledger/renew-calendar';
import { keepClocks, readClock } from '#ledger/clocks';
import { look } from '#ledger/look';
import { unheardTasks } from '#ledger/bell-list';
import { route } from '#ledger/route';
import { acknowledge, give, launch, setTo } from '../support/acts.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { day } from '#domain/time/day';
import { holder, importSmallPlan, smallPlan, weekends } from '../support/small-plan.ts';

const plan = smallPlan().id;
const east = holder('east-district', 'deputy');
const tasks = ['small-001', 'small-002', 'small-003'];
let database: Database;

beforeEach(async () => {
  database = await openDatabase();
  await importSmallPlan(database.owner);
  await launch(database, plan, tasks);
});
afterEach(() => database.drop());

const told = async (task: string): Promise<readonly string[]> => {
  const rows = await database.owner.ask<{ what: string }>(
    `select concat_ws(' ', kind, fact ->> 'rung', fact ->> 'assignment', on_day) as what from duban.task_event where task = $1 and person is null and kind <> 'drafted' order by seq`,
    [task],
  );
  return rows.map((row) => row.what);
};

test('nothing is due before its hour, and the lines of a morning are carried out in one go, once', async () => {
  await setTo(database, plan, '2020-01-03', '8:29');
  expect(await carryOut(database.worker, 'small-001')).toBe(0);
  await setTo(database, plan, '2020-01-03', '8:30');
  // The lead and two districts are reminded on the very day; the support's day is Monday, so Friday is one day ahead.
  expect(await carryOut(database.worker, 'small-001')).toBe(4);
  expect(await carryOut(database.worker, 'small-001')).toBe(0);
  expect(await told('small-001')).toEqual([
    'reminded lead.water-bureau 2020-01-03',
    'reminded responsible.east-district 2020-01-03',
    'reminded responsible.west-district 2020-01-03',
    'reminded support.finance-bureau 2020-01-03',
  ]);
});

test('after a long outage a ladder is climbed one rung at a time', async () => {
  await setTo(database, plan, '2020-02-03', '10:00');
  await carryOut(database.worker, 'small-001');
  const rungs = async (): Promise<readonly string[]> =>
    (await told('small-001')).filter((what) => what.includes('escalated') && what.includes('east'));
  expect(await rungs()).toEqual(['escalated E1 responsible.east-district 2020-02-03']);
  await setTo(database, plan, '2020-02-05', '10:00');
  await carryOut(database.worker, 'small-001');
  expect(await rungs()).toEqual([
    'escalated E1 responsible.east-district 2020-02-03',
    'escalated E2 responsible.east-district 2020-02-05',
  ]);
});

test('whoever acts stops his ladder, and only his', async () => {
  await give(database, 'small-001', east, acknowledge('responsible.east-district'));
  await setTo(database, plan, '2020-01-06', '8:30');
  await carryOut(database.worker, 'small-001');
  const late = (await told('small-001')).filter((what) => what.includes('escalated'));
  expect(late).toEqual([
    'escalated E1 lead.water-bureau 2020-01-06',
    'escalated E1 responsible.west-district 2020-01-06',
  ]);
});

test('a line carried out twice by broken data raises an alarm instead of a second letter', async () => {
  await setTo(database, plan, '2020-01-06', '8:30');
  await carryOut(database.worker, 'small-001');
  await database.owner.ask(`update duban.task set state = jsonb_set(state, '{climbs}', '{}') where id = 'small-001'`);
  await expect(carryOut(database.worker, 'small-001')).rejects.toThrow(
    /broken promise: small-001 owes a line that was carried out before/,
  );
});

test('two workers at once carry a line out once', async () => {
  await setTo(database, plan, '2020-01-06', '8:30');
  const counts = await Promise.all([1, 2, 3].map(() => carryOut(database.worker, 'small-002')));
  // 3 reminders named with their rung's obligations, 3 E1 and the support's reminder: 8 orders, whoever takes them.
  expect(counts.filter((count) => count > 0)).toHaveLength(1);
});

test('a look tells what waits and how long, and changes nothing', async () => {
  expect(await look(database.worker, 'small-001')).toEqual({ unrouted: 3, due: 0, wakeInMs: null, over: false });
  await route(database.worker, 'small-001');
  await setTo(database, plan, '2020-01-02', '8:30', 8_640);
  const { wakeInMs, ...desk } = await look(database.worker, 'small-001');
  expect(desk).toEqual({ unrouted: 0, due: 0, over: false });
  // A day ahead at a day in ten seconds, less what has passed since.
  expect(wakeInMs).toBeLessThanOrEqual(10_000);
  expect(wakeInMs).toBeGreaterThan(8_000);
  await setTo(database, plan, '2020-01-06', '8:30');
  expect(await look(database.worker, 'small-001')).toEqual({ unrouted: 0, due: 1, wakeInMs: 50, over: false });
});

test('the bell’s list holds unrouted facts and overdue lines, and nothing else', async () => {
  expect((await unheardTasks(database.worker)).map((task) => task.id)).toEqual(tasks);
  for (const task of tasks) await route(database.worker, task);
  expect(await unheardTasks(database.worker)).toEqual([]);
  await give(database, 'small-002', east, acknowledge('responsible.east-district'));
  expect((await unheardTasks(database.worker)).map((task) => task.id)).toEqual(['small-002']);
  await route(database.worker, 'small-002');
  // The clock stands at the minute of the line: the two real seconds of grace do not pass in plan time.
  await setTo(database, plan, '2020-01-03', '8:31');
  expect((await unheardTasks(database.worker)).map((task) => task.id).sort()).toEqual(tasks);
});

test('a fact is made known once, to the posts it concerns', async () => {
  await Promise.all([1, 2, 3].map(() => route(database.worker, 'small-001')));
  const notices = await database.owner.ask<{ to: string }>(
    `select unit || '.' || post as to from duban.notice where task = 'small-001' and form = 'issued' order by 1`,
  );
  expect(notices.map((one) => one.to)).toEqual([
    'east-district.handler',
    'east-district.liaison',
    'finance-bureau.handler',
    'finance-bureau.liaison',
    'water-bureau.handler',
    'water-bureau.liaison',
    'west-district.handler',
    'west-district.liaison',
  ]);
});

test('a playing clock stands still while no worker lives, and goes on from there', async () => {
  await setTo(database, plan, '2020-01-02', '9:00', 8_640);
  // A worker's last sign of life, an hour ago.
  await database.owner.ask(
    `update duban.clock set seen = now() - interval '1 hour', anchor_real = now() - interval '1 hour'`,
  );
  const stopped = await readClock(database.api, plan);
  // 15 s of grace at a day in ten seconds: a day and a half after 09:00.
  expect(stopped?.planDay).toBe('2020-01-03');
  expect(await keepClocks(database.worker)).toEqual([]);
  const alive = await readClock(database.api, plan);
  expect((alive?.planNow ?? 0) - (stopped?.planNow ?? 0)).toBeLessThan(2 * 3_600_000);
});

test('when nobody has acted for sixty plan days the clock falls to rate 1', async () => {
  await setTo(database, plan, '2020-01-02', '9:00', 8_640);
  await database.owner.ask(`update duban.clock set anchor_plan = anchor_plan + interval '61 days'`);
  expect(await keepClocks(database.worker)).toEqual([plan]);
  expect((await readClock(database.api, plan))?.rate).toBe(1);
  expect(await keepClocks(database.worker)).toEqual([]);
});

test('a new calendar moves every task’s lines and is spread like a change of the clock; the same one changes nothing', async () => {
  const before = await readClock(database.api, plan);
  expect(await renewCalendar(database.owner, weekends)).toBe('same');
  // The Friday after the issue becomes a day off, so what was owed by it is owed by Monday.
  expect(await renewCalendar(database.owner, { ...weekends, restDays: { [day('2020-01-03')]: true } })).toBe('new');
  const owed = await database.owner.ask(
    `select distinct by_day from duban.obligation where assignment = 'lead.water-bureau' and kind = 'acknowledge'`,
  );
  expect(owed).toEqual([{ by_day: '2020-01-06' }]);
  expect((await readClock(database.api, plan))?.version).toBe((before?.version ?? 0) + 1);
  const [next] = await database.owner.ask<{ at: Date }>(`select next_at as at from duban.task where id = 'small-001'`);
  expect(next?.at.toISOString()).toBe('2020-01-06T00:30:00.000Z');
});

test('a task rung for a line that has moved is put right instead of rung again', async () => {
  await setTo(database, plan, '2020-01-02', '9:00');
  await database.owner.ask(`update duban.task set next_at = '2020-01-02T08:30:00+08:00' where id = 'small-001'`);
  expect((await look(database.worker, 'small-001')).due).toBe(1);
  expect(await carryOut(database.worker, 'small-001')).toBe(0);
  expect((await look(database.worker, 'small-001')).due).toBe(0);
});

test('the end of a term is judged in the database by the same plan time: frozen, real, playing, and playing without a worker', async () => {
  for (const [rate, seen] of [
    [0, '0 s'],
    [1, '0 s'],
    [86_400, '0 s'],
    [86_400, '1 hour'],
  ] as const) {
    await setTo(database, plan, '2020-03-02', '23:00', rate);
    await database.owner.ask(
      `update duban.clock set anchor_real = anchor_real - $1::interval - interval '3 s', seen = seen - $1::interval where plan = $2`,
      [seen, plan],
    );
    const reading = await readClock(database.api, plan);
    const today = reading?.planDay ?? day('2000-01-01');
    const [held] = await database.owner.ask(
      `select duban.is_held($1, $2::date - 2) as past, duban.is_held($1, $2::date) or duban.is_held($1, $2::date + 1) as now`,
      [plan, today],
    );
    expect([rate, seen, held]).toEqual([rate, seen, { past: false, now: true }]);
  }
});

test('every line carried out is told of as an order of the clock, after its transaction, and none that was not', async () => {
  const told: ToldOrder[] = [];
  const ledger: Ledger = { ...database.worker, tell: (order) => told.push(order) };
  await setTo(database, plan, '2020-02-20', '9:00');
  const lines = await carryOut(ledger, 'small-001');
  expect(lines).toBeGreaterThan(1);
  const remembered = await database.owner.ask<{ key: string; seq: number }>(
    `select key, seq_to as seq from duban.task_order where task = 'small-001' and person = 'clock' order by seq_to`,
  );
  const of = { task: 'small-001', person: 'clock', outcome: 'accepted', why: null, planDay: '2020-02-20' };
  expect(told).toEqual(
    remembered.map(({ key, seq }) => ({
      ...of,
      key,
      seq,
      kind: expect.stringMatching(/^(remind|escalate|lapse)$/) as string,
      ms: expect.any(Number) as number,
    })),
  );
  expect(told).toHaveLength(lines);
  await carryOut(ledger, 'small-001');
  expect(told).toHaveLength(lines);
});
