import type { Actor, PersonId } from '#domain/actor';
import type { PersonCommand } from '#domain/command';
import { fold } from '#domain/evolve';
import type { Fact } from '#domain/event';
import type { Answer, QuestionId } from '#domain/question';
import type { PlanId } from '#domain/task';
import type { UnitId } from '#domain/unit';
import { demoPeople } from '#ledger/demo-people';
import { importPlan } from '#ledger/import-plan';
import { addPeople } from '#ledger/people';
import { readPlan } from '#ledger/queries/read-plan';
import { readQuestions } from '#ledger/queries/read-questions';
import { give } from '../support/acts.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { readDocument } from '../support/read-document.ts';
import { revise, taskRow } from '../support/revise.ts';
import { wholeLedger } from '../support/whole-ledger.ts';

let database: Database;
beforeEach(async () => {
  database = await openDatabase();
});
afterEach(() => database.drop());

const SHIPPED = 'cq-zero-waste';
const officeOf = (unit: string): Exclude<Actor, 'clock'> => ({
  person: 'clerk' as PersonId,
  chairs: [{ unit: unit as UnitId, post: 'chief' }],
  home: null,
});
const answer = (question: string, given: Answer): PersonCommand => ({
  kind: 'answer',
  // Ids are texts with a brand.
  question: question as QuestionId,
  answer: given,
});
const count = async (table: string): Promise<number> => {
  const [row] = await database.owner.ask<{ n: number }>(`select count(*)::int as n from duban.${table}`);
  return row?.n ?? -1;
};
const addClerk = (plan: string, unit: string) =>
  addPeople(database.owner, plan as PlanId, [
    {
      id: 'clerk' as PersonId,
      login: 'clerk',
      name: '张敏',
      email: 'clerk@test.example',
      passwordHash: 'none',
      chairs: [{ unit: unit as UnitId, post: 'chief' }],
    },
  ]);

