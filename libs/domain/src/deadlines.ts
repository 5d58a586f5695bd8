import type { Assignment } from './assignment.ts';
import { actBy } from './open-questions.ts';
import { leadOf, type Task } from './task.ts';
import { limitsOf } from './tables/limits.ts';
import { addWorkingDays, type Calendar } from './time/calendar.ts';
import { type Day, earliest, latest } from './time/day.ts';

/** Regulation §6: lateness of a part, and of the whole, never counts from before the name-owners limit after the issue. */
const afterIssue = (task: Task, { issuedOn, bulk }: Assignment, calendar: Calendar): Day => {
  const { days, bulkDays } = limitsOf(task.rules).nameOwner;
  return addWorkingDays(calendar, issuedOn ?? task.draftedOn, bulk ? bulkDays : days);
};

/** The day by whose end a part is owed: ten working days before the task's act-by day. */
export const partDay = (task: Task, part: Assignment, calendar: Calendar): Day =>
  latest(
    addWorkingDays(calendar, actBy(task, calendar), -limitsOf(task.rules).part.aheadDays),
    afterIssue(task, part, calendar),
  );

/** The day from which the upper rungs of a part count: the task's own. */
export const endDay = (task: Task, part: Assignment, calendar: Calendar): Day =>
  latest(actBy(task, calendar), afterIssue(task, part, calendar));

/** The day from which the whole task is late: never before what was returned is due again. */
export const finishDay = (task: Task, calendar: Calendar): Day => {
  const lead = leadOf(task);
  const own = actBy(task, calendar);
  return latest(
    // Days of a review that came to nothing are the reviewer's.
    addWorkingDays(calendar, own, task.reviewDays),
    lead === undefined ? null : afterIssue(task, lead, calendar),
    task.returnedOn === null ? null : correctionDay(task, task.returnedOn, calendar),
  );
};

/** The day by whose end sign-off is to be requested: soon, once everything is accepted. */
export const requestDay = (task: Task, calendar: Calendar): Day => {
  const end = finishDay(task, calendar);
  const { readyOn } = task.finish;
  return readyOn === null ? end : earliest(end, readyDay(task, readyOn, calendar));
};

export const readyDay = (task: Task, since: Day, calendar: Calendar): Day =>
  addWorkingDays(calendar, since, limitsOf(task.rules).finish.days);

export const correctionDay = (task: Task, returnedOn: Day, calendar: Calendar): Day =>
  addWorkingDays(calendar, returnedOn, limitsOf(task.rules).correct.days);

/** From this day on a claim or request that is held opens `supply`. */
export const evidenceDay = (task: Task, calendar: Calendar): Day =>
  addWorkingDays(calendar, actBy(task, calendar), -limitsOf(task.rules).supply.evidenceDays);
