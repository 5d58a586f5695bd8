import { type Actor, holds, type PersonId, posts } from '../actor.ts';
import type { AssignmentId } from '../assignment.ts';
import type { Refusal } from '../refusal.ts';
import { findAssignment, reviewerOf, type Task } from '../task.ts';

/**
 * Who judges and accepts: the lead, and of the lead's own part a member of the office from another bureau; never one of
 * those `who` did it (§5).
 */
export const asReviewer = (task: Task, by: Actor, id: AssignmentId, who: readonly PersonId[]): Refusal | null => {
  const part = findAssignment(task, id);
  if (part === undefined) return { why: 'noSuchAssignment', assignment: id };
  const unit = reviewerOf(task, part.unit);
  if (by === 'clock' || !holds(by, unit)) return { why: 'notYourPost', unit, posts };
  if (who.includes(by.person)) return { why: 'yourOwn' };
  return unit === task.seats.office && by.home === task.lead ? { why: 'homeBureau', unit: task.lead } : null;
};
