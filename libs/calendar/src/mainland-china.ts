import chineseDays from 'chinese-days';
import type { Calendar } from '#domain/time/calendar';
import { addDays, type Day, day, weekday } from '#domain/time/day';

/** What an announcement says of one day: a listed day has a name of the form `Spring Festival,春节,3`, any other its weekday's. */
export type Announced = (on: Day) => { readonly work: boolean; readonly name: string };

/** The first year the package holds. */
const FIRST_YEAR = 2004;
/** No year beyond the domain's own days. */
const LAST_YEAR = 2199;

/** The domain's calendar from 2004 to the last published year. Weekends off and weekdays worked need no entry and have none. */
export const calendarFrom = (announced: Announced): Calendar => {
  const validThroughYear = lastPublishedYear(announced);
  const days = daysOfYears(FIRST_YEAR, validThroughYear);
  return {
    restDays: entries(days.filter((on) => !isWeekend(on) && !announced(on).work)),
    workDays: entries(days.filter((on) => isWeekend(on) && announced(on).work)),
    validThroughYear,
  };
};

/**
 * A year counts as published when its National Day is listed: one year's announcement can reach into the first days of
 * the next, whose own is not out yet. Throws a RangeError when not even the first year is published.
 */
const lastPublishedYear = (announced: Announced): number => {
  let year = FIRST_YEAR;
  while (year <= LAST_YEAR && announced(day(`${year}-10-01`)).name.includes(',')) year += 1;
  if (year === FIRST_YEAR) throw new RangeError(`the holiday data do not hold ${FIRST_YEAR}: the package has changed`);
  return year - 1;
};

const daysOfYears = (first: number, last: number): readonly Day[] => {
  const days: Day[] = [];
  for (let on = day(`${first}-01-01`); on <= `${last}-12-31`; on = addDays(on, 1)) days.push(on);
  return days;
};

const entries = (days: readonly Day[]): Readonly<Record<Day, true>> =>
  Object.fromEntries(days.map((on) => [on, true as const]));

const isWeekend = (on: Day): boolean => weekday(on) === 0 || weekday(on) === 6;

/**
 * How the package is asked for a day. It reads a bare date as midnight UTC and then looks up the machine's local date, a
 * day too early west of Greenwich; noon without a zone is the same date everywhere.
 */
export const atNoon = (on: Day): string => `${on}T12:00:00`;

/** Days off and make-up working days of mainland China as the State Council announces them each year, with the Spring Festival of 2020 as extended. */
export const mainlandChina: Calendar = calendarFrom((on) => chineseDays.getDayDetail(atNoon(on)));
