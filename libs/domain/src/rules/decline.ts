import { sectionHeadOrAbove } from '../actor.ts';
import { lastDayToDecline } from '../obligations.ts';
import { findAssignment, openStages } from '../task.ts';
import { assignmentsOf, ownAssignment } from './own-assignment.ts';
import type { Rule } from './rule.ts';
import { withReason } from './with-reason.ts';

/**
 * 退签: a unit says that the part is not its own. It may within its limit after the issue, also when it has acknowledged
 * (that means received, not agreed); the office owes a ruling, which is final.
 */
export const decline: Rule<'decline'> = {
  at: openStages,
  may: (task, by, { assignment }) => ownAssignment(task, by, assignment, sectionHeadOrAbove),
  against: (task, { assignment: id, reason }, { calendar, on }) => {
    const one = findAssignment(task, id);
    if (one === undefined) return { why: 'noSuchAssignment', assignment: id };
    if (one.stage !== 'issued' && one.stage !== 'acknowledged')
      return { why: 'wrongAssignmentStage', assignment: id, stage: one.stage };
    if (one.kept) return { why: 'alreadyKept', assignment: id };
    const until = lastDayToDecline(task, one, calendar);
    return on > until ? { why: 'tooLateToDecline', assignment: id, until } : withReason(reason);
  },
  facts: (_task, { assignment, reason }, { on }, by) =>
    by === 'clock' ? [] : [{ kind: 'declined', on, assignment, by: by.person, reason: reason.trim() }],
  candidates: (task, by) => assignmentsOf(task, by).map((assignment) => ({ kind: 'decline', assignment, reason: '?' })),
};
