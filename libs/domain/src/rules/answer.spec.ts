import {
  answer,
  asLead,
  asResponsible,
  banan,
  drafted,
  ecology,
  finance,
  holder,
  inspectorate,
  leadingGroup,
  office,
  question,
  register,
  since,
  yuzhong,
} from '../../../../test/support/examples.ts';
import type { Answer } from '../question.ts';
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
  expect(kept.refusal(clerk, answer('date', { kind: 'date', due: null }))).toEqual({
    why: 'noSuchQuestion',
    question: 'date',
  });
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

test.each(['atlantis' as UnitId, office.id, leadingGroup.id, inspectorate.id])(
  '%s is no unit that could carry a task out',
  (unit) => {
    expect(open.refusal(clerk, answer('units', unitsOf(yuzhong.id, unit)))).toEqual({ why: 'unknownUnit', unit });
  },
);

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
