import { deputyOrAbove, holds, liaisonOrHandler, posts } from '../actor.ts';
import { assignmentId } from '../assignment.ts';
import { findAssignment, openStages } from '../task.ts';
import { workingDaysBetween } from '../time/calendar.ts';
import { ownAssignment } from './own-assignment.ts';
import type { Rule } from './rule.ts';

/** 撤回: the unit that claimed its part, or the lead that asked for sign-off, takes that back while it is undecided. */
export const withdraw: Rule<'withdraw'> = {
  at: openStages,
  may: (task, by, { assignment }) =>
    assignment === null
      ? ownAssignment(task, by, assignmentId('lead', task.lead), posts)
      : ownAssignment(task, by, assignment, [...liaisonOrHandler, ...deputyOrAbove]),
  against: (task, { assignment }) => {
    const isOpen =
      assignment === null ? task.review !== null : (findAssignment(task, assignment)?.claim ?? null) !== null;
    const isDecided = assignment !== null && findAssignment(task, assignment)?.stage === 'accepted';
    return isOpen && !isDecided ? null : { why: 'nothingToWithdraw' };
  },
  facts: (task, { assignment }, { on, calendar }, by) => {
    if (by === 'clock') return [];
    const reviewDays = task.review === null ? 0 : workingDaysBetween(calendar, task.review.requestedOn, on);
    return assignment === null
      ? [{ kind: 'signOffWithdrawn', on, assignment: assignmentId('lead', task.lead), by: by.person, reviewDays }]
      : [{ kind: 'claimWithdrawn', on, assignment, by: by.person }];
  },
  candidates: (task, by) => [
    ...(task.review === null || !holds(by, task.lead) ? [] : [{ kind: 'withdraw' as const, assignment: null }]),
    ...task.assignments.flatMap(({ id, unit, claim, stage }) =>
      claim === null || stage === 'accepted' || !holds(by, unit) ? [] : [{ kind: 'withdraw' as const, assignment: id }],
    ),
  ],
};
