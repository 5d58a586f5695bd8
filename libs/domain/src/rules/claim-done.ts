import { deputyOrAbove, holds, liaisonOrHandler } from '../actor.ts';
import { isAtWork } from '../assignment.ts';
import { findAssignment } from '../task.ts';
import { claimFacts } from './claim-facts.ts';
import { assignmentsOf, ownAssignment } from './own-assignment.ts';
import type { Rule } from './rule.ts';
import { workStages } from './work-stages.ts';

/**
 * 申报完成: a liaison or handler proposes it, and the deputy or chief confirms; given by these it is one act. With items
 * missing it is held, and the supervisors are told which.
 */
export const claimDone: Rule<'claimDone'> = {
  at: workStages,
  may: (task, by, { assignment }) => ownAssignment(task, by, assignment, [...liaisonOrHandler, ...deputyOrAbove]),
  against: (task, { assignment: id }) => {
    const part = findAssignment(task, id);
    if (part === undefined) return { why: 'noSuchAssignment', assignment: id };
    return isAtWork(part) ? null : { why: 'wrongAssignmentStage', assignment: id, stage: part.stage };
  },
  facts: (task, { assignment }, moment, by) => {
    const part = findAssignment(task, assignment);
    if (by === 'clock' || part === undefined) return [];
    // What somebody has proposed already stays his proposal.
    const proposedBy = part.claim?.proposedBy ?? by.person;
    return claimFacts(task, part, moment, proposedBy, holds(by, part.unit, deputyOrAbove) ? by.person : null);
  },
  candidates: (task, by) => assignmentsOf(task, by).map((assignment) => ({ kind: 'claimDone', assignment })),
};
