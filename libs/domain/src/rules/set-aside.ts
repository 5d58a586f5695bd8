import { waitingRungs } from '../waiting-rungs.ts';
import { openStages } from '../task.ts';
import { owedBy } from './owed-by.ts';
import type { Rule } from './rule.ts';
import { ofOffice } from './of-office.ts';
import { mustWait } from './waiting.ts';
import { withReason } from './with-reason.ts';

/** The office sets a waiting E4 or E5 aside, with the reason: no letter comes of it, and the ladder goes on from there. */
export const setAside: Rule<'setAside'> = {
  at: openStages,
  may: (task, by) => ofOffice(task, by),
  against: (task, { obligation, rung, reason }, { calendar }) =>
    mustWait(task, obligation, rung, calendar) ?? withReason(reason),
  facts: (task, { obligation, rung, reason }, { on, calendar }) =>
    owedBy(task, calendar, obligation).map((owed) => ({
      kind: 'escalationSetAside',
      on,
      rung,
      reason: reason.trim(),
      ...owed,
    })),
  candidates: (task) =>
    waitingRungs(task).flatMap(({ obligation, rung }) =>
      rung === 'E4' || rung === 'E5' ? [{ kind: 'setAside', obligation, rung, reason: '?' }] : [],
    ),
};
