import { linesOf } from '../agenda.ts';
import { obligations } from '../obligations.ts';
import { openStages } from '../task.ts';
import { addWorkingDays } from '../time/calendar.ts';
import { owedBy } from './owed-by.ts';
import type { Rule } from './rule.ts';
import { ofOffice } from './of-office.ts';

/** The office holds a yellow slip for a day, from the working morning before it on, once per ladder; never its own. */
export const holdEscalation: Rule<'holdEscalation'> = {
  at: openStages,
  may: (task, by) => ofOffice(task, by),
  against: (task, { obligation }, { calendar, on }) => {
    const owed = obligations(task, calendar).find((one) => one.key === obligation);
    if (owed === undefined) return { why: 'notOwed' };
    if (owed.unit === task.seats.office || task.climbs[obligation]?.held === true) return { why: 'notToBeHeld' };
    const next = linesOf(task, owed, calendar).find((line) => line.kind === 'escalate');
    const isNear = next !== undefined && next.rung === 'E3' && next.on <= addWorkingDays(calendar, on, 1);
    return isNear ? null : { why: 'notToBeHeld' };
  },
  facts: (task, { obligation }, { on, calendar }) =>
    owedBy(task, calendar, obligation).map((owed) => ({ kind: 'escalationHeld', on, ...owed })),
  candidates: (task, _by, { calendar }) =>
    obligations(task, calendar).map(({ key }) => ({ kind: 'holdEscalation', obligation: key })),
};
