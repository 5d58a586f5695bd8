import {
  acknowledge,
  asLead,
  asResponsible,
  asSupport,
  dispatched,
  drafted,
  ecology,
  finance,
  holder,
  inspectorate,
  nobodyInParticular,
  office,
  personWith,
  question,
  type Story,
  yuzhong,
} from '../../../test/support/examples.ts';
import { type Actor, posts, sectionHeadOrAbove } from './actor.ts';
import { allowed } from './allowed.ts';
import { momentAt } from './decide.ts';

const offered = ({ task, moment }: Story, by: Actor): readonly string[] =>
  allowed(task, by, moment).flatMap(({ kind, refusal, assignments }) =>
    refusal === null ? [[kind, ...assignments].join(' ')] : [],
  );
const why = ({ task, moment }: Story, by: Actor, order: string) =>
  allowed(task, by, moment).find(({ kind }) => kind === order)?.refusal?.why;

const asked = drafted({ questions: [question('units', []), question('inherited')] });
const issued = dispatched({ supports: [finance.id], responsible: [yuzhong.id] });

test('the office answers while questions are open, and registers when none is', () => {
  expect(offered(asked, holder(office, 'chief'))).toEqual(['answer', 'drop']);
  expect(offered(drafted(), holder(office, 'chief'))).toEqual(['register', 'drop']);
  expect(offered(drafted({ due: '2020-03-20' }), holder(office, 'chief'))).toEqual(['answer', 'drop']);
  expect(offered(asked, holder(office, 'liaison'))).toEqual(['answer']);
});

test.each([
  ['no unit', []],
  ['a unit that is assigned already', [ecology.id]],
  ['the office itself', [office.id]],
])('an open question can be answered although the importer suggests %s', (_what, suggested) => {
  expect(offered(drafted({ questions: [question('units', suggested)] }), holder(office, 'liaison'))).toEqual([
    'answer',
  ]);
});

test('where no unit is left to be named, nobody is told that he could', () => {
  const { task, moment } = drafted({ questions: [question('units')] });
  const empty = momentAt(moment.now, moment.calendar, { ...moment, units: new Set([ecology.id, office.id]) });
  expect(allowed(task, holder(office, 'chief'), empty).find(({ kind }) => kind === 'answer')?.refusal).toEqual({
    why: 'noUnitNamed',
    question: 'units',
  });
});

test('a dead button says why', () => {
  expect(why(asked, holder(office, 'chief'), 'register')).toBe('questionsOpen');
  expect(why(drafted(), holder(office, 'liaison'), 'register')).toBe('notYourPost');
  expect(why(issued, holder(office, 'chief'), 'dispatch')).toBe('wrongStage');
  expect(why(issued, holder(yuzhong, 'liaison'), 'nameOwner')).toBe('notYourPost');
  expect(why(issued, holder(yuzhong, 'chief'), 'nameOwner')).toBe('wrongAssignmentStage');
  expect(why(issued, holder(office, 'chief'), 'acknowledge')).toBe('nothingOfYours');
});

test('every post of a unit is offered its own assignment, and no other', () => {
  for (const post of posts) {
    const own = asResponsible(yuzhong);
    const declines = sectionHeadOrAbove.includes(post) ? [`decline ${own}`] : [];
    expect(offered(issued, holder(yuzhong, post))).toEqual([
      `acknowledge ${own}`,
      ...declines,
      'submitEvidence',
      `note ${own}`,
    ]);
  }
});

test('somebody with two posts is offered what both may do', () => {
  const both = personWith({ unit: ecology.id, post: 'liaison' }, { unit: finance.id, post: 'chief' });
  const decline = `decline ${asSupport(finance)}`;
  const note = `note ${asLead()} ${asSupport(finance)} ${asResponsible(yuzhong)}`;
  expect(offered(issued, both)).toEqual([
    `acknowledge ${asLead()} ${asSupport(finance)}`,
    decline,
    'submitEvidence',
    note,
  ]);
  const half = issued.then(both, acknowledge(asLead()));
  expect(offered(half, both)).toEqual([
    `acknowledge ${asSupport(finance)}`,
    decline,
    'filePlan',
    `assignSubtask ${asLead()} ${asSupport(finance)}`,
    `report ${asLead()}`,
    'submitEvidence',
    `claimDone ${asLead()}`,
    note,
  ]);
});

test('the inspectorate looks on, and may write a word; a guest may not', () => {
  for (const story of [asked, drafted(), issued]) {
    expect(offered(story, nobodyInParticular)).toEqual([]);
    expect(offered(story, holder(inspectorate, 'chief')).filter((offer) => !offer.startsWith('note'))).toEqual([]);
  }
});
