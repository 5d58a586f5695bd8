import { waitingRungs } from '../waiting-rungs.ts';
import { owedBy } from './owed-by.ts';
import type { Rule } from './rule.ts';
import { openStages } from '../task.ts';
import { ofOffice } from './of-office.ts';
import { mustWait } from './waiting.ts';

/** The office confirms an E4 that was proposed: its letter leaves with the next morning's. */
export const confirmEscalation: Rule<'confirmEscalation'> = {
  at: openStages,
  may: (task, by) => ofOffice(task, by),
  against: (task, { obligation }, { calendar }) => mustWait(task, obligation, 'E4', calendar),
  facts: (task, { obligation }, { on, calendar }) =>
    owedBy(task, calendar, obligation).map((owed) => ({ kind: 'escalationConfirmed', on, rung: 'E4', ...owed })),
  candidates: (task) =>
    waitingRungs(task).flatMap(({ obligation, rung }) =>
      rung === 'E4' ? [{ kind: 'confirmEscalation', obligation }] : [],
    ),
};
