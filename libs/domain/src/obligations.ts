import type { Assignment, AssignmentId } from './assignment.ts';
import type { ObligationKey } from './obligation-key.ts';
import { carriers, isOpen, type Task } from './task.ts';
import type { Rung } from './tables/ladder.ts';
import { type Limit, limitsOf, type ObligationKind } from './tables/limits.ts';
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
  /** Its ladder ends here. */
  readonly top: Rung;
}

/** Everything that is owed in a task, in no particular order (regulation §6). */
export const obligations = (task: Task, calendar: Calendar): readonly Obligation[] =>
  owed(task).map((one) => dated(one, calendar));

/** What an issued assignment owed, or owes, for its receipt: a letter names it also when it has been settled. */
export const acknowledgement = (task: Task, assignment: Assignment, calendar: Calendar): Obligation =>
  dated(acknowledgementOf(task, assignment, assignment.issuedOn ?? task.draftedOn), calendar);

const dated = ({ limit, bulk, ...rest }: Pending, calendar: Calendar): Obligation => ({
  ...rest,
  by: addWorkingDays(calendar, rest.since, bulk ? limit.bulkDays : limit.days),
  top: limit.top,
});

/** The keys of what is owed: the same list without a calendar. */
export const owedKeys = (task: Task): ReadonlySet<ObligationKey> => new Set(owed(task).map((one) => one.key));

type Pending = Pick<Obligation, 'key' | 'kind' | 'unit' | 'assignment' | 'since'> & {
  readonly limit: Limit;
  readonly bulk: boolean;
};

const owed = (task: Task): readonly Pending[] => {
  if (task.stage === 'draft') return [draftOwed(task)];
  if (task.stage === 'registered') return [byOffice(task, 'dispatch', task.registeredOn ?? task.draftedOn)];
  return isOpen(task) ? [...acknowledgements(task), ...owners(task)] : [];
};

const draftOwed = (task: Task): Pending =>
  task.questions.length > 0
    ? byOffice(task, 'answer', task.draftedOn)
    : // An answer about the date may come when registering is already owed: its day is then a new one, with a ladder of its own.
      byOffice(task, 'register', task.lastAnswerOn ?? task.draftedOn, task.dateSettled ? 2 : 1);

const byOffice = (task: Task, kind: 'answer' | 'register' | 'dispatch', since: Day, version = 1): Pending => ({
  key: keyOf(kind, null, version),
  kind,
  unit: task.seats.office,
  assignment: null,
  since,
  limit: limitsOf(task.rules)[kind],
  bulk: false,
});

const acknowledgements = (task: Task): readonly Pending[] =>
  task.assignments.flatMap((one) =>
    one.stage === 'issued' && one.issuedOn !== null ? [acknowledgementOf(task, one, one.issuedOn)] : [],
  );

const acknowledgementOf = (task: Task, one: Assignment, issuedOn: Day): Pending =>
  byUnit(one, 'acknowledge', issuedOn, limitsOf(task.rules).acknowledge[one.role]);

const owners = (task: Task): readonly Pending[] =>
  carriers(task).flatMap((one) =>
    one.acknowledged !== null && one.owner === null
      ? [byUnit(one, 'nameOwner', one.acknowledged.on, limitsOf(task.rules).nameOwner)]
      : [],
  );

const byUnit = (one: Assignment, kind: 'acknowledge' | 'nameOwner', since: Day, limit: Limit): Pending => ({
  key: keyOf(kind, one.id, one.issue),
  kind,
  unit: one.unit,
  assignment: one.id,
  since,
  limit,
  bulk: one.bulk,
});

const keyOf = (kind: ObligationKind, assignment: AssignmentId | null, version: number): ObligationKey =>
  `${kind}/${assignment ?? '-'}/${version}` as ObligationKey;
