import { holds } from '#domain/actor';
import { type AssignmentId, isReleased } from '#domain/assignment';
import type { Task } from '#domain/task';
import type { Seats, UnitId } from '#domain/unit';
import type { Person } from './who.ts';

/** What a person may see of a task (regulation §5, Reading): all of it, the summary with the own assignments, or nothing. */
export type Sight = { readonly sees: 'all' } | { readonly sees: 'own'; readonly assignments: readonly AssignmentId[] };

/** Office, leading group and inspectorate see every task. */
export const seesEverything = (by: Person, { office, leadingGroup, inspectorate }: Seats): boolean =>
  [office, leadingGroup, inspectorate].some((unit) => holds(by, unit));

/** Null: this person has nothing to do with the task. */
export const sightOf = (by: Person, task: Task): Sight | null => {
  if (seesEverything(by, task.seats) || holds(by, task.lead)) return { sees: 'all' };
  const own = task.assignments.filter((one) => holds(by, one.unit) && !isReleased(one)).map((one) => one.id);
  return own.length > 0 ? { sees: 'own', assignments: own } : null;
};

export const isSeen = (sight: Sight, assignment: AssignmentId): boolean =>
  sight.sees === 'all' || sight.assignments.includes(assignment);

/** The units that narrow a list to what the person may see; null when everything is. */
export const unitsOf = (by: Person, seats: Seats): readonly UnitId[] | null =>
  seesEverything(by, seats) ? null : [...new Set(by.chairs.map((chair) => chair.unit))];
