import { type Actor, holds, type Post } from '../actor.ts';
import type { AssignmentId } from '../assignment.ts';
import type { Refusal } from '../refusal.ts';
import { findAssignment, type Task } from '../task.ts';

/** "Own": the actor's unit holds that assignment, and the post is one of those named (§5). */
export const ownAssignment = (task: Task, by: Actor, id: AssignmentId, posts: readonly Post[]): Refusal | null => {
  const assignment = findAssignment(task, id);
  if (assignment === undefined) return { why: 'noSuchAssignment', assignment: id };
  return holds(by, assignment.unit, posts) ? null : { why: 'notYourPost', unit: assignment.unit, posts };
};

/** The assignments of the actor's units, whatever the post: what a candidate order could speak of. */
export const assignmentsOf = (task: Task, by: Actor): readonly AssignmentId[] =>
  task.assignments.filter((one) => holds(by, one.unit)).map((one) => one.id);
