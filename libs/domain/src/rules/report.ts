import { liaisonOrHandler } from '../actor.ts';
import { isAtWork } from '../assignment.ts';
import { reportOwed } from '../reports.ts';
import { findAssignment, openStages } from '../task.ts';
import { monthOf } from '../time/month.ts';
import { assignmentsOf, ownAssignment } from './own-assignment.ts';
import type { Rule } from './rule.ts';

/**
 * 反馈: what a unit has done, what stands in its way, what comes next. It counts for the month that is owed, once that
 * month has begun; whoever wants to say more says it again.
 */
export const report: Rule<'report'> = {
  at: openStages,
  may: (task, by, { assignment }) => ownAssignment(task, by, assignment, liaisonOrHandler),
  against: (task, { assignment: id, report: said }) => {
    const part = findAssignment(task, id);
    if (part === undefined) return { why: 'noSuchAssignment', assignment: id };
    if (!isAtWork(part)) return { why: 'wrongAssignmentStage', assignment: id, stage: part.stage };
    if (said === null) return null;
    if (!Number.isInteger(said.progress) || said.progress < 0 || said.progress > 100)
      return { why: 'wrongProgress', progress: said.progress };
    return [said.done, said.problems, said.next].every((text) => text.trim() === '') ? { why: 'blankText' } : null;
  },
  facts: (task, { assignment, report: said }, { on, calendar }, by) => {
    const part = findAssignment(task, assignment);
    if (by === 'clock' || part === undefined) return [];
    const owed = reportOwed(task, part, calendar);
    const month = owed !== null && owed.month <= monthOf(on) ? owed.month : null;
    return [{ kind: 'reported', on, assignment, by: by.person, month, report: said }];
  },
  candidates: (task, by) => assignmentsOf(task, by).map((assignment) => ({ kind: 'report', assignment, report: null })),
};
