import type { ObligationKey } from '../obligation-key.ts';
import type { Refusal } from '../refusal.ts';
import type { Rung } from '../tables/ladder.ts';
import type { Task } from '../task.ts';
import type { Calendar } from '../time/calendar.ts';
import { owedBy } from './owed-by.ts';

/** Why this rung does not wait: it was not proposed, or was decided already. */
export const mustWait = (task: Task, obligation: ObligationKey, rung: Rung, calendar: Calendar): Refusal | null => {
  if (task.climbs[obligation]?.waiting.some((one) => one.rung === rung) !== true) return { why: 'notWaiting', rung };
  return owedBy(task, calendar, obligation).length > 0 ? null : { why: 'notOwed' };
};
