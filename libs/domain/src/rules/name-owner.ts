import { sectionHeadOrAbove } from '../actor.ts';
import { carriers, findAssignment, openStages } from '../task.ts';
import { assignmentsOf, ownAssignment } from './own-assignment.ts';
import type { Rule } from './rule.ts';

/** 明确责任人: a carrier of the task says who leads, who handles and who is the contact; it may say so again. */
export const nameOwner: Rule<'nameOwner'> = {
  at: openStages,
  may: (task, by, { assignment }) => ownAssignment(task, by, assignment, sectionHeadOrAbove),
  against: (task, { assignment: id, leader, handler, liaison }) => {
    if (!carriers(task).some((one) => one.id === id)) return { why: 'notACarrier', assignment: id };
    const stage = findAssignment(task, id)?.stage;
    if (stage !== undefined && stage !== 'acknowledged') return { why: 'wrongAssignmentStage', assignment: id, stage };
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
