import {
  answer,
  asLead,
  asResponsible,
  asSupport,
  banan,
  customs,
  drafted,
  ecology,
  finance,
  holder,
  inspectorate,
  leadingGroup,
  office,
  plainCalendar,
  question,
  register,
  since,
  yuzhong,
} from '../../../../test/support/examples.ts';
import { answeredQuestions, openQuestions } from '../open-questions.ts';
import { obligations } from '../obligations.ts';
import type { Answer, Question, QuestionId } from '../question.ts';
import { day } from '../time/day.ts';
import type { UnitId } from '../unit.ts';

const clerk = holder(office, 'liaison');
const open = drafted({ supports: [finance.id], questions: [question('units'), question('inherited')] });
const near = drafted({ due: '2020-03-20' });
const unitsOf = (...units: readonly UnitId[]): Answer => ({ kind: 'units', units });

test('the office names the units that "有关区政府" means, and they become responsible', () => {
  const answered = open.then(clerk, answer('units', unitsOf(yuzhong.id, banan.id)));
  expect(since(open, answered)).toEqual([
    { kind: 'answered', on: '2020-03-02', question: 'units', answer: unitsOf(yuzhong.id, banan.id) },
  ]);
  expect(answered.task.assignments.filter((one) => one.role === 'responsible')).toMatchObject([
    { id: asResponsible(yuzhong), stage: 'planned' },
    { id: asResponsible(banan), stage: 'planned' },
  ]);
  expect(answered.task.questions.map(({ id }) => id)).toEqual(['inherited']);
});

test('the office confirms what the importer inherited from another row', () => {
  expect(open.then(clerk, answer('inherited', { kind: 'inherited' })).task.questions.map(({ id }) => id)).toEqual([
    'units',
  ]);
});

test('a date that lies too near is kept, and is not asked about again', () => {
  const kept = near.then(clerk, answer('date', { kind: 'date', due: null }));
  expect(kept.task).toMatchObject({ dateSettled: true, due: { day: '2020-03-20' } });
  expect(openQuestions(kept.task, plainCalendar, day('2020-03-02'))).toEqual([]);
});

test('a date that lies too near is replaced by a new one, which is known to the day', () => {
  const moved = drafted({ due: '2019-12-31', precision: 'year' });
  expect(moved.then(clerk, answer('date', { kind: 'date', due: day('2020-09-30') })).task.due).toEqual({
    day: '2020-09-30',
    precision: 'day',
  });
});

test.each([ecology, yuzhong, leadingGroup, inspectorate])('only the office answers: $id may not', (house) => {
  expect(open.refusal(holder(house, 'chief'), answer('inherited', { kind: 'inherited' }))).toMatchObject({
    why: 'notYourPost',
    unit: office.id,
  });
});

test('after registration nothing is answered any more', () => {
  const registered = drafted().then(holder(office, 'deputy'), register);
  expect(registered.refusal(clerk, answer('units', unitsOf(banan.id)))).toEqual({
    why: 'wrongStage',
    stage: 'registered',
    allowed: ['draft'],
  });
});

test('a question that was not asked cannot be answered', () => {
  expect(open.refusal(clerk, answer('date', { kind: 'date', due: null }))).toEqual({
    why: 'noSuchQuestion',
    question: 'date',
  });
});

test('an answer must be of the kind that was asked for', () => {
  expect(open.refusal(clerk, answer('units', { kind: 'inherited' }))).toEqual({
    why: 'answerDoesNotFit',
    question: 'units',
  });
});

test('"which units?" is not answered by none', () => {
  expect(open.refusal(clerk, answer('units', unitsOf()))).toEqual({ why: 'noUnitNamed', question: 'units' });
});

test('until registration an answer may be given anew, and takes the place of the first', () => {
  const first = open.then(clerk, answer('units', unitsOf(yuzhong.id, banan.id)));
  const second = first.then(holder(office, 'chief'), answer('units', unitsOf(banan.id)));
  expect(second.task.assignments.map(({ id }) => id)).toEqual([asLead(), asSupport(finance), asResponsible(banan)]);
  expect(second.task.questions.map(({ id }) => id)).toEqual(['inherited']);
  const due = near
    .then(clerk, answer('date', { kind: 'date', due: day('2020-09-30') }))
    .then(clerk, answer('date', { kind: 'date', due: null }));
  expect(due.task.due).toEqual(near.task.due);
  // The question is still about the date that stands in the row.
  const moved = near.then(clerk, answer('date', { kind: 'date', due: day('2020-09-30') }));
  expect(answeredQuestions(moved.task).map(({ text }) => text)).toEqual(['2020-03-20']);
});

