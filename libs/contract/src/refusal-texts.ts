import type { Post } from '#domain/actor';
import { assignmentStageNames, postNames, roleNames, type Said, stageNames } from './names.ts';
import type { Denial, DenialWhy, ToldRefusal } from './refusal.ts';

/** How a unit is called; its id stands in where nothing else is known. */
export type UnitLookup = (unit: string) => { readonly name: string; readonly nameEn: string };

type Sentence<W extends DenialWhy> = (denial: Extract<Denial, { readonly why: W }>, unit: UnitLookup) => string;

/** Why a request was not accepted, as a sentence. A new reason does not compile until it has both. */
export const refusalTexts: {
  readonly [W in DenialWhy]: { readonly zh: Sentence<W>; readonly en: Sentence<W> };
} = {
  wrongStage: {
    zh: ({ stage, allowed }) =>
      `事项现处于“${stageNames[stage].zh}”阶段，此指令只在${allowed.map((one) => `“${stageNames[one].zh}”`).join('、')}阶段受理。`,
    en: ({ stage, allowed }) =>
      `The task is ${stageNames[stage].en}; this order is heard only while it is ${allowed.map((one) => stageNames[one].en).join(', ')}.`,
  },
  notYourPost: {
    zh: ({ unit, posts }, name) => `此事由${name(unit).name}的${zhPosts(posts)}办理。`,
    en: ({ unit, posts }, name) => `This is for ${name(unit).nameEn}: ${enPosts(posts)}.`,
  },
  onlyTheClock: {
    zh: () => '此指令只由系统按期执行，任何人不能下达。',
    en: () => 'Only the clock gives this order; no person can.',
  },
  noSuchQuestion: {
    zh: ({ question }) => `没有待答的问题“${question}”，可能已有人答复。`,
    en: ({ question }) => `There is no open question "${question}"; it may have been answered.`,
  },
  answerDoesNotFit: {
    zh: ({ question }) => `答复与问题“${question}”的类型不符。`,
    en: ({ question }) => `The answer is not of the kind that question "${question}" asks for.`,
  },
  noUnitNamed: {
    zh: ({ question }) => `答复问题“${question}”须至少指明一个单位。`,
    en: ({ question }) => `The answer to question "${question}" must name at least one unit.`,
  },
  unknownUnit: {
    zh: ({ unit }) => `方案中没有单位“${unit}”。`,
    en: ({ unit }) => `The plan has no unit "${unit}".`,
  },
  unitAlreadyAssigned: {
    zh: ({ unit }, name) => `${name(unit).name}在本事项中已有任务，不能重复列入。`,
    en: ({ unit }, name) => `${name(unit).nameEn} already has a part in this task.`,
  },
  dueNotAhead: {
    zh: ({ due, after }) => `新期限${due}须晚于计划日${after}。`,
    en: ({ due, after }) => `The new due day ${due} must lie after the plan day ${after}.`,
  },
  questionsOpen: {
    zh: ({ questions }) => `尚有${questions.length}个问题未答复（${questions.join('、')}），答复后方可立项。`,
    en: ({ questions }) => `Registration waits for ${questions.length} open question(s): ${questions.join(', ')}.`,
  },
  noSuchAssignment: {
    zh: ({ assignment }, name) => `本事项没有这个办理单元：${zhAssignment(assignment, name)}。`,
    en: ({ assignment }) => `The task has no assignment "${assignment}".`,
  },
  wrongAssignmentStage: {
    zh: ({ assignment, stage }, name) =>
      `${zhAssignment(assignment, name)}现为“${assignmentStageNames[stage].zh}”，不能办理此事。`,
    en: ({ assignment, stage }) => `Assignment "${assignment}" is ${assignmentStageNames[stage].en}.`,
  },
  blankName: {
    zh: () => '姓名不能为空。',
    en: () => 'A name must not be blank.',
  },
  nothingOfYours: {
    zh: () => '本事项中没有您可以办理的此类事项。',
    en: () => 'There is nothing of this kind for you in the task.',
  },
  notOwed: {
    zh: () => '此事已不再应办。',
    en: () => 'This is no longer owed.',
  },
  notYetDue: {
    zh: ({ on }) => `此步骤要到${on}才执行。`,
    en: ({ on }) => `This step falls on ${on}.`,
  },
  alreadyDone: {
    zh: () => '此步骤已经执行。',
    en: () => 'This step has been carried out already.',
  },
  mayNotPlay: {
    zh: () => '本方案的计划时钟按实际时间运行，不能调整。',
    en: () => "This plan's clock keeps real time and cannot be moved.",
  },
  beforeLastFact: {
    zh: ({ lastDay }) => `计划时间不能早于最近一项记录的日期${lastDay}。`,
    en: ({ lastDay }) => `Plan time cannot go below ${lastDay}, the day of the last fact.`,
  },
  nothingRegistered: {
    zh: () => '没有已立项、待交办的事项。',
    en: () => 'There is no registered task to dispatch.',
  },
};

/** A denial's sentence in both languages. */
export const refusalText = (denial: Denial, unit: UnitLookup): Said => {
  // The record is exhaustive over the reasons, so the entry takes exactly this denial.
  const { zh, en } = refusalTexts[denial.why] as { zh: Sentence<DenialWhy>; en: Sentence<DenialWhy> };
  return { zh: zh(denial, unit), en: en(denial, unit) };
};

/** A denial with its sentences, as screens get it. */
export const told = (denial: Denial, unit: UnitLookup): ToldRefusal => {
  const { zh, en } = refusalText(denial, unit);
  return { ...denial, title: zh, titleEn: en };
};

const zhPosts = (posts: readonly Post[]): string => posts.map((post) => postNames[post].zh).join('、');
const enPosts = (posts: readonly Post[]): string => posts.map((post) => postNames[post].en).join(', ');

/** `responsible.yuzhong-district` as people say it. */
const zhAssignment = (assignment: string, name: UnitLookup): string => {
  const [role = '', unit = ''] = assignment.split('.');
  return role in roleNames ? `${name(unit).name}（${roleNames[role as keyof typeof roleNames].zh}）` : assignment;
};
