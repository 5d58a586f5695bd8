import { agenda, turnsTo } from '../agenda.ts';
import { openStages } from '../task.ts';
import { clockOnly, neverOffered } from './clock-only.ts';
import type { Rule } from './rule.ts';

/** A later month replaces an earlier one that nobody reported for, however many have gone by (§6). */
export const turnMonth: Rule<'turnMonth'> = {
  at: openStages,
  may: clockOnly,
  against: (task, { month }, { calendar, now, on }) => {
    const line = agenda(task, calendar).find((one) => one.kind === 'turn');
    if (line === undefined) return { why: 'alreadyDone' };
    return line.at <= now && month === turnsTo(task, calendar, on) ? null : { why: 'notYetDue', on: line.on };
  },
  facts: (_task, { month }, { on }) => [{ kind: 'monthTurned', on, month }],
  candidates: neverOffered,
};
