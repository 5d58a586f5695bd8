import type { Post } from '#domain/actor';
import { type Checklist, noChecklist } from '#domain/checklist';
import {
  assignmentStageNames,
  letterStateNames,
  postNames,
  rungNames,
  type Said,
  stageNames,
  subtaskStageNames,
} from './names.ts';
import { enItem, enItems, type UnitLookup, zhItem, zhItems, zhPart } from './part-texts.ts';
import type { Denial, DenialWhy, ToldRefusal } from './refusal.ts';

export type { UnitLookup };

type Sentence<W extends DenialWhy> = (
  denial: Extract<Denial, { readonly why: W }>,
  unit: UnitLookup,
  checklist: Checklist,
) => string;

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
  isSeat: {
    zh: ({ unit }, name) => `${name(unit).name}负责组织或督查，不承担事项。`,
    en: ({ unit }, name) => `${name(unit).nameEn} follows the tasks and carries none out.`,
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
    zh: ({ assignment }, name) => `本事项没有这个办理单元：${zhPart(assignment, name)}。`,
    en: ({ assignment }) => `The task has no assignment "${assignment}".`,
  },
  wrongAssignmentStage: {
    zh: ({ assignment, stage }, name) =>
      `${zhPart(assignment, name)}现为“${assignmentStageNames[stage].zh}”，不能办理此事。`,
    en: ({ assignment, stage }) => `Assignment "${assignment}" is ${assignmentStageNames[stage].en}.`,
  },
  blankName: {
    zh: () => '姓名不能为空。',
    en: () => 'A name must not be blank.',
  },
  blankReason: {
    zh: () => '须说明理由。',
    en: () => 'A reason must be given.',
  },
  blankText: {
    zh: () => '内容不能为空。',
    en: () => 'The text must not be blank.',
  },
  noSuchSubtask: {
    zh: ({ subtask }) => `本事项没有子任务${subtask}。`,
    en: ({ subtask }) => `The task has no subtask "${subtask}".`,
  },
  wrongSubtaskStage: {
    zh: ({ subtask, stage }) => `子任务${subtask}现为“${subtaskStageNames[stage].zh}”，不能办理此事。`,
    en: ({ subtask, stage }) => `Subtask "${subtask}" is ${subtaskStageNames[stage].en}.`,
  },
  onlyToOwnPeople: {
    zh: ({ unit }, name) => `只有牵头单位可以分解给其他单位；${name(unit).name}只能分解给本单位人员。`,
    en: ({ unit }, name) => `Only the lead gives subtasks to other units; ${name(unit).nameEn} to its own people.`,
  },
  dueTooLate: {
    zh: ({ due, latest }) => `期限${due}过晚，最迟为${latest}。`,
    en: ({ due, latest }) => `The due day ${due} is too late; ${latest} is the last one allowed.`,
  },
  tooManySubtasks: {
    zh: ({ most }) => `一个事项最多${most}个子任务。`,
    en: ({ most }) => `A task has at most ${most} subtasks.`,
  },
  tooLateToDecline: {
    zh: ({ until }) => `退签须在${until}前提出，期限已过。`,
    en: ({ until }) => `The right to decline ended on ${until}.`,
  },
  alreadyKept: {
    zh: ({ assignment }, name) => `${zhPart(assignment, name)}退签后已经裁定由其承担，不能再次退签。`,
    en: ({ assignment }) => `Assignment "${assignment}" was kept by a ruling and may not be declined again.`,
  },
  leadIsNeeded: {
    zh: () => '牵头单位不能撤销，只能维持或者改派。',
    en: () => 'A lead cannot be withdrawn: keep it, or reassign its part.',
  },
  noSuchItem: {
    zh: ({ item }, name, checklist) => `本事项的佐证清单没有${zhItem(item, name, checklist)}。`,
    en: ({ item }, name, checklist) => `The task's checklist has no ${enItem(item, name, checklist)}.`,
  },
  noSuchEvidence: {
    zh: ({ evidence }) => `本事项没有佐证${evidence}，可能已经撤回，或者已有新文件代替。`,
    en: ({ evidence }) =>
      `The task has no evidence ${evidence}; it may have been withdrawn, or a newer file has taken its place.`,
  },
  alreadyJudged: {
    zh: ({ evidence }) => `佐证${evidence}已经认定，不能再次办理。`,
    en: ({ evidence }) => `Evidence ${evidence} has been judged already.`,
  },
  noSuchUpload: {
    zh: ({ upload }) => `没有本单位上传的文件${upload}，请先上传。`,
    en: ({ upload }) => `Your unit has no upload ${upload}; upload the file first.`,
  },
  tooManyFiles: {
    zh: ({ most }) => `一个事项最多${most}个佐证文件。`,
    en: ({ most }) => `A task has at most ${most} files of evidence.`,
  },
  notMissing: {
    zh: ({ item }, name, checklist) => `${zhItem(item, name, checklist)}已经认定或者豁免，不需豁免。`,
    en: ({ item }, name, checklist) =>
      `There is nothing to waive: ${enItem(item, name, checklist)} has been accepted or waived.`,
  },
  evidenceNotAccepted: {
    zh: ({ items }, name, checklist) => `尚有${items.length}项佐证未认定或者豁免：${zhItems(items, name, checklist)}。`,
    en: ({ items }, name, checklist) =>
      `Evidence is neither accepted nor waived (${items.length}): ${enItems(items, name, checklist)}.`,
  },
  noClaim: {
    zh: ({ assignment }, name) => `${zhPart(assignment, name)}尚未提出申报完成，没有可以确认的申报。`,
    en: ({ assignment }) => `Nobody has proposed to claim assignment "${assignment}" as done.`,
  },
  nothingNamed: {
    zh: () => '退回须指明需要整改的佐证项或者办理单元。',
    en: () => 'A return must name the items or parts that are to be put right.',
  },
  yourOwn: {
    zh: () => '本人办理、上传、申报或者申请的事项，不能由本人审定。',
    en: () => 'Nobody decides on what he did, uploaded, claimed or requested himself.',
  },
  homeBureau: {
    zh: ({ unit }, name) => `您来自${name(unit).name}，不能审定该单位的事项。`,
    en: ({ unit }, name) => `You come from ${name(unit).nameEn} and do not decide on its work.`,
  },
  alreadySigned: {
    zh: () => '同一轮审签中一人只在一级审签，您已经审签。',
    en: () => 'One person signs at one level per round, and you have signed.',
  },
  alreadyRecused: {
    zh: () => '您在本轮审签中已经回避。',
    en: () => 'You have stood back from this round.',
  },
  noSuccessor: {
    zh: () => '领导小组审签时回避，须指明由哪个可以审签的岗位接替。',
    en: () => "Whoever stands back from the leading group's sign-off names a post that takes the place and may sign.",
  },
  nothingToWithdraw: {
    zh: () => '没有尚未决定的申报或者申请可以撤回。',
    en: () => 'There is no claim or request left to withdraw: nobody made it, or it has been decided.',
  },
  wrongProgress: {
    zh: ({ progress }) => `进度须为0至100的整数，不能是${progress}。`,
    en: ({ progress }) => `Progress is a whole number from 0 to 100, not ${progress}.`,
  },
  noSlip: {
    zh: () => '没有待回复的黄色督办单，可能已经回复，或者所列事项已经办理。',
    en: () => 'No yellow slip waits for a reply here; it may have been answered, or what is owed was done.',
  },
  nothingOfYours: {
    zh: () => '本事项中没有您可以办理的此类事项。',
    en: () => 'There is nothing of this kind for you in the task.',
  },
  notOwed: {
    zh: () => '此事已不再应办。',
    en: () => 'This is no longer owed.',
  },
  notWaiting: {
    zh: ({ rung }) => `没有待决定的${rungNames[rung].zh}（${rung}），可能已经决定，或者所列事项已经办理。`,
    en: ({ rung }) => `No ${rung} waits here; it may have been decided, or what is owed was done.`,
  },
  notToBeHeld: {
    zh: () => '只能在黄色督办单发出的前一个工作日起暂缓，每件一次，本办自己的不能暂缓。',
    en: () => "A yellow slip is held from the working day before it on, once, and never one of the office's own.",
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
  letterNotOpen: {
    zh: ({ state }) => `只有送达存疑或被拒收的信函可以重发，此件的状态是“${letterStateNames[state].zh}”。`,
    en: ({ state }) =>
      `Only a letter that is doubtful or was refused is sent again; this one is ${letterStateNames[state].en}.`,
  },
};

/** A denial's sentence in both languages; items are called as the task's checklist calls them. */
export const refusalText = (denial: Denial, unit: UnitLookup, checklist: Checklist = noChecklist): Said => {
  // The record is exhaustive over the reasons, so the entry takes exactly this denial.
  const { zh, en } = refusalTexts[denial.why] as { zh: Sentence<DenialWhy>; en: Sentence<DenialWhy> };
  return { zh: zh(denial, unit, checklist), en: en(denial, unit, checklist) };
};

/** A denial with its sentences, as screens get it. */
export const told = (denial: Denial, unit: UnitLookup, checklist: Checklist = noChecklist): ToldRefusal => {
  const { zh, en } = refusalText(denial, unit, checklist);
  return { ...denial, title: zh, titleEn: en };
};

const zhPosts = (posts: readonly Post[]): string => posts.map((post) => postNames[post].zh).join('、');
const enPosts = (posts: readonly Post[]): string => posts.map((post) => postNames[post].en).join(', ');
