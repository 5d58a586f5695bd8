import { agenda } from '../agenda.ts';
import { clockOnly, neverOffered } from './clock-only.ts';
import { openStages } from '../task.ts';
import type { Rule } from './rule.ts';

/** The limit for names has run out: the task goes on without them (flagged, not blocked, §3). */
export const lapse: Rule<'lapse'> = {
  at: openStages,
  may: clockOnly,
  against: (task, _command, { calendar, now }) => {
    const line = agenda(task, calendar).find((one) => one.kind === 'lapse');
    if (line === undefined) return { why: 'alreadyDone' };
    return line.at <= now ? null : { why: 'notYetDue', on: line.on };
  },
  facts: (_task, _command, { on }) => [{ kind: 'lapsed', on }],
  candidates: neverOffered,
};