test('a question that blocks nothing may stay open, or be answered by "as it stands"', () => {
  const optional = drafted({ responsible: [yuzhong.id], questions: [{ ...question('units'), blocks: false }] });
  const deputy = holder(office, 'deputy');
  expect(optional.then(deputy, register).task).toMatchObject({ stage: 'registered', questions: [], reading: null });
  expect(obligations(optional.task, plainCalendar).map(({ kind }) => kind)).toEqual(['register']);
  const asItStands = optional.then(clerk, answer('units', unitsOf()));
  expect(asItStands.task.assignments).toEqual(optional.task.assignments);
  expect(asItStands.task.questions).toEqual([]);
  expect(optional.then(clerk, answer('units', unitsOf(banan.id))).task.assignments).toHaveLength(3);
});

describe('an unknown name', () => {
  const provisional = 'unit-0a1b2c3d' as UnitId;
  const asked: Question = { ...question('unit'), id: provisional as string as QuestionId, unit: provisional };
  const strange = drafted({ supports: [provisional, finance.id], questions: [asked] });
  const called = (unit: UnitId) => answer(provisional, { kind: 'unit', unit });
  const supportsOf = (told: typeof strange) =>
    told.task.assignments.flatMap(({ role, unit }) => (role === 'support' ? [unit] : []));

  test('is another name for a unit, which takes its place in the row', () => {
    expect(supportsOf(strange.then(clerk, called(customs.id)))).toEqual([customs.id, finance.id]);
  });
  test('is a new unit', () => {
    const kept = strange.then(clerk, called(provisional));
    expect(supportsOf(kept)).toEqual([provisional, finance.id]);
    expect(kept.task.questions).toEqual([]);
  });
  test('may be told anew, and then means the unit named last', () => {
    expect(supportsOf(strange.then(clerk, called(customs.id)).then(clerk, called(banan.id)))).toEqual([
      banan.id,
      finance.id,
    ]);
  });
  test('of the lead gives the task its lead', () => {
    const headless = drafted({ lead: provisional, questions: [asked] });
    expect(headless.then(clerk, called(ecology.id)).task).toMatchObject({
      lead: ecology.id,
      assignments: [{ id: asLead(), role: 'lead' }],
    });
  });
  test('keeps the task from being registered', () => {
    expect(strange.refusal(holder(office, 'deputy'), register)).toEqual({
      why: 'questionsOpen',
      questions: [provisional],
    });
  });
  test('does not mean a unit of the same row, an unknown unit, or a seat', () => {
    expect(strange.refusal(clerk, called(finance.id))).toEqual({ why: 'unitAlreadyAssigned', unit: finance.id });
    expect(strange.refusal(clerk, called(ecology.id))).toEqual({ why: 'unitAlreadyAssigned', unit: ecology.id });
    expect(strange.refusal(clerk, called('atlantis' as UnitId))).toEqual({ why: 'unknownUnit', unit: 'atlantis' });
    expect(strange.refusal(clerk, called(office.id))).toEqual({ why: 'isSeat', unit: office.id });
  });
});

test.each([
  ['atlantis' as UnitId, 'unknownUnit'],
  [office.id, 'isSeat'],
  [leadingGroup.id, 'isSeat'],
  [inspectorate.id, 'isSeat'],
])('%s is no unit that could carry a task out: %s', (unit, why) => {
  expect(open.refusal(clerk, answer('units', unitsOf(yuzhong.id, unit)))).toEqual({ why, unit });
});

test.each([
  ['the lead', [ecology.id], ecology.id],
  ['a support', [yuzhong.id, finance.id], finance.id],
  ['one that is named twice', [yuzhong.id, yuzhong.id], yuzhong.id],
])('a unit is assigned once: %s is refused', (_who, units, unit) => {
  expect(open.refusal(clerk, answer('units', unitsOf(...units)))).toEqual({ why: 'unitAlreadyAssigned', unit });
});

test.each(['2020-03-01', '2020-03-02'])('a new date lies ahead: %s is refused', (due) => {
  expect(near.refusal(clerk, answer('date', { kind: 'date', due: day(due) }))).toEqual({
    why: 'dueNotAhead',
    due,
    after: '2020-03-02',
  });
});

test('a row without responsible units leaves the lead to carry it out', () => {
  expect(drafted().task.assignments.map(({ id }) => id)).toEqual([asLead()]);
});
