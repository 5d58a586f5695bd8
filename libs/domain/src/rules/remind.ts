import { agenda } from '../agenda.ts';
import { obligations } from '../obligations.ts';
import type { Refusal } from '../refusal.ts';
import { clockOnly, neverOffered } from './clock-only.ts';
import { clockStages } from './clock-stages.ts';
import type { Rule } from './rule.ts';

/** E0: the day of a reminder has come; those missed meanwhile are named in the same fact. */
export const remind: Rule<'remind'> = {
  at: clockStages,
  may: clockOnly,
  against: (task, { obligation, ahead }, { calendar, now, on }): Refusal | null => {
    if (!obligations(task, calendar).some((one) => one.key === obligation)) return { why: 'notOwed' };
    const pending = agenda(task, calendar).filter((line) => line.obligation === obligation && line.kind === 'remind');
    if (ahead.length === 0 || new Set(ahead).size < ahead.length) return { why: 'notOwed' };
    if (!ahead.every((days) => pending.some((line) => line.ahead === days))) return { why: 'alreadyDone' };
    return pending.every((line) => line.at <= now || !ahead.includes(line.ahead ?? -1))
      ? null
      : { why: 'notYetDue', on };
  },
  facts: (task, { obligation, ahead }, { calendar, on }) =>
    obligations(task, calendar)
      .filter((one) => one.key === obligation)
      .map(({ kind: about, unit, assignment, by }) => ({
        kind: 'reminded',
        on,
        obligation,
        about,
        unit,
        assignment,
        by,
        ahead,
      })),
  candidates: neverOffered,
};
