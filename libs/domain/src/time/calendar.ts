import { addDays, type Day, day, daysBetween, weekday } from './day.ts';

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
export const workingDayOnOrBefore = (calendar: Calendar, on: Day): Day => {
  const year = yearOf(on);
  return workingDay(calendar, year, countUpTo(calendar, on) - 1);
};

/** The first working day on or after `on`. */
export const workingDayOnOrAfter = (calendar: Calendar, on: Day): Day =>
  isWorkingDay(calendar, on) ? on : addWorkingDays(calendar, on, 1);

/**
 * The `n`th working day after `from` (before it when `n` is negative); `from` itself is not counted, and may be a rest day.
 * With `n` = 0 the last working day on or before `from`.
 */
export const addWorkingDays = (calendar: Calendar, from: Day, n: number): Day => {
  const upTo = countUpTo(calendar, from) - 1;
  // Going back, a working day itself is not counted.
  const start = n < 0 && !isWorkingDay(calendar, from) ? upTo + 1 : upTo;
  return workingDay(calendar, yearOf(from), start + n);
};

/** Working days in `(from, to]`; the negative count of `(to, from]` when `to` is earlier. */
export const workingDaysBetween = (calendar: Calendar, from: Day, to: Day): number => {
  if (to < from) return -workingDaysBetween(calendar, to, from);
  let count = countUpTo(calendar, to) - countUpTo(calendar, from);
  for (let year = yearOf(from); year < yearOf(to); year += 1) count += workingDaysIn(calendar, year).length;
  return count;
};

const yearOf = (on: Day): number => Number(on.slice(0, 4));

/** The working day at a place counted from the beginning of a year; places before and behind it are in the years around. */
const workingDay = (calendar: Calendar, from: number, place: number): Day => {
  let [year, at] = [from, place];
  while (at < 0) {
    year -= 1;
    at += workingDaysIn(calendar, year).length;
  }
  for (let days = workingDaysIn(calendar, year); ; days = workingDaysIn(calendar, year)) {
    const found = days[at];
    if (found !== undefined) return found;
    at -= days.length;
    year += 1;
  }
};

/** How many working days of its year lie on or before a day. */
const countUpTo = (calendar: Calendar, on: Day): number => {
  const days = workingDaysIn(calendar, yearOf(on));
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    // Within the list.
    if ((days[middle] ?? on) <= on) low = middle + 1;
    else high = middle;
  }
  return low;
};

// Days are counted all the time and calendars do not change, so that a year's working days are listed once.
const lists = new WeakMap<Calendar, Map<number, readonly Day[]>>();

const workingDaysIn = (calendar: Calendar, year: number): readonly Day[] => {
  const years = lists.get(calendar) ?? new Map<number, readonly Day[]>();
  lists.set(calendar, years);
  const known = years.get(year);
  if (known !== undefined) return known;
  const days: Day[] = [];
  const end = day(`${year}-12-31`);
  let last = addDays(day(`${year}-01-01`), -1);
  for (let at = addDays(last, 1); at <= end; at = addDays(at, 1)) {
    if (daysBetween(last, at) > LONGEST_REST_DAYS)
      throw new RangeError(`no working day within ${LONGEST_REST_DAYS} days of ${last}: the calendar data are broken`);
    if (!isWorkingDay(calendar, at)) continue;
    days.push(at);
    last = at;
  }
  years.set(year, days);
  return days;
};
