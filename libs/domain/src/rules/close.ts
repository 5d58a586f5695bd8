import { assignmentId } from '../assignment.ts';
import { ofOffice } from './of-office.ts';
import type { Rule } from './rule.ts';

/** 销号: the office strikes a completed task off its list. */
export const close: Rule<'close'> = {
  at: ['completed'],
  may: (task, by) => ofOffice(task, by),
  facts: (task, _command, { on }, by) =>
    by === 'clock' ? [] : [{ kind: 'closed', on, assignment: assignmentId('lead', task.lead), by: by.person }],
  candidates: () => [{ kind: 'close' }],
};
