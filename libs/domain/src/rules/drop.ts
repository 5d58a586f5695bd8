import { deputyOrAbove } from '../actor.ts';
import { ofOffice } from './of-office.ts';
import type { Rule } from './rule.ts';
import { withReason } from './with-reason.ts';

/** 不予立项: the task is kept and shown with the reason, and nothing more comes of it. */
export const drop: Rule<'drop'> = {
  at: ['draft', 'registered'],
  may: (task, by) => ofOffice(task, by, deputyOrAbove),
  against: (_task, { reason }) => withReason(reason),
  facts: (_task, { reason }, { on }) => [{ kind: 'dropped', on, reason: reason.trim() }],
  candidates: () => [{ kind: 'drop', reason: '?' }],
};
