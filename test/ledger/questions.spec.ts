import type { Question, QuestionId } from '#domain/question';
import type { TaskDraft } from '#domain/draft';
import type { UnitId } from '#domain/unit';
import { type PlanRecord, readPlan } from '#ledger/queries/read-plan';
import { readQuestions } from '#ledger/queries/read-questions';
import { registerPlan } from '#ledger/queries/register-plan';
import { give } from '../support/acts.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { question } from '../support/examples.ts';
import { holder, importSmallPlan, office } from '../support/small-plan.ts';

const finance = 'finance-bureau' as UnitId;
const [east, north] = ['east-district', 'north-district'] as [UnitId, UnitId];
const which = question('units', [north]);
const optional: Question = { ...which, blocks: false };
/** In the third row nobody knows the name of the support. */
const strange: Question = { ...question('unit'), id: 'unit-0a1b2c3d' as QuestionId, unit: finance };
const asked: Readonly<Record<number, readonly Question[]>> = { 1: [which], 2: [optional], 3: [strange], 4: [optional] };

let database: Database;
let plan: PlanRecord;

beforeAll(async () => {
  database = await openDatabase();
  const { id } = await importSmallPlan(database.owner, 4, (row): TaskDraft => ({
    ...row,
    questions: asked[row.no] ?? [],
  }));
  const read = await readPlan(database.api, id);
  if (read === undefined) throw new Error('the plan is not there');
  plan = read;
});
afterAll(() => database.drop());

const questions = async (answered: boolean) =>
  (await readQuestions(database.api, plan, { after: 0, limit: 50, answered })).items;
const answer = (task: string, by: typeof office, units: readonly UnitId[], key: string) =>
  give(database, task, by, { kind: 'answer', question: which.id, answer: { kind: 'units', units } }, key);

test('what was read, suggested and why is told with each question, its units by name', async () => {
  expect(await questions(true)).toEqual([]);
  const open = await questions(false);
  expect(open.map(({ task, question: id, blocks }) => [task, id, blocks])).toEqual([
    ['small-001', 'units', true],
    ['small-002', 'units', false],
    ['small-003', 'unit-0a1b2c3d', true],
    ['small-004', 'units', false],
  ]);
  expect(open[0]).toMatchObject({
    understood: which.understood,
    suggestion: {
      answer: { kind: 'units', units: [north] },
      units: [{ id: north, name: '北城区政府' }],
      reason: { zh: '正文点名' },
      confidence: 'high',
    },
    unit: null,
    answered: null,
  });
  expect(open[2]).toMatchObject({ unit: { id: finance, name: '市财政局' }, suggestion: null });
});

test('an answer is told with its day and author; one given anew takes its place, and both stay on record', async () => {
  const clerk = holder('plan-office', 'liaison');
  // The district is responsible already.
  expect(await answer('small-001', clerk, [east], 'answer-of-clerk')).toMatchObject({ verdict: 'refused' });
  await answer('small-001', clerk, [north], 'answer-of-clerk');
  const [first] = await questions(true);
  expect(first).toMatchObject({
    question: 'units',
    answered: {
      answer: { kind: 'units', units: [north] },
      units: [{ name: '北城区政府' }],
      on: '2020-01-02',
      by: '市专项办 liaison',
    },
  });
  await answer('small-002', office, [], 'as-it-stands');
  await answer('small-002', office, [north], 'on-second-thought');
  expect((await questions(true)).map(({ task, answered }) => [task, answered?.by, answered?.units.length])).toEqual([
    ['small-001', '市专项办 liaison', 1],
    ['small-002', '市专项办 chief', 1],
  ]);
  const facts = await database.api.ask<{ person: string; units: number }>(
    `select person, jsonb_array_length(fact -> 'answer' -> 'units') as units from duban.task_event
     where task = 'small-002' and kind = 'answered' order by seq`,
  );
  expect(facts).toEqual([
    { person: office.person, units: 0 },
    { person: office.person, units: 1 },
  ]);
});

test('an unknown name that means another unit gives that unit its part', async () => {
  const command = { kind: 'answer', question: strange.id, answer: { kind: 'unit', unit: north } } as const;
  expect(await give(database, 'small-003', office, command, 'another-name')).toMatchObject({ verdict: 'accepted' });
  expect(
    await database.api.ask(`select unit from duban.assignment where task = 'small-003' and role = 'support'`),
  ).toEqual([{ unit: north }]);
});

test('a question that blocks nothing does not hold up registration, and afterwards nothing is answered anew', async () => {
  expect((await questions(false)).map(({ task }) => task)).toEqual(['small-004']);
  const after = await registerPlan(database.api, plan, office);
  expect(after).toMatchObject({ verdict: 'registered', registered: 4, waiting: [] });
  expect(await questions(true)).toEqual([]);
  expect(await answer('small-001', office, [], 'too-late-now')).toMatchObject({
    verdict: 'refused',
    refusal: { why: 'wrongStage' },
  });
});
