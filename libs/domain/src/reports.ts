import { type Assignment, isAtWork } from './assignment.ts';
import type { ObligationKey } from './obligation-key.ts';
import { actBy } from './open-questions.ts';
import { isOpenSubtask } from './subtask.ts';
import { carriers, isOpen, leadOf, type Task } from './task.ts';
import { limitsOf } from './tables/limits.ts';
import { addWorkingDays, type Calendar, workingDayOnOrBefore } from './time/calendar.ts';
import { type Day, latest } from './time/day.ts';
import { addMonths, dayIn, endsQuarter, type Month, monthOf } from './time/month.ts';

/** A month's report that a unit owes. */
export interface OwedReport {
  readonly month: Month;
  readonly by: Day;
}

/**
 * The next report that an assignment owes (regulation §6): none without work, none after the claim, none beyond the
 * act-by day. What was not reported for earlier months has been replaced.
 */
export const reportOwed = (task: Task, part: Assignment, calendar: Calendar): OwedReport | null => {
  const received = part.acknowledged?.on;
  if (received === undefined || reportVersion(task, part) === null) return null;
  const end = actBy(task, calendar);
  const { settleDays } = limitsOf(task.rules).report;
  const first = addWorkingDays(calendar, received, settleDays);
  let month = firstMonth(task, part, monthOf(received));
  for (let by = reportDay(task, part, month, calendar); by <= end; by = reportDay(task, part, month, calendar)) {
    if (by >= first && isReported(task, month, by, end)) return { month, by };
    month = addMonths(month, 1);
  }
  return null;
};

/**
 * Which round of an assignment's work reports are owed in; null when it owes none. Of a support it counts how often it was
 * given a subtask: it owes reports while one is open, and a version that has passed never comes back.
 */
export const reportVersion = (task: Task, part: Assignment): string | null => {
  if (!isOpen(task) || !isAtWork(part)) return null;
  const round = `${part.issue}.${part.claims}`;
  if (!isSupport(task, part)) return round;
  const held = task.subtasks.filter(({ holder }) => holder === part.id);
  return held.some(isOpenSubtask) ? `${round}.s${held.reduce((sum, { issue }) => sum + issue, 0)}` : null;
};

/** Since when a support reports: the last time that it was given one of its open subtasks. */
export const subtaskSince = (task: Task, part: Assignment): Day | null =>
  isSupport(task, part)
    ? (task.subtasks
        .flatMap((one) => (one.holder === part.id && isOpenSubtask(one) ? [one.since] : []))
        .sort()
        .at(-1) ?? null)
    : null;

const isSupport = (task: Task, part: Assignment): boolean =>
  part.id !== leadOf(task)?.id && !carriers(task).includes(part);

/** The month in a report's key, which ends with it. */
export const monthIn = (key: ObligationKey): Month => key.slice(-'2020-01'.length) as Month;

/** The earliest month that may still be owed. */
const firstMonth = ({ reportsFrom }: Task, { reported }: Assignment, received: Month): Month =>
  [received, reportsFrom, reported === null ? null : addMonths(reported, 1)].reduce<Month>(
    (at, one) => (one !== null && one > at ? one : at),
    received,
  );

const isReported = (task: Task, month: Month, by: Day, end: Day): boolean => {
  const { quarterlyYears } = limitsOf(task.rules).report;
  // Dates compare as their texts do, also where the year has no such date.
  return endsQuarter(month) || `${Number(by.slice(0, 4)) + quarterlyYears}${by.slice(4)}` >= end;
};

/** By the 20th, the lead by the 25th and at least two working days after its units; a rest day falls back. */
const reportDay = (task: Task, part: Assignment, month: Month, calendar: Calendar): Day => {
  const { date, leadDate, leadGapDays } = limitsOf(task.rules).report;
  const units = workingDayOnOrBefore(calendar, dayIn(month, date));
  if (part.id !== leadOf(task)?.id) return units;
  return latest(workingDayOnOrBefore(calendar, dayIn(month, leadDate)), addWorkingDays(calendar, units, leadGapDays));
};
