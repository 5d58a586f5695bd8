import { isReleased } from '../assignment.ts';
import type { Refusal } from '../refusal.ts';
import type { Task } from '../task.ts';
import { isSeat, type UnitId } from '../unit.ts';

/** Why this unit cannot be given a part: the plan does not have it, it only follows the task, or it has a part already. */
export const newcomer = (task: Task, unit: UnitId, units: ReadonlySet<UnitId>): Refusal | null => {
  if (!units.has(unit)) return { why: 'unknownUnit', unit };
  if (isSeat(task.seats, unit)) return { why: 'isSeat', unit };
  return task.assignments.some((one) => one.unit === unit && !isReleased(one))
    ? { why: 'unitAlreadyAssigned', unit }
    : null;
};
