import type { Owed } from '../event.ts';
import type { ObligationKey } from '../obligation-key.ts';
import { obligations } from '../obligations.ts';
import type { Task } from '../task.ts';
import type { Calendar } from '../time/calendar.ts';

/** What a fact about an obligation's ladder keeps of it; nothing when it is no longer owed. */
export const owedBy = (task: Task, calendar: Calendar, key: ObligationKey): readonly Owed[] =>
  obligations(task, calendar)
    .filter((one) => one.key === key)
    .map(({ key: obligation, kind: about, unit, assignment, by }) => ({ obligation, about, unit, assignment, by }));
