import type { Assignment, AssignmentId } from './assignment.ts';
import { partDay } from './deadlines.ts';
import type { ObligationKey } from './obligation-key.ts';
import { remembered } from './remembered.ts';
import { acknowledgementOf, owed } from './owed.ts';
import { isReportOwed, owedReports } from './owed-reports.ts';
import type { Leap, Pending } from './pending.ts';
import type { Task } from './task.ts';
import type { Rung } from './tables/ladder.ts';
import { limitsOf, type ObligationKind } from './tables/limits.ts';
import { addWorkingDays, type Calendar } from './time/calendar.ts';
import type { Day } from './time/day.ts';
import type { UnitId } from './unit.ts';

/** Who owes what by which day. Computed from the task, never stored as a stage. */
export interface Obligation {
  readonly key: ObligationKey;
  readonly kind: ObligationKind;
  readonly unit: UnitId;
  readonly assignment: AssignmentId | null;
  /** The plan day on which it began. */
  readonly since: Day;
  /** The working day by whose end it is owed. */
  readonly by: Day;
  /** The day from which E4 and E5 count: `by`, or the end of the task for what is owed ahead of it. */
  readonly end: Day;
  /** When E3 comes whatever the rungs below it; null: it does not. */
  readonly leap: Leap | null;
  /** Its ladder ends here; null: it is only reminded of. */
  readonly top: Rung | null;
}

/** Everything that is owed in a task, in no particular order (regulation §6). */
export const obligations: (task: Task, calendar: Calendar) => readonly Obligation[] = remembered((task, calendar) =>
  [...owed(task), ...owedReports(task, calendar)].map((one) => dated(one, calendar)),
);

/** What an issued assignment owed, or owes, for its receipt: a letter names it also when it has been settled. */
export const acknowledgement = (task: Task, assignment: Assignment, calendar: Calendar): Obligation =>
  dated(acknowledgementOf(task, assignment, assignment.issuedOn ?? task.draftedOn), calendar);

/** The last day on which the unit may say that the part is not its own. */
export const lastDayToDecline = (task: Task, { issuedOn, bulk }: Assignment, calendar: Calendar): Day => {
  const { days, bulkDays } = limitsOf(task.rules).decline;
  return addWorkingDays(calendar, issuedOn ?? task.draftedOn, bulk ? bulkDays : days);
};

/** The last day for which a subtask may be given: the part's own day, or a few days ahead where that has passed. */
export const latestSubtaskDue = (task: Task, part: Assignment, calendar: Calendar, on: Day): Day => {
  const last = partDay(task, part, calendar);
  return last < on ? addWorkingDays(calendar, on, limitsOf(task.rules).lateSubtaskDays) : last;
};

/** Whether an obligation is owed, by its key: the same list without a calendar. */
export const stillOwed = (task: Task): ((key: ObligationKey) => boolean) => {
  const keys = new Set(owed(task).map((one) => one.key));
  return (key) => keys.has(key) || isReportOwed(task, key);
};

// Field by field: this is done for every obligation of every order, and taking the rest of an object is slow.
const dated = (one: Pending, calendar: Calendar): Obligation => {
  const by = one.by(calendar);
  return {
    key: one.key,
    kind: one.kind,
    unit: one.unit,
    assignment: one.assignment,
    since: one.since,
    by,
    end: one.end?.(calendar) ?? by,
    leap: one.leap?.(calendar) ?? null,
    top: one.top,
  };
};
