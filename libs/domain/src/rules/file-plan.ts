import { posts } from '../actor.ts';
import { assignmentId } from '../assignment.ts';
import { ownAssignment } from './own-assignment.ts';
import type { Rule } from './rule.ts';

/** 报送分解: the lead files the task's decomposition, or that there is none; once for each lead. */
export const filePlan: Rule<'filePlan'> = {
  at: ['planning', 'underway'],
  may: (task, by) => ownAssignment(task, by, assignmentId('lead', task.lead), posts),
  against: (task) => (task.planFiledOn === null ? null : { why: 'alreadyDone' }),
  facts: (task, _command, { on }) => [{ kind: 'planFiled', on, assignment: assignmentId('lead', task.lead) }],
  candidates: () => [{ kind: 'filePlan' }],
};
