import { linesOf } from '../agenda.ts';
import { obligations } from '../obligations.ts';
import { clockOnly, neverOffered } from './clock-only.ts';
import { openStages } from '../task.ts';
import { owedBy } from './owed-by.ts';
import type { Rule } from './rule.ts';

/** The office sees a yellow slip in its list the working morning before, once per ladder; it may then hold it a day. */
export const foretell: Rule<'foretell'> = {
  at: openStages,
  may: clockOnly,
  against: (task, { obligation }, { calendar, now }) => {
    const owed = obligations(task, calendar).find((one) => one.key === obligation);
    if (owed === undefined) return { why: 'notOwed' };
    const next = linesOf(task, owed, calendar).find((line) => line.kind === 'foretell');
    if (next === undefined) return { why: 'alreadyDone' };
    return next.at <= now ? null : { why: 'notYetDue', on: next.on };
  },
  facts: (task, { obligation }, { calendar, on }) =>
    owedBy(task, calendar, obligation).map((owed) => ({ kind: 'foretold', on, ...owed })),
  candidates: neverOffered,
};
