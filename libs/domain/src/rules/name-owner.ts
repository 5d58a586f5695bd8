import { sectionHeadOrAbove } from '../actor.ts';
import { isAtWork } from '../assignment.ts';
import { findAssignment, openStages } from '../task.ts';
import { assignmentsOf, ownAssignment } from './own-assignment.ts';
import type { Rule } from './rule.ts';

/**
 * 明确责任人: a unit says who leads, who handles and who is the contact, and may say so again. Whoever carries the task
 * out owes it (§6); the others may.
 */
export const nameOwner: Rule<'nameOwner'> = {
  at: openStages,
  may: (task, by, { assignment }) => ownAssignment(task, by, assignment, sectionHeadOrAbove),
  against: (task, { assignment: id, leader, handler, liaison }) => {
    const stage = findAssignment(task, id)?.stage;
    if (stage !== undefined && !isAtWork({ stage })) return { why: 'wrongAssignmentStage', assignment: id, stage };
    return [leader, handler, liaison].some((name) => name.trim() === '') ? { why: 'blankName' } : null;
  },
  facts: (_task, { assignment, leader, handler, liaison }, { on }) => [
    {
      kind: 'ownerNamed',
      on,
      assignment,
      owner: { leader: leader.trim(), handler: handler.trim(), liaison: liaison.trim() },
    },
  ],
  candidates: (task, by) =>
    assignmentsOf(task, by).map((assignment) => ({
      kind: 'nameOwner',
      assignment,
      leader: '?',
      handler: '?',
      liaison: '?',
    })),
};
