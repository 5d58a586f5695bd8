import { addDays, type Day, weekday } from './day.ts';

/** Days off and make-up working days (调休) by date; weekends need no entry. Data, so that a newer calendar can be pinned. */
export interface Calendar {
  /** Weekdays on which nobody works. */
  readonly restDays: Readonly<Record<Day, true>>;
  /** Weekend days on which everybody works. */
  readonly workDays: Readonly<Record<Day, true>>;
  /** The last year whose holidays are published; later dates are provisional: weekends only. */
  readonly validThroughYear: number;
}

/** Longer than any spell of rest days; reaching it means the calendar data are broken. */
const LONGEST_REST_DAYS = 60;

export const isWorkingDay = (calendar: Calendar, on: Day): boolean => {
  if (calendar.workDays[on] === true) return true;
  if (calendar.restDays[on] === true) return false;
  const n = weekday(on);
  return n !== 0 && n !== 6;
};

/** True when a date lies beyond the years whose holidays are published. */
export const isProvisional = (calendar: Calendar, on: Day): boolean =>
  Number(on.slice(0, 4)) > calendar.validThroughYear;

/** The last working day on or before `on`: the act-by day of whatever is due then. */
export const workingDayOnOrBefore = (calendar: Calendar, on: Day): Day => walk(calendar, on, -1);

/** The first working day on or after `on`. */
export const workingDayOnOrAfter = (calendar: Calendar, on: Day): Day => walk(calendar, on, 1);

/**
 * The `n`th working day after `from` (before it when `n` is negative); `from` itself is not counted, and may be a rest day.
 * With `n` = 0 the last working day on or before `from`.
 */
export const addWorkingDays = (calendar: Calendar, from: Day, n: number): Day => {
  if (n === 0) return workingDayOnOrBefore(calendar, from);
  const step = n > 0 ? 1 : -1;
  let at = from;
  for (let left = Math.abs(n); left > 0; left -= 1) at = walk(calendar, addDays(at, step), step);
  return at;
};

/** Working days in `(from, to]`; the negative count of `(to, from]` when `to` is earlier. */
export const workingDaysBetween = (calendar: Calendar, from: Day, to: Day): number => {
  if (to < from) return -workingDaysBetween(calendar, to, from);
  let count = 0;
  for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (isWorkingDay(calendar, at)) count += 1;
  return count;
};

const walk = (calendar: Calendar, from: Day, step: 1 | -1): Day => {
  let at = from;
  for (let tried = 0; tried < LONGEST_REST_DAYS; tried += 1) {
    if (isWorkingDay(calendar, at)) return at;
    at = addDays(at, step);
  }
  throw new RangeError(`no working day within ${LONGEST_REST_DAYS} days of ${from}: the calendar data are broken`);
};
