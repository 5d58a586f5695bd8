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
 * What still stands between a draft and its registration on `on`: the importer's questions, and "keep the date, or a
 * new one?" when the act-by day lies before that day or within 20 working days of it (regulation §3).
 */
export const openQuestions = (task: Task, calendar: Calendar, on: Day): readonly Question[] => {
  if (task.stage !== 'draft') return [];
  const near =
    !task.dateSettled && actBy(task, calendar) <= addWorkingDays(calendar, on, limitsOf(task.rules).nearDateDays);
  return near ? [...task.questions, keepTheDate(task)] : task.questions;
};

const keepTheDate = (task: Task): Question => ({
  // The one id the domain itself gives.
  id: dateQuestion as QuestionId,
  kind: dateQuestion,
  line: null,
  cell: 'due',
  text: task.due.precision === 'year' ? `${task.due.day.slice(0, 4)}年` : task.due.day,
  suggestion: null,
});
