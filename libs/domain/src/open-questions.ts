import type { Question, QuestionId } from './question.ts';
import type { Task } from './task.ts';
import { limitsOf } from './tables/limits.ts';
import { addWorkingDays, type Calendar, workingDayOnOrBefore } from './time/calendar.ts';
import type { Day } from './time/day.ts';

/** The kind and id of the question that only the day of registration raises. */
export const dateQuestion = 'date';

/** The last working day on or before the due day. */
export const actBy = (task: Pick<Task, 'due'>, calendar: Calendar): Day => workingDayOnOrBefore(calendar, task.due.day);

/**
 * What nobody has answered of a draft on `on`: the importer's questions, and "keep the date, or a new one?" when the
 * act-by day lies before that day or within 20 working days of it (regulation §3).
 */
export const openQuestions = (task: Task, calendar: Calendar, on: Day): readonly Question[] => {
  if (task.stage !== 'draft') return [];
  const near =
    !task.dateSettled && actBy(task, calendar) <= addWorkingDays(calendar, on, limitsOf(task.rules).nearDateDays);
  return near ? [...task.questions, keepTheDate(task)] : task.questions;
};

/** Those of them that stand between the draft and its registration. */
export const blockingQuestions = (task: Task, calendar: Calendar, on: Day): readonly Question[] =>
  openQuestions(task, calendar, on).filter(({ blocks }) => blocks);

/** What may be answered: the open questions, and until registration those answered before. */
export const answerable = (task: Task, calendar: Calendar, on: Day): readonly Question[] => [
  ...openQuestions(task, calendar, on),
  ...answeredQuestions(task),
];

/** What has been answered and may be answered anew. */
export const answeredQuestions = (task: Task): readonly Question[] => [
  ...(task.reading?.questions.filter(({ id }) => task.answers.some(({ question }) => question === id)) ?? []),
  ...(task.stage === 'draft' && task.dateSettled ? [keepTheDate(task)] : []),
];

/** It speaks of the date as the row has it, also when another was given meanwhile. */
const keepTheDate = ({ due: inForce, reading }: Task): Question => {
  const due = reading?.due ?? inForce;
  const text = due.precision === 'year' ? `${due.day.slice(0, 4)}年` : due.day;
  return {
    // The one id the domain itself gives.
    id: dateQuestion as QuestionId,
    kind: dateQuestion,
    line: null,
    cell: '完成时限',
    text,
    understood: {
      zh: `办结期限${due.day}，距立项不足20个工作日或已过`,
      en: `Due ${due.day}: past, or within 20 working days of the registration`,
    },
    suggestion: null,
    blocks: true,
  };
};
