import { isOpen, type Stage } from './task.ts';
import { addWorkingDays, type Calendar } from './time/calendar.ts';
import type { Day } from './time/day.ts';

/** `none` before dispatch and after the end · `red` something owed is late · `yellow` something is owed within 3 working days · `green` otherwise. */
export type Light = 'none' | 'green' | 'yellow' | 'red';
export const lights = ['none', 'green', 'yellow', 'red'] as const satisfies readonly Light[];

/** Working days within which what is owed shows yellow: the third of a week in which a section can still act. */
const YELLOW_DAYS = 3;

/** A task's light: a reading of the earliest day by which anything in it is owed (null when nothing is). */
export const light = (
  task: { readonly stage: Stage; readonly owedBy: Day | null },
  calendar: Calendar,
  today: Day,
): Light => {
  if (!isOpen(task)) return 'none';
  if (task.owedBy === null) return 'green';
  if (task.owedBy < today) return 'red';
  return task.owedBy <= yellowUntil(calendar, today) ? 'yellow' : 'green';
};

/** The last day that still shows yellow on `today`. */
export const yellowUntil = (calendar: Calendar, today: Day): Day => addWorkingDays(calendar, today, YELLOW_DAYS);
