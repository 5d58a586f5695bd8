import { linesOf } from '../agenda.ts';
import { obligations } from '../obligations.ts';
import type { Refusal } from '../refusal.ts';
import { clockOnly, neverOffered } from './clock-only.ts';
import { clockStages } from './clock-stages.ts';
import { owedBy } from './owed-by.ts';
import type { Rule } from './rule.ts';

/** E0: the day of a reminder has come; those missed meanwhile are named in the same fact. */
export const remind: Rule<'remind'> = {
  at: clockStages,
  may: clockOnly,
  against: (task, { obligation, ahead }, { calendar, now }): Refusal | null => {
    const owed = obligations(task, calendar).find((one) => one.key === obligation);
    if (owed === undefined) return { why: 'notOwed' };
    const pending = linesOf(task, owed, calendar).filter((line) => line.kind === 'remind');
    if (ahead.length === 0 || new Set(ahead).size < ahead.length) return { why: 'notOwed' };
    if (!ahead.every((days) => pending.some((line) => line.ahead === days))) return { why: 'alreadyDone' };
    const early = pending.find((line) => line.at > now && line.ahead !== null && ahead.includes(line.ahead));
    return early === undefined ? null : { why: 'notYetDue', on: early.on };
  },
  facts: (task, { obligation, ahead }, { calendar, on }) =>
    owedBy(task, calendar, obligation).map((owed) => ({ kind: 'reminded', on, ahead, ...owed })),
  candidates: neverOffered,
};
