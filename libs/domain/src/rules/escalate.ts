import { linesOf } from '../agenda.ts';
import { obligations } from '../obligations.ts';
import { ladder, rungs } from '../tables/ladder.ts';
import { clockOnly, neverOffered } from './clock-only.ts';
import { clockStages } from './clock-stages.ts';
import type { Rule } from './rule.ts';

/** A rung is climbed on its day, one at a time and never past the top. */
export const escalate: Rule<'escalate'> = {
  at: clockStages,
  may: clockOnly,
  against: (task, { obligation, rung }, { calendar, now }) => {
    const owed = obligations(task, calendar).find((one) => one.key === obligation);
    if (owed === undefined) return { why: 'notOwed' };
    const climbed = task.climbs[obligation]?.rung ?? null;
    if (climbed !== null && rungs.indexOf(rung) <= rungs.indexOf(climbed)) return { why: 'alreadyDone' };
    const next = linesOf(task, owed, calendar).find((line) => line.kind === 'escalate');
    if (next === undefined) return { why: 'notOwed' };
    return next.rung === rung && next.at <= now ? null : { why: 'notYetDue', on: next.on };
  },
  facts: (task, { obligation, rung }, { calendar, on }) =>
    obligations(task, calendar)
      .filter((one) => one.key === obligation)
      .map(({ kind: about, unit, assignment, by }) => ({
        kind: 'escalated',
        on,
        obligation,
        about,
        unit,
        assignment,
        by,
        rung,
        proposed: ladder[rung].proposed,
      })),
  candidates: neverOffered,
};
