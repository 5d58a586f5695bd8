import type { Calendar } from '#domain/time/calendar';
import { type Day, day, weekday } from '#domain/time/day';
import { createRequire } from 'node:module';

/** Dates `YYYY-MM-DD` as the keys of an object. */
type DatesAsKeys = Readonly<Record<string, unknown>>;

/** The domain's calendar from two lists of dates; weekends off and weekdays worked need no entry and are left out. */
export const calendarFrom = (daysOff: DatesAsKeys, daysWorked: DatesAsKeys): Calendar => ({
  restDays: entries(daysOff, (on) => !isWeekend(on)),
  workDays: entries(daysWorked, isWeekend),
  validThroughYear: lastPublishedYear(Object.keys(daysOff)),
});

const entries = (dates: DatesAsKeys, wanted: (on: Day) => boolean): Readonly<Record<Day, true>> =>
  Object.fromEntries(
    Object.keys(dates)
      .map(day)
      .filter(wanted)
      .sort()
      .map((on) => [on, true as const]),
  );

const isWeekend = (on: Day): boolean => weekday(on) === 0 || weekday(on) === 6;

/**
 * A year counts as published when its National Day is listed: a year's announcement can reach into the first days of
 * the next, whose own is not out yet.
 */
const lastPublishedYear = (dates: readonly string[]): number => {
  const years = dates.filter((date) => date.endsWith('-10-01')).map((date) => Number(date.slice(0, 4)));
  if (years.length === 0) throw new RangeError('the holiday data hold no National Day: no year is published');
  return Math.max(...years);
};

// The package's data as it is published; read by require, for Node 20 warns of imported JSON.
const published = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as {
  readonly holidays: DatesAsKeys;
  readonly workdays: DatesAsKeys;
};

/**
 * Days off and make-up working days of mainland China as the State Council announces them each year: 2004 to the last
 * year the package holds, with the Spring Festival of 2020 as extended. Throws at load when a date in the data is none.
 */
export const mainlandChina: Calendar = calendarFrom(published.holidays, published.workdays);
