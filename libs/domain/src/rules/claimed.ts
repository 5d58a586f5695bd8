import { type Actor, holds, type PersonId } from '../actor.ts';
import type { AssignmentId } from '../assignment.ts';
import { assignmentOf } from '../checklist.ts';
import type { Refusal } from '../refusal.ts';
import { findAssignment, reviewerOf, type Task } from '../task.ts';

/** Who claimed a part as done: they do not accept it. */
export const claimantsOf = (task: Task, id: AssignmentId): readonly PersonId[] => {
  const claim = findAssignment(task, id)?.claim ?? null;
  return claim === null ? [] : [claim.proposedBy, ...(claim.confirmedBy === null ? [] : [claim.confirmedBy])];
};

/** Who brought the files that prove it. */
export const uploadersOf = (task: Task, id: AssignmentId): readonly PersonId[] =>
  task.evidence.flatMap(({ item, by, uploadedBy }) => (assignmentOf(item) === id ? [by, uploadedBy] : []));

export const mustBeClaimed = (task: Task, id: AssignmentId): Refusal | null => {
  const stage = findAssignment(task, id)?.stage;
  if (stage === undefined) return { why: 'noSuchAssignment', assignment: id };
  return stage === 'claimed' ? null : { why: 'wrongAssignmentStage', assignment: id, stage };
};

/** The claimed parts that the actor's house decides on. */
export const claimedParts = (task: Task, by: Actor): readonly AssignmentId[] =>
  task.assignments.flatMap(({ id, unit, stage }) =>
    stage === 'claimed' && holds(by, reviewerOf(task, unit)) ? [id] : [],
  );
