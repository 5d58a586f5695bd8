import { posts } from '../actor.ts';
import { findAssignment, openStages } from '../task.ts';
import { assignmentsOf, ownAssignment } from './own-assignment.ts';
import type { Rule } from './rule.ts';

/** 签收: received, not agreed. Any post of the unit may; the fact keeps the person and the version of the text. */
export const acknowledge: Rule<'acknowledge'> = {
  at: openStages,
  may: (task, by, { assignment }) => ownAssignment(task, by, assignment, posts),
  against: (task, { assignment: id }) => {
    const stage = findAssignment(task, id)?.stage;
    return stage === undefined || stage === 'issued' ? null : { why: 'wrongAssignmentStage', assignment: id, stage };
  },
  facts: (task, { assignment }, { on }, by) =>
    by === 'clock' ? [] : [{ kind: 'acknowledged', on, assignment, by: by.person, textVersion: task.textVersion }],
  candidates: (task, by) => assignmentsOf(task, by).map((assignment) => ({ kind: 'acknowledge', assignment })),
};
