import {
  answer,
  banan,
  customs,
  dispatched,
  draftOf,
  drafted,
  ecology,
  finance,
  holder,
  office,
  question,
  type Row,
  type Story,
  yuzhong,
} from '../../../test/support/examples.ts';
import type { TaskDraft } from './draft.ts';
import { revisionOf, type Standing } from './revision.ts';
import type { Answer, QuestionId } from './question.ts';
import type { Stage } from './task.ts';
import { day } from './time/day.ts';

const texts = ['建设绿色工厂二十家', '推行生活垃圾分类', '公布年度工作报告'];
/** Row `no` of a document: one of the texts, and who and when. */
const row = (no: number, rest: Row = {}, text = texts[no - 1] ?? ''): TaskDraft => ({ ...draftOf(rest), no, text });
const standing = (no: number, rest: Row = {}, story: Story = drafted(rest)): Standing => {
  const draft = row(no, rest);
  const answers = story.facts.flatMap((fact) =>
    fact.kind === 'answered' ? [{ question: fact.question, answer: fact.answer }] : [],
  );
  return { draft, state: story.task, answers, section: draft.section, heading: draft.heading, text: draft.text };
};
/** Row 1 alone, before and after. */
const proposals = (before: Standing, after: TaskDraft) => revisionOf([before], [after]).flatMap((one) => one.proposals);

const three = [standing(1), standing(2), standing(3)];

test('the same document proposes nothing', () => {
  expect(revisionOf(three, [row(1), row(2), row(3)])).toEqual([]);
});

test('a row put in is an addition, and the rows behind it stay what they are', () => {
  const added = row(1, {}, '扶持再生资源企业');
  expect(revisionOf(three, [added, row(2, {}, texts[0]), row(3, {}, texts[1]), row(4, {}, texts[2])])).toEqual([
    { task: null, stage: null, was: null, no: 1, proposals: [{ kind: 'add', draft: added }], asks: [] },
  ]);
});

test('a reworded row, a new date and heading are one correction', () => {
  const after = { ...row(1, { due: '2022-12-31' }, '建设绿色工厂三十家'), heading: '农业源头减量', supportOpen: true };
  expect(revisionOf([standing(1)], [after])).toEqual([
    {
      task: 'cq-zero-waste-017',
      stage: 'draft',
      was: 1,
      no: 1,
      asks: [],
      proposals: [
        {
          kind: 'amend',
          changes: {
            heading: { from: '工业源头减量', to: '农业源头减量' },
            text: { from: texts[0], to: '建设绿色工厂三十家' },
            due: { from: { day: '2020-12-31', precision: 'day' }, to: { day: '2022-12-31', precision: 'day' } },
            supportOpen: { from: false, to: true },
          },
        },
      ],
    },
  ]);
});

test('a lead is reassigned; other units are reassigned one for one, else added and released', () => {
  expect(proposals(standing(1), row(1, { lead: finance.id }))).toEqual([
    { kind: 'reassign', assignment: 'lead.ecology-environment-bureau', to: 'finance-bureau' },
  ]);
  const before = { supports: [finance.id], responsible: [yuzhong.id] };
  expect(proposals(standing(1, before), row(1, { supports: [finance.id], responsible: [banan.id] }))).toEqual([
    { kind: 'reassign', assignment: 'responsible.yuzhong-district', to: 'banan-district' },
  ]);
  expect(proposals(standing(1, before), row(1, { supports: [], responsible: [yuzhong.id, banan.id] }))).toEqual([
    { kind: 'release', assignment: 'support.finance-bureau' },
    { kind: 'addResponsible', unit: 'banan-district' },
  ]);
  expect(proposals(standing(1), row(1, { supports: [customs.id] }))).toEqual([
    { kind: 'addSupport', unit: 'chongqing-customs' },
  ]);
});

/** A draft whose question the office has answered. */
const answering = (rest: Row, id: string, given: Answer): Story =>
  drafted(rest).then(holder(office, 'chief'), answer(id, given));

test('where the revised row asks no longer it speaks for itself: what an answer put in and it does not name is released', () => {
  const asked = { responsible: [yuzhong.id], questions: [question('units')] };
  const before = standing(1, asked, answering(asked, 'units', { kind: 'units', units: [banan.id, finance.id] }));
  expect(proposals(before, row(1, { responsible: [yuzhong.id, finance.id] }))).toEqual([
    { kind: 'release', assignment: 'responsible.banan-district' },
  ]);
  expect(proposals(before, row(1, { responsible: [yuzhong.id, finance.id, customs.id] }))).toEqual([
    { kind: 'reassign', assignment: 'responsible.banan-district', to: 'chongqing-customs' },
  ]);
  expect(proposals(before, row(1, { ...asked, responsible: [] }))).toEqual([
    { kind: 'release', assignment: 'responsible.yuzhong-district' },
  ]);
});

