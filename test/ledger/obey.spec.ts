import { fold } from '#domain/evolve';
import type { Fact } from '#domain/event';
import type { Task } from '#domain/task';
import type { Instant } from '#domain/time/day';
import { chained, ORIGIN } from '#ledger/chain';
import type { Obeyed } from '#ledger/obey';
import { acknowledge, give, launch, setTo } from '../support/acts.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { holder, importSmallPlan, office, smallPlan } from '../support/small-plan.ts';

const plan = smallPlan().id;
let database: Database;

beforeAll(async () => {
  database = await openDatabase();
  await importSmallPlan(database.owner, 6);
  await launch(
    database,
    plan,
    [1, 2, 3, 4, 5, 6].map((no) => `small-00${no}`),
  );
});
afterAll(() => database.drop());

const east = holder('east-district', 'deputy');
const owner = (leader: string) =>
  ({
    kind: 'nameOwner',
    assignment: 'responsible.east-district' as never,
    leader,
    handler: '乙',
    liaison: '丙',
  }) as const;
const events = (task: string) =>
  database.owner.ask<{
    seq: number;
    kind: string;
    fact: Fact;
    person: string | null;
    plan_at: Date;
    at: Date;
    hash: Buffer;
  }>('select seq, kind, fact, person, plan_at, at, hash from duban.task_event where task = $1 order by seq', [task]);

test('a known key gets the first answer again and changes nothing', async () => {
  const first = await give(database, 'small-001', east, acknowledge('responsible.east-district'), 'key-once-1');
  const again = await give(database, 'small-001', east, acknowledge('responsible.east-district'), 'key-once-1');
  expect(first).toEqual({ verdict: 'accepted', seq: 4, facts: [expect.objectContaining({ kind: 'acknowledged' })] });
  expect(again).toEqual(first);
  expect(await events('small-001')).toHaveLength(4);
});

test('the same key with another order is refused', async () => {
  expect(await give(database, 'small-001', east, owner('甲'), 'key-once-1')).toEqual({ verdict: 'keyReused' });
});

test('a key belongs to the person who used it', async () => {
  const west = await give(
    database,
    'small-001',
    holder('west-district', 'liaison'),
    acknowledge('responsible.west-district'),
    'key-once-1',
  );
  expect(west.verdict).toBe('accepted');
});

test('a refusal is not remembered: the same key may be accepted later', async () => {
  const early = await give(database, 'small-002', east, owner('甲'), 'key-refused');
  expect(early).toEqual({
    verdict: 'refused',
    refusal: { why: 'wrongAssignmentStage', assignment: 'responsible.east-district', stage: 'issued' },
  });
  await give(database, 'small-002', east, acknowledge('responsible.east-district'));
  expect((await give(database, 'small-002', east, owner('甲'), 'key-refused')).verdict).toBe('accepted');
});

test('an order for a task that is not there says so', async () => {
  expect(await give(database, 'small-999', office, { kind: 'register' })).toEqual({ verdict: 'noSuchTask' });
});

test('sixty orders at once on one task are each decided on the state the one before left', async () => {
  await give(database, 'small-003', east, acknowledge('responsible.east-district'));
  const before = (await events('small-003')).length;
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, i) => give(database, 'small-003', east, owner(`甲${i}`), `flood-${i}`)),
  );
  const seqs = answers.map((answer) => (answer.verdict === 'accepted' ? answer.seq : 0)).sort((a, b) => a - b);
  expect(seqs).toEqual(Array.from({ length: 60 }, (_, i) => before + i + 1));
  expect((await events('small-003')).slice(before).map((event) => event.kind)).toEqual(
    Array.from({ length: 60 }, () => 'ownerNamed'),
  );
});

test('one order sent twenty times at once is carried out once', async () => {
  await give(database, 'small-004', east, acknowledge('responsible.east-district'));
  const before = (await events('small-004')).length;
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => give(database, 'small-004', east, owner('甲'), 'same-key')),
  );
  const seq = (answer: Obeyed): number => (answer.verdict === 'accepted' ? answer.seq : 0);
  expect(new Set(answers.map(seq))).toEqual(new Set([before + 1]));
  expect(await events('small-004')).toHaveLength(before + 1);
});

test('the stored state is the fold of the facts, and the chain leads to the head', async () => {
  for (const no of [1, 2, 3, 4]) {
    const id = `small-00${no}`;
    const kept = await events(id);
    const [row] = await database.owner.ask<{ state: Task; head: Buffer; seq: number }>(
      'select state, head, seq from duban.task where id = $1',
      [id],
    );
    expect(row?.state).toEqual(fold(kept.map((event) => event.fact)));
    const head = kept.reduce(
      (before, { seq, fact, person, plan_at, at }) =>
        chained(before, {
          task: id,
          seq,
          fact,
          person,
          planAt: plan_at.getTime() as Instant,
          at: at.getTime() as Instant,
        }),
      ORIGIN,
    );
    expect(row?.head.equals(head)).toBe(true);
    expect(row?.seq).toBe(kept.length);
  }
});

test('plan time never goes below the last fact: a clock set back is refused, naming the day', async () => {
  await setTo(database, plan, '2020-01-06', '10:00');
  await give(database, 'small-005', east, acknowledge('responsible.east-district'));
  await expect(setTo(database, plan, '2020-01-05', '10:00')).rejects.toThrow(/beforeLastFact.*2020-01-06/);
});

test('the screens’ tables follow the state', async () => {
  const rows = await database.owner.ask(
    `select a.id, a.stage, a.acknowledged_on from duban.assignment a where a.task = 'small-005' and a.role = 'responsible' order by a.id`,
  );
  expect(rows).toEqual([
    { id: 'responsible.east-district', stage: 'acknowledged', acknowledged_on: '2020-01-06' },
    { id: 'responsible.west-district', stage: 'issued', acknowledged_on: null },
  ]);
  const owed = await database.owner.ask<{ key: string; by_day: string }>(
    `select key, by_day from duban.obligation where task = 'small-005' order by key`,
  );
  expect(owed).toEqual([
    { key: 'acknowledge/lead.water-bureau/1', by_day: '2020-01-03' },
    { key: 'acknowledge/responsible.west-district/1', by_day: '2020-01-03' },
    { key: 'acknowledge/support.finance-bureau/1', by_day: '2020-01-06' },
    { key: 'finish/lead.water-bureau/1.1', by_day: '2020-12-31' },
    { key: 'nameOwner/responsible.east-district/1', by_day: '2020-01-13' },
    { key: 'part/lead.water-bureau/1.0', by_day: '2020-12-17' },
    { key: 'part/responsible.east-district/1.0', by_day: '2020-12-17' },
    { key: 'part/responsible.west-district/1.0', by_day: '2020-12-17' },
    { key: 'report/responsible.east-district/1.0.2020-01', by_day: '2020-01-20' },
  ]);
});

test('no key of a person can be the ledger’s own', async () => {
  const keys = await database.owner.ask<{ key: string }>(
    `select distinct key from duban.task_order where key like '%dispatch%'`,
  );
  expect(keys.map(({ key }) => key)).toEqual(['/dispatch/1']);
});