describe('a new plan', () => {
  test('is in the ledger as drafts, with all its assignments, and told of as it is written', async () => {
    const told: number[] = [];
    const done = await importPlan(database.owner, await readDocument(SHIPPED), {
      told: (written) => told.push(written),
    });
    expect(done).toEqual({ verdict: 'imported', people: 0 });
    expect(told).toEqual([50, 100, 111]);
    expect(await Promise.all(['task', 'assignment', 'indicator', 'unit', 'task_event'].map(count))).toEqual([
      111, 1_203, 45, 49, 111,
    ]);
  });
  test('its tasks are what their first facts come to, and owe their answers and registration', async () => {
    await importPlan(database.owner, await readDocument(SHIPPED));
    const rows = await database.owner.ask<{ fact: Fact; state: unknown; owed: string[]; star: boolean; no: number }>(
      `select e.fact, t.state, t.star, t.no, array(select o.kind from duban.obligation o where o.task = t.id order by 1) as owed
       from duban.task t join duban.task_event e on e.task = t.id order by t.no`,
    );
    for (const { fact, state } of rows) expect(state).toEqual(JSON.parse(JSON.stringify(fold([fact]))));
    expect(rows[0]?.owed).toEqual(['register']);
    expect(rows[24]?.owed).toEqual(['answer']);
    expect(rows.filter(({ star }) => star).length).toBeGreaterThan(50);
  });
  test('one that breaks off leaves nothing, and can be imported afterwards', async () => {
    const before = await wholeLedger(database.owner);
    await database.owner.ask('alter table duban.task add constraint broken check (no < 111)');
    const plan = await readDocument(SHIPPED);
    await expect(importPlan(database.owner, plan)).rejects.toThrow('broken');
    expect(await wholeLedger(database.owner)).toEqual(before);
    await database.owner.ask('alter table duban.task drop constraint broken');
    expect((await importPlan(database.owner, plan)).verdict).toBe('imported');
  });
  test('whoever holds a post in another plan of the same office holds it in this one, if it has the unit', async () => {
    const first = await readDocument(SHIPPED);
    await importPlan(database.owner, first);
    await addClerk(first.id, 'zero-waste-office');
    const second = await readDocument(SHIPPED, undefined, { as: 'next-year' as PlanId });
    expect(await importPlan(database.owner, second)).toEqual({ verdict: 'imported', people: 1 });
    expect(await importPlan(database.owner, await readDocument('example-sponge-city'))).toEqual({
      verdict: 'imported',
      people: 0,
    });
    expect(await database.owner.ask('select plan, unit, post from duban.post order by plan')).toEqual([
      { plan: SHIPPED, unit: 'zero-waste-office', post: 'chief' },
      { plan: 'next-year', unit: 'zero-waste-office', post: 'chief' },
    ]);
  });
  test('people of another city do not come, nor whoever has left his post since an earlier plan', async () => {
    const first = await readDocument(SHIPPED);
    await importPlan(database.owner, first);
    await addClerk(first.id, 'zero-waste-office');
    const city = await readDocument('example-sponge-city');
    await importPlan(database.owner, city);
    await addPeople(database.owner, city.id, [
      {
        id: 'mayor' as PersonId,
        login: 'mayor',
        name: '市长',
        email: 'mayor@test.example',
        passwordHash: 'none',
        // Both cities have units of these names.
        chairs: ['leading-group', 'water-resources-bureau'].map((unit) => ({ unit: unit as UnitId, post: 'chief' })),
      },
    ]);
    const as = (name: string) => readDocument(SHIPPED, undefined, { as: name as PlanId });
    expect(await importPlan(database.owner, await as('second'))).toEqual({ verdict: 'imported', people: 1 });
    await database.owner.ask(`delete from duban.post where plan = 'second'`);
    expect(await importPlan(database.owner, await as('third'))).toEqual({ verdict: 'imported', people: 0 });
  });
  test('people may come with it, all in one: a plan without them is not left behind', async () => {
    const plan = await readDocument(SHIPPED);
    const before = await wholeLedger(database.owner);
    const people = demoPeople(plan.units, 'none');
    await database.owner.ask(`alter table duban.post add constraint broken check (unit <> 'leading-group')`);
    await expect(importPlan(database.owner, plan, { people })).rejects.toThrow('broken');
    expect(await wholeLedger(database.owner)).toEqual(before);
    await database.owner.ask('alter table duban.post drop constraint broken');
    expect(await importPlan(database.owner, plan, { people })).toEqual({ verdict: 'imported', people: 243 });
  });
  test('different plans at once, on a ledger that has no calendar yet, are all imported', async () => {
    const plans = await Promise.all(
      ['one', 'two', 'three'].map((name) => readDocument(SHIPPED, undefined, { as: name as PlanId })),
    );
    const all = await Promise.all(plans.map((plan) => importPlan(database.owner, plan)));
    expect(all.map(({ verdict }) => verdict)).toEqual(['imported', 'imported', 'imported']);
  });
  test('two at once are one', async () => {
    const plan = await readDocument(SHIPPED);
    const both = await Promise.all([importPlan(database.owner, plan), importPlan(database.owner, plan)]);
    expect(both.map(({ verdict }) => verdict).sort()).toEqual(['imported', 'unchanged']);
  });
  test('begins at once and on real time, when no start is given', async () => {
    const plan = await readDocument(SHIPPED);
    await importPlan(database.owner, { ...plan, clock: { start: null, rate: 1, mayPlay: false } });
    const record = await readPlan(database.api, SHIPPED);
    expect(record?.mayPlay).toBe(false);
    expect(Math.abs((record?.planNow ?? 0) - Date.now())).toBeLessThan(60_000);
  });
});

