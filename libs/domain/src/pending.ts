import type { Assignment, AssignmentId } from './assignment.ts';
import type { ObligationKey } from './obligation-key.ts';
import type { Rung } from './tables/ladder.ts';
import { type Limit, limitsOf, type ObligationKind } from './tables/limits.ts';
import type { Task } from './task.ts';
import { addWorkingDays, type Calendar } from './time/calendar.ts';
import type { Day } from './time/day.ts';
import type { UnitId } from './unit.ts';

/** What is owed, before a calendar says by which day. */
export interface Pending {
  readonly key: ObligationKey;
  readonly kind: ObligationKind;
  readonly unit: UnitId;
  readonly assignment: AssignmentId | null;
  readonly since: Day;
  readonly by: (calendar: Calendar) => Day;
  /** The day from which E4 and E5 count, where it is another one. */
  readonly end?: (calendar: Calendar) => Day;
  readonly leap?: (calendar: Calendar) => Leap | null;
  readonly top: Rung | null;
}

/** The day on which E3 comes whatever the rungs below it, and since when that is foreseen. */
export interface Leap {
  readonly on: Day;
  readonly since: Day;
}

/** Lists what a task's people owe of one sort. */
export type Lister = (task: Task) => readonly Pending[];

/** A limit of working days from the day it began. */
export const limited = (limit: Limit, since: Day, bulk: boolean): Pick<Pending, 'by' | 'top'> => ({
  by: (calendar) => addWorkingDays(calendar, since, bulk ? limit.bulkDays : limit.days),
  top: limit.top,
});

/** What is owed for a part, by whoever has it. */
export const ofPart = (
  part: Assignment,
  kind: ObligationKind,
  version: number | string,
): Pick<Pending, 'key' | 'kind' | 'unit' | 'assignment'> => ({
  key: keyOf(kind, part.id, version),
  kind,
  unit: part.unit,
  assignment: part.id,
});

/** What the office owes, for a part or for the whole task. */
export const byOffice = (
  task: Task,
  kind: 'answer' | 'register' | 'dispatch' | 'rule' | 'confirm' | 'close' | 'archive',
  since: Day,
  version: number | string = 1,
  assignment: AssignmentId | null = null,
): Pending => ({
  key: keyOf(kind, assignment, version),
  kind,
  unit: task.seats.office,
  assignment,
  since,
  ...limited(limitsOf(task.rules)[kind], since, false),
});

/** Kind, assignment and version: an obligation that comes back is another one. */
export const keyOf = (kind: ObligationKind, assignment: AssignmentId | null, version: number | string): ObligationKey =>
  `${kind}/${assignment ?? '-'}/${version}` as ObligationKey;
