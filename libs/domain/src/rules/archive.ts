import { ofOffice } from './of-office.ts';
import type { Rule } from './rule.ts';

/** 归档: the task is kept and shown, and its workflow ends. */
export const archive: Rule<'archive'> = {
  at: ['closed'],
  may: (task, by) => ofOffice(task, by),
  facts: (_task, _command, { on }, by) => (by === 'clock' ? [] : [{ kind: 'archived', on, by: by.person }]),
  candidates: () => [{ kind: 'archive' }],
};