describe('the same document again', () => {
  test('changes nothing at all', async () => {
    const plan = await readDocument(SHIPPED);
    await importPlan(database.owner, plan);
    const before = await wholeLedger(database.owner);
    expect(await importPlan(database.owner, plan)).toEqual({ verdict: 'unchanged', people: 0 });
    expect(await wholeLedger(database.owner)).toEqual(before);
  });
  test('people who were forgotten can be brought in with it later', async () => {
    const plan = await readDocument(SHIPPED);
    await importPlan(database.owner, plan);
    const before = await wholeLedger(database.owner, ['person', 'post']);
    const people = demoPeople(plan.units, 'none');
    expect(await importPlan(database.owner, plan, { people })).toEqual({ verdict: 'unchanged', people: 243 });
    expect(await wholeLedger(database.owner, ['person', 'post'])).toEqual(before);
  });
  test('in another encoding, or with other line ends, is the same plan', async () => {
    await importPlan(database.owner, await readDocument(SHIPPED));
    const before = await wholeLedger(database.owner);
    const windows = await readDocument(SHIPPED, (document) => document.replaceAll('\n', '\r\n'));
    expect((await importPlan(database.owner, windows)).verdict).toBe('unchanged');
    expect(await wholeLedger(database.owner)).toEqual(before);
  });
  test('a plan of the same seats and another title is another plan', async () => {
    const plan = await readDocument(SHIPPED);
    await importPlan(database.owner, plan);
    expect((await importPlan(database.owner, { ...plan, title: '另一方案' })).verdict).toBe('taken');
  });
  test('an id that belongs to another plan is refused', async () => {
    await importPlan(database.owner, await readDocument(SHIPPED));
    const before = await wholeLedger(database.owner);
    const other = await readDocument('example-sponge-city', undefined, { as: SHIPPED as PlanId });
    expect(await importPlan(database.owner, other)).toEqual({
      verdict: 'taken',
      title: '重庆市（主城区）“无废城市”建设试点',
    });
    expect(await wholeLedger(database.owner)).toEqual(before);
  });
});

describe('a revised document', () => {
  /** Row 2 has another text, 12 another unit, 17 another date, 30 is gone, and one is new at the end. */
  const revised = () =>
    readDocument(
      SHIPPED,
      (document) =>
        revise(document.replace('\t增长率≤7.2%\n', '\t增长率≤7.0%\n'), (no, row) => {
          if (no === 2) return [row.replace(/。$/m, '（到2020年底完成）。')];
          if (no === 12) return [row.replace('\t渝北区政府\n', '\t巴南区政府\n')];
          if (no === 17) return [row.replace('2019年', '2020年')];
          if (no === 30) return [];
          if (no === 111) return [row, taskRow({ text: '公布建设试点总结报告。', lead: '市生态环境局' })];
          return [row];
        }),
      { tasks: 111 },
    );
  const recorded = () =>
    database.owner.ask<{ person: string | null; done: boolean; body: unknown }>(
      `select person, done, body from duban.admin_event where kind = 'revision' order by id`,
    );

  test('is compared task by task; its proposals are recorded and nothing else is changed', async () => {
    await importPlan(database.owner, await readDocument(SHIPPED));
    const before = await wholeLedger(database.owner, ['admin_event']);
    const done = await importPlan(database.owner, await revised(), { by: 'clerk' as PersonId });
    if (done.verdict !== 'revised') throw new Error(done.verdict);
    expect(
      done.revision.tasks.map(({ task, was, no, proposals }) => [task, was, no, proposals.map(({ kind }) => kind)]),
    ).toEqual([
      ['cq-zero-waste-002', 2, 2, ['amend']],
      ['cq-zero-waste-012', 12, 12, ['reassign']],
      ['cq-zero-waste-017', 17, 17, ['amend']],
      [null, null, 111, ['add']],
      ['cq-zero-waste-030', 30, null, ['drop']],
    ]);
    expect(done.revision.indicators).toMatchObject([
      { was: 7, no: 7, from: { target: '增长率≤7.2%' }, to: { target: '增长率≤7.0%' } },
    ]);
    expect(await wholeLedger(database.owner, ['admin_event'])).toEqual(before);
    expect(await recorded()).toMatchObject([{ person: 'clerk', done: true, body: { tasks: [{}, {}, {}, {}, {}] } }]);
  });
  test('titles, notes, the year of the targets and new units are told of as well', async () => {
    const before = await readDocument('example-sponge-city');
    await importPlan(database.owner, before);
    const done = await importPlan(
      database.owner,
      await readDocument('example-sponge-city', (document) =>
        document
          .replace('2026年目标', '2030年目标')
          .replace('（1）★表示必选指标。', '（1）★表示约束性指标。')
          .replace('\t市气象局\n', '\t青澜气象公司\n'),
      ),
    );
    if (done.verdict !== 'revised') throw new Error(done.verdict);
    expect(done.revision.frame).toEqual([
      { what: 'targetYear', from: '2026年', to: '2030年' },
      { what: 'notes', from: '（1）★表示必选指标。', to: '（1）★表示约束性指标。' },
    ]);
    expect(done.revision.units).toMatchObject([{ name: '青澜气象公司' }]);
    expect(done.units).toEqual(expect.arrayContaining([expect.objectContaining({ name: '青澜水务集团' })]));
    expect(done.revision.tasks).toMatchObject([
      {
        was: 5,
        proposals: [{ kind: 'reassign', assignment: 'support.meteorological-bureau' }],
        asks: [{ kind: 'unit' }],
      },
    ]);
  });
  test('where the row asks no longer, what an answer put in and it does not name is to be released', async () => {
    await importPlan(database.owner, await readDocument(SHIPPED));
    await addClerk(SHIPPED, 'zero-waste-office');
    const units = ['beibei-district', 'nanan-district'] as UnitId[];
    const given = answer('units', { kind: 'units', units });
    expect((await give(database, 'cq-zero-waste-034', officeOf('zero-waste-office'), given)).verdict).toBe('accepted');
    const same = await readDocument(SHIPPED, (document) => `${document}\n`);
    expect((await importPlan(database.owner, same)).verdict).toBe('unchanged');
    const revised = await readDocument(SHIPPED, (document) =>
      revise(document, (no, row) => [no === 34 ? row.replace('\t有关区政府\n', '\t南岸区政府\n') : row]),
    );
    const done = await importPlan(database.owner, revised);
    if (done.verdict !== 'revised') throw new Error(done.verdict);
    expect(done.revision.tasks).toMatchObject([
      { task: 'cq-zero-waste-034', proposals: [{ kind: 'release', assignment: 'responsible.beibei-district' }] },
    ]);
  });
  test('again, it is recorded no second time while the tasks stand as they did; then it is', async () => {
    await importPlan(database.owner, await readDocument(SHIPPED));
    await importPlan(database.owner, await revised());
    const before = await wholeLedger(database.owner);
    expect((await importPlan(database.owner, await revised())).verdict).toBe('revised');
    expect(await wholeLedger(database.owner)).toEqual(before);
    await addClerk(SHIPPED, 'zero-waste-office');
    const registered = await give(database, 'cq-zero-waste-002', officeOf('zero-waste-office'), { kind: 'register' });
    expect(registered.verdict).toBe('accepted');
    await importPlan(database.owner, await revised());
    expect(await recorded()).toMatchObject([
      { body: { tasks: [{ stage: 'draft' }, {}, {}, {}, {}] } },
      { body: { tasks: [{ stage: 'registered' }, {}, {}, {}, {}] } },
    ]);
  });
});

