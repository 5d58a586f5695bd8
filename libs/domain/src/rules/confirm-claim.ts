import { deputyOrAbove, holds } from '../actor.ts';
import { isAtWork } from '../assignment.ts';
import { findAssignment } from '../task.ts';
import { claimFacts } from './claim-facts.ts';
import { ownAssignment } from './own-assignment.ts';
import type { Rule } from './rule.ts';
import { workStages } from './work-stages.ts';

/** 确认申报: the deputy or chief stands by what was proposed. */
export const confirmClaim: Rule<'confirmClaim'> = {
  at: workStages,
  may: (task, by, { assignment }) => ownAssignment(task, by, assignment, deputyOrAbove),
  against: (task, { assignment: id }) => {
    const part = findAssignment(task, id);
    if (part === undefined) return { why: 'noSuchAssignment', assignment: id };
    if (!isAtWork(part)) return { why: 'wrongAssignmentStage', assignment: id, stage: part.stage };
    return part.claim === null ? { why: 'noClaim', assignment: id } : null;
  },
  facts: (task, { assignment }, moment, by) => {
    const part = findAssignment(task, assignment);
    if (by === 'clock' || part === undefined || part.claim === null) return [];
    return claimFacts(task, part, moment, part.claim.proposedBy, by.person);
  },
  candidates: (task, by) =>
    task.assignments.flatMap(({ id, unit, claim }) =>
      claim === null || !holds(by, unit) ? [] : [{ kind: 'confirmClaim', assignment: id }],
    ),
};
