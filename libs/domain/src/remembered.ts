import type { Task } from './task.ts';
import type { Calendar } from './time/calendar.ts';

/**
 * What is read of one state under one calendar, read once: deciding, carrying out and projecting ask the same question of
 * the same state several times over. States and calendars never change.
 */
export const remembered = <T>(read: (task: Task, calendar: Calendar) => T): ((task: Task, calendar: Calendar) => T) => {
  const known = new WeakMap<Task, { readonly calendar: Calendar; readonly value: T }>();
  return (task, calendar) => {
    const before = known.get(task);
    if (before?.calendar === calendar) return before.value;
    const value = read(task, calendar);
    known.set(task, { calendar, value });
    return value;
  };
};
