import { waitingRungs } from '../waiting-rungs.ts';
import { openStages } from '../task.ts';
import { ofOffice } from './of-office.ts';
import { owedBy } from './owed-by.ts';
import type { Rule } from './rule.ts';
import { mustWait } from './waiting.ts';

/** 签发红色督办单: the office's chief sends an E5 that was drafted; it leaves with the next morning's letters. */
export const sendRedSlip: Rule<'sendRedSlip'> = {
  at: openStages,
  may: (task, by) => ofOffice(task, by, ['chief']),
  against: (task, { obligation }, { calendar }) => mustWait(task, obligation, 'E5', calendar),
  facts: (task, { obligation }, { on, calendar }) =>
    owedBy(task, calendar, obligation).map((owed) => ({ kind: 'redSlipSent', on, ...owed })),
  candidates: (task) =>
    waitingRungs(task).flatMap(({ obligation, rung }) => (rung === 'E5' ? [{ kind: 'sendRedSlip', obligation }] : [])),
};
