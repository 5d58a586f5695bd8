import type { PersonCommand } from '#domain/command';
import type { Task } from '#domain/task';
import { day } from '#domain/time/day';
import { projectionOf } from '#ledger/projection';
import { carryOut } from '#ledger/carry-out';
import { obey } from '#ledger/obey';
import { type Ledger, openLedger } from '#ledger/open-ledger';
import { renewCalendar } from '#ledger/renew-calendar';
import { acknowledge, give, launch, setTo } from '../support/acts.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { holder, importSmallPlan, smallPlan, weekends } from '../support/small-plan.ts';

/** A process keeps the states it has met, and writes only what differs from them: the tables must not show it. */
const plan = smallPlan().id;
const task = 'small-001';
let database: Database;
/** Another api process. */
let other: Ledger;
let keys = 0;

beforeAll(async () => {
  database = await openDatabase();
  other = await openLedger(database.url('duban_api'), { name: 'test-other' });
  await importSmallPlan(database.owner, 2);
  await launch(database, plan, [task, 'small-002']);
});
afterAll(async () => {
  await other.close();
  await database.drop();
});

const east = holder('east-district', 'chief');
const west = holder('west-district', 'chief');
const liaison = holder('east-district', 'liaison');
const part = 'responsible.east-district' as never;
const report: PersonCommand = { kind: 'report', assignment: part, report: null };
const naming = (unit: string, leader: string): PersonCommand => ({
  kind: 'nameOwner',
  assignment: `responsible.${unit}` as never,
  leader,
  handler: '乙',
  liaison: '丙',
});
const byOther = (by: typeof east, command: PersonCommand) => obey(other, task, { by, command }, `other-${(keys += 1)}`);
const accepted: unknown = expect.objectContaining({ verdict: 'accepted' });

/** What the tables hold of a task, and what its state says they should. */
const tablesAndState = async (calendar = weekends) => {
  const { owner } = database;
  const [row] = await owner.ask<{
    state: Task;
    next_at: Date | null;
    owed_by: string | null;
    act_by: string;
    rung: string | null;
  }>('select state, next_at, owed_by, act_by, rung from duban.task where id = $1', [task]);
  if (row === undefined) throw new Error('no task');
  const { state, rung, ...columns } = row;
  const { assignments, owed, ...read } = projectionOf({ task: state }, calendar);
  const sorted = (rows: readonly object[]) => rows.map((one) => JSON.stringify(one)).sort();
  const tables = {
    ...columns,
    assignments: sorted(
      await owner.ask(
        'select id, unit, role, stage, owner, issued_on, acknowledged_on from duban.assignment where task = $1',
        [task],
      ),
    ),
    owed: sorted(
      await owner.ask(
        'select key, kind, unit, assignment, since, by_day, next_on, next_rung from duban.obligation where task = $1',
        [task],
      ),
    ),
    rung,
  };
  const highest = Object.values(state.climbs).flatMap((climb) => climb.rung ?? []);
  return [
    tables,
    { ...read, assignments: sorted(assignments), owed: sorted(owed), rung: highest.sort().at(-1) ?? null },
  ];
};

test('two processes that give orders in turn each decide on what the other left, and the tables follow', async () => {
  expect(await give(database, task, east, acknowledge('responsible.east-district'))).toEqual(accepted);
  expect(await byOther(west, acknowledge('responsible.west-district'))).toEqual(accepted);
  for (const leader of ['甲', '丁', '戊']) {
    expect(await give(database, task, east, naming('east-district', leader))).toEqual(accepted);
    expect(await byOther(west, naming('west-district', leader))).toEqual(accepted);
  }
  const [tables, state] = await tablesAndState();
  expect(tables).toEqual(state);
});

test('an order that leaves the state as it was has its fact and its place in the chain all the same', async () => {
  const stateOf = () =>
    database.owner.ask<{ state: string; seq: number; head: string }>(
      `select state::text as state, seq, encode(head, 'hex') as head from duban.task where id = $1`,
      [task],
    );
  expect(await give(database, task, liaison, report)).toEqual(accepted);
  const [before] = await stateOf();
  expect(await give(database, task, liaison, report)).toEqual(accepted);
  const [after] = await stateOf();
  expect(after?.state).toBe(before?.state);
  expect(after?.seq).toBe((before?.seq ?? 0) + 1);
  expect(after?.head).not.toBe(before?.head);
  const [last] = await database.owner.ask<{ kind: string; hash: string }>(
    `select kind, encode(hash, 'hex') as hash from duban.task_event where task = $1 order by seq desc limit 1`,
    [task],
  );
  expect(last).toEqual({ kind: 'reported', hash: after?.head });
});

test('what the clock has carried out meanwhile is not forgotten by a process that knew the state before', async () => {
  await setTo(database, plan, '2020-01-08', '8:30');
  await carryOut(database.worker, task);
  expect(await give(database, task, east, naming('east-district', '己'))).toEqual(accepted);
  const [tables, state] = await tablesAndState();
  expect(tables).toEqual(state);
  expect(tables).toMatchObject({ rung: 'E1' });
});

test('another calendar dates every row anew, also for a process that knows the state', async () => {
  const longer = { ...weekends, restDays: { [day('2020-12-31')]: true as const } };
  expect(await renewCalendar(database.owner, longer)).toBe('new');
  expect(await give(database, task, liaison, report)).toEqual(accepted);
  const [tables, state] = await tablesAndState(longer);
  expect(tables).toEqual(state);
  expect(tables).toMatchObject({ act_by: '2020-12-30' });
});
