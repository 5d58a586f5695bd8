import type { Denial, DenialWhy } from './refusal.ts';
import { refusalText, refusalTexts } from './refusal-texts.ts';

/** The data of each, such as the rules give. */
const examples: Readonly<Record<DenialWhy, object>> = {
  wrongStage: { stage: 'draft', allowed: ['dispatched', 'planning'] },
  notYourPost: { unit: 'ecology', posts: ['deputy', 'chief'] },
  onlyTheClock: {},
  noSuchQuestion: { question: 'units' },
  answerDoesNotFit: { question: 'units' },
  noUnitNamed: { question: 'units' },
  unknownUnit: { unit: 'atlantis' },
  unitAlreadyAssigned: { unit: 'ecology' },
  dueNotAhead: { due: '2020-01-01', after: '2020-01-02' },
  questionsOpen: { questions: ['units', 'date'] },
  noSuchAssignment: { assignment: 'support.ecology' },
  wrongAssignmentStage: { assignment: 'lead.ecology', stage: 'acknowledged' },
  blankName: {},
  nothingOfYours: {},
  notOwed: {},
  notYetDue: { on: '2020-01-03' },
  alreadyDone: {},
  mayNotPlay: {},
  beforeLastFact: { lastDay: '2020-01-03' },
  nothingRegistered: {},
};

const names: Readonly<Record<string, { name: string; nameEn: string }>> = {
  ecology: { name: '市生态环境局', nameEn: 'Ecology Bureau' },
};
const lookup = (unit: string) => names[unit] ?? { name: unit, nameEn: unit };
// The data are written by hand above, one set for each reason.
const sentences = (why: DenialWhy) => refusalText({ why, ...examples[why] } as Denial, lookup);

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

test('a unit that nobody knows is called by its id', () => {
  expect(sentences('unknownUnit').zh).toContain('atlantis');
});