describe('another plan in the same form', () => {
  const PLAN = 'example-sponge-city';
  const office = officeOf('sponge-city-office');

  test('is imported by the same code; its unknown name is a question, and whoever answers says which unit it is', async () => {
    await importPlan(database.owner, await readDocument(PLAN));
    await addClerk(PLAN, 'sponge-city-office');
    const plan = await readPlan(database.api, PLAN);
    if (plan === undefined) throw new Error('the plan is not there');
    const open = (await readQuestions(database.api, plan, { after: 0, limit: 50, answered: false })).items;
    const unknown = open.find(({ kind }) => kind === 'unit');
    expect(unknown).toMatchObject({ task: `${PLAN}-004`, unit: { name: '青澜水务集团' } });
    const stranger = unknown?.unit?.id as UnitId;
    const orders: readonly PersonCommand[] = [
      answer(stranger, { kind: 'unit', unit: stranger }),
      answer('units', { kind: 'units', units: ['binhu-new-area' as UnitId] }),
      { kind: 'register' },
    ];
    for (const order of orders) expect((await give(database, `${PLAN}-004`, office, order)).verdict).toBe('accepted');
    expect(
      await database.owner.ask(`select unit from duban.assignment where task = '${PLAN}-004' order by unit`),
    ).toEqual([{ unit: 'binhu-new-area' }, { unit: stranger }, { unit: 'water-bureau' }]);
    expect(await database.owner.ask('select name, kind from duban.unit where id = $1', [stranger])).toEqual([
      { name: '青澜水务集团', kind: 'company' },
    ]);
  });
});