test('an unknown name that an answer has found a unit for is that unit', () => {
  const unknown = { ...question('unit'), id: 'unit-1' as QuestionId, unit: customs.id };
  const asked = { responsible: [customs.id], questions: [unknown] };
  const before = standing(1, asked, answering(asked, 'unit-1', { kind: 'unit', unit: banan.id }));
  expect(proposals(before, row(1, asked))).toEqual([]);
  expect(proposals(before, row(1, { responsible: [yuzhong.id] }))).toEqual([
    { kind: 'reassign', assignment: 'responsible.banan-district', to: 'yuzhong-district' },
  ]);
});

test('an answered date stands while the document leaves its own as it was', () => {
  const near = { due: '2020-03-20' };
  const before = standing(1, near, answering(near, 'date', { kind: 'date', due: day('2020-09-30') }));
  expect(proposals(before, row(1, near))).toEqual([]);
  expect(proposals(before, row(1, { due: '2021-12-31' }))).toMatchObject([
    { kind: 'amend', changes: { due: { from: { day: '2020-09-30' }, to: { day: '2021-12-31' } } } },
  ]);
});

test('what people have changed meanwhile is not proposed to be changed back, nor what is so already', () => {
  const asked = { questions: [question('units')] };
  const before = standing(1, asked, answering(asked, 'units', { kind: 'units', units: [banan.id] }));
  // The answer put 巴南区 in: no row says so, and none proposes to take it out again.
  expect(proposals(before, row(1, { questions: [question('units')] }))).toEqual([]);
  // A revised document that names it has what the answer has done.
  expect(proposals(before, row(1, { responsible: [banan.id] }))).toEqual([]);
  const amended: Standing = { ...standing(1), text: '建设绿色工厂三十家' };
  expect(proposals(amended, row(1))).toEqual([]);
  expect(proposals(amended, row(1, {}, '建设绿色工厂三十家'))).toEqual([]);
});

test('a row that is gone: dropped before dispatch, proposed for termination after it, left alone when over', () => {
  const inStage = (stage: Stage): Standing => {
    const one = standing(1);
    return { ...one, state: { ...one.state, stage } };
  };
  const ends = (one: Standing) => revisionOf([one, standing(2)], [row(1, {}, texts[1])]);
  for (const stage of ['draft', 'registered'] as const)
    expect(ends(inStage(stage))).toMatchObject([{ was: 1, no: null, stage, proposals: [{ kind: 'drop' }] }]);
  for (const stage of ['dispatched', 'underway', 'suspended'] as const)
    expect(ends(inStage(stage))).toMatchObject([{ proposals: [{ kind: 'proposeTermination' }] }]);
  for (const stage of ['completed', 'archived', 'terminated', 'dropped'] as const)
    expect(ends(inStage(stage))).toEqual([]);
});

test('what a revised row newly leaves to a person is said', () => {
  expect(revisionOf([standing(1)], [row(1, { questions: [question('units')] })])).toMatchObject([
    { proposals: [], asks: [{ id: 'units' }] },
  ]);
});

test('a question of the same kind about other words is another one: its answer does not hold, and it is asked anew', () => {
  const optional = { ...question('units'), text: '各区政府', blocks: false };
  const asked = { responsible: [yuzhong.id], questions: [optional] };
  const before = standing(1, asked, answering(asked, 'units', { kind: 'units', units: [banan.id] }));
  expect(revisionOf([before], [row(1, { questions: [question('units')] })])).toMatchObject([
    {
      proposals: [
        { kind: 'release', assignment: 'responsible.yuzhong-district' },
        { kind: 'release', assignment: 'responsible.banan-district' },
      ],
      asks: [{ id: 'units', blocks: true }],
    },
  ]);
});

test('what the task already has is not proposed, nor to part with what it no longer has', () => {
  const moved: Standing = standing(1, { lead: finance.id, responsible: [banan.id] }, drafted({ lead: customs.id }));
  expect(proposals(moved, row(1, { lead: customs.id }))).toEqual([]);
  const due = standing(1, {}, drafted({ due: '2021-12-31' }));
  expect(proposals(due, row(1, { due: '2021-12-31' }))).toEqual([]);
});

test('a lead that people have changed is reassigned from whoever leads now', () => {
  const led: Standing = standing(1, {}, drafted({ lead: customs.id }));
  expect(proposals(led, row(1, { lead: finance.id }))).toEqual([
    { kind: 'reassign', assignment: 'lead.chongqing-customs', to: 'finance-bureau' },
  ]);
});

test('a running task is compared like any other', () => {
  const running = standing(1, { responsible: [yuzhong.id] }, dispatched({ responsible: [yuzhong.id] }));
  expect(revisionOf([running], [row(1, { lead: finance.id, responsible: [] })])).toMatchObject([
    {
      stage: 'dispatched',
      proposals: [
        { kind: 'reassign', assignment: `lead.${ecology.id}` },
        { kind: 'release', assignment: 'responsible.yuzhong-district' },
      ],
    },
  ]);
});
