import { linesOf } from '../agenda.ts';
import type { ObligationKey } from '../obligation-key.ts';
import { obligations } from '../obligations.ts';
import { ladder, type Rung, rungs } from '../tables/ladder.ts';
import type { Task } from '../task.ts';
import type { Calendar } from '../time/calendar.ts';
import { clockOnly, neverOffered } from './clock-only.ts';
import { clockStages } from './clock-stages.ts';
import { owedBy } from './owed-by.ts';
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
    [obligation, ...alongWith(task, obligation, rung, calendar)].flatMap((key) =>
      owedBy(task, calendar, key).map((owed) => ({
        kind: 'escalated',
        on,
        rung,
        // The office can neither hold nor confirm its own.
        proposed: ladder[rung].proposed && owed.unit !== task.seats.office,
        ...owed,
      })),
    ),
  candidates: neverOffered,
};

/** One slip for the items that are missing and the part they belong to (§7). */
const alongWith = (task: Task, obligation: ObligationKey, rung: Rung, calendar: Calendar): readonly ObligationKey[] => {
  const owed = obligations(task, calendar);
  const supply = owed.find((one) => one.key === obligation && one.kind === 'supply');
  if (supply === undefined || rung !== 'E3') return [];
  return owed
    .filter(({ key, kind, assignment }) => {
      const climbed = task.climbs[key]?.rung ?? null;
      return (
        (kind === 'part' || kind === 'correct') &&
        assignment === supply.assignment &&
        (climbed === null || climbed < 'E3')
      );
    })
    .map(({ key }) => key);
};
