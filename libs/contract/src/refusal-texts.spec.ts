import { assignmentId } from '#domain/assignment';
import { type Checklist, itemId } from '#domain/checklist';
import type { UnitId } from '#domain/unit';
import type { Denial, DenialWhy } from './refusal.ts';
import { refusalText, refusalTexts, told } from './refusal-texts.ts';

/** The data of each, such as the rules give. */
const examples: Readonly<Record<DenialWhy, object>> = {
  wrongStage: { stage: 'draft', allowed: ['dispatched', 'planning'] },
  notYourPost: { unit: 'ecology', posts: ['deputy', 'chief'] },
  onlyTheClock: {},
  noSuchQuestion: { question: 'units' },
  answerDoesNotFit: { question: 'units' },
  noUnitNamed: { question: 'units' },
  unknownUnit: { unit: 'atlantis' },
  isSeat: { unit: 'ecology' },
  unitAlreadyAssigned: { unit: 'ecology' },
  dueNotAhead: { due: '2020-01-01', after: '2020-01-02' },
  questionsOpen: { questions: ['units', 'date'] },
  noSuchAssignment: { assignment: 'support.ecology' },
  wrongAssignmentStage: { assignment: 'lead.ecology', stage: 'acknowledged' },
  blankName: {},
  blankReason: {},
  blankText: {},
  noSuchSubtask: { subtask: 's3' },
  wrongSubtaskStage: { subtask: 's3', stage: 'withdrawn' },
  onlyToOwnPeople: { unit: 'ecology' },
  dueTooLate: { due: '2020-12-31', latest: '2020-12-17' },
  tooManySubtasks: { most: 100 },
  tooLateToDecline: { assignment: 'lead.ecology', until: '2020-01-06' },
  alreadyKept: { assignment: 'lead.ecology' },
  leadIsNeeded: {},
  noSuchItem: { item: 'photos@responsible.yuzhong' },
  noSuchEvidence: { evidence: 3 },
  alreadyJudged: { evidence: 3 },
  noSuchUpload: { upload: '0b8f9c1e-8a53-4a6e-9f0e-2a4f9d6c7b11' },
  tooManyFiles: { most: 1000 },
  notMissing: { item: 'photos@responsible.yuzhong' },
  evidenceNotAccepted: { items: ['acceptance@responsible.yuzhong', 'photos@responsible.yuzhong'] },
  noClaim: { assignment: 'responsible.yuzhong' },
  nothingNamed: {},
  yourOwn: {},
  homeBureau: { unit: 'ecology' },
  alreadySigned: {},
  alreadyRecused: {},
  noSuccessor: {},
  nothingToWithdraw: {},
  wrongProgress: { progress: 101 },
  noSlip: {},
  nothingOfYours: {},
  notOwed: {},
  notWaiting: { rung: 'E4' },
  notToBeHeld: {},
  notYetDue: { on: '2020-01-03' },
  alreadyDone: {},
  mayNotPlay: {},
  beforeLastFact: { lastDay: '2020-01-03' },
  nothingRegistered: {},
  letterNotOpen: { state: 'sent' },
};

const names: Readonly<Record<string, { name: string; nameEn: string }>> = {
  ecology: { name: '市生态环境局', nameEn: 'Ecology Bureau' },
  yuzhong: { name: '渝中区政府', nameEn: 'Yuzhong District' },
};
const checklist: Checklist = {
  type: 'works',
  items: [{ id: 'acceptance', zh: '竣工验收意见', en: 'Completion acceptance', scope: 'unit' }],
};
const lookup = (unit: string) => names[unit] ?? { name: unit, nameEn: unit };
// The data are written by hand above, one set for each reason.
const sentences = (why: DenialWhy) => refusalText({ why, ...examples[why] } as Denial, lookup, checklist);

test.each(Object.keys(refusalTexts) as DenialWhy[])('%s has a Chinese and an English sentence without gaps', (why) => {
  const { zh, en } = sentences(why);
  expect(zh).toMatch(/^[^A-Z].*。$/);
  expect(en).toMatch(/^[A-Z"].*\.$/);
  expect(`${zh}${en}`).not.toMatch(/undefined|null|\[object/);
});

test('a sentence names the unit as people call it, and the posts that may', () => {
  expect(sentences('notYourPost')).toEqual({
    zh: '此事由市生态环境局的分管负责人、主要负责人办理。',
    en: 'This is for Ecology Bureau: deputy, chief.',
  });
  expect(sentences('wrongAssignmentStage').zh).toBe('市生态环境局（牵头单位）现为“已签收”，不能办理此事。');
});

test('an item is called as its checklist calls it, with its unit; by its id where no checklist has it', () => {
  expect(sentences('evidenceNotAccepted')).toEqual({
    zh: '尚有2项佐证未认定或者豁免：「竣工验收意见（渝中区政府）」、「photos（渝中区政府）」。',
    en: 'Evidence is neither accepted nor waived (2): "Completion acceptance" (Yuzhong District), "photos" (Yuzhong District).',
  });
});

test('a denial told to a screen keeps its data', () => {
  const denial = {
    why: 'notMissing',
    item: itemId('acceptance', assignmentId('responsible', 'yuzhong' as UnitId)),
  } as const;
  expect(told(denial, lookup, checklist)).toMatchObject({
    ...denial,
    title: '「竣工验收意见（渝中区政府）」已经认定或者豁免，不需豁免。',
  });
});

test('a unit that nobody knows is called by its id', () => {
  expect(sentences('unknownUnit').zh).toContain('atlantis');
});
