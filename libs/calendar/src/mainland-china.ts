import { createRequire } from 'node:module';
import type { Calendar } from '#domain/time/calendar';
import { type Day, day, weekday } from '#domain/time/day';

/** What an announcement lists: dates as keys, the festival as value. */
export type Listed = Readonly<Record<string, string>>;

/** The domain's calendar from the days off and the days worked. Throws a RangeError when a date is none or no year is whole. */
export const calendarFrom = (daysOff: Listed, daysWorked: Listed): Calendar => ({
  // Weekends off and weekdays worked say nothing new.
  restDays: entries(daysOff, (on) => !isWeekend(on)),
  workDays: entries(daysWorked, isWeekend),
  validThroughYear: lastPublishedYear(daysOff),
});

const entries = (listed: Listed, wanted: (on: Day) => boolean): Readonly<Record<Day, true>> =>
  Object.fromEntries(
    Object.keys(listed)
      .map(day)
      .filter(wanted)
      .sort()
      .map((on) => [on, true as const]),
  );

const isWeekend = (on: Day): boolean => weekday(on) === 0 || weekday(on) === 6;

/**
 * A year counts as published when its National Day is listed: one year's announcement can reach into the first days of
 * the next, whose own is not out yet.
 */
const lastPublishedYear = (daysOff: Listed): number => {
  const years = Object.keys(daysOff)
    .filter((date) => date.endsWith('-10-01'))
    .map((date) => Number(date.slice(0, 4)));
  if (years.length === 0) throw new RangeError('the holiday data list no National Day: no year is published');
  return Math.max(...years);
};

// By require: test runners drop the attribute that an imported JSON file needs, and warn of every file that imports one.
const announced = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as {
  readonly holidays: Listed;
  readonly workdays: Listed;
};

/**
 * Days off and make-up working days of mainland China as the State Council announces them each year: 2004 to the last
 * year the package holds, with the Spring Festival of 2020 as extended.
 */
export const mainlandChina: Calendar = calendarFrom(announced.holidays, announced.workdays);
