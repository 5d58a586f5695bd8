import { hours } from './tables/ladder.ts';
import { addWorkingDays, type Calendar, isWorkingDay, workingDayOnOrAfter } from './time/calendar.ts';
import { type Day, dayOf, type Instant, instantOf } from './time/day.ts';

/** News leaves within a quarter of an hour of plan time. */
const QUARTER_MS = 15 * 60_000;

/**
 * The plan day whose 09:00 round takes what became known on `on` (a rest day waits for the next working day); never a
 * morning that is over already.
 */
export const morningFor = (calendar: Calendar, on: Day, lastMorning: Day | null): Day => {
  const own = workingDayOnOrAfter(calendar, on);
  return lastMorning !== null && own <= lastMorning ? addWorkingDays(calendar, lastMorning, 1) : own;
};

/** When the letters of a morning leave. */
export const morningAt = (on: Day): Instant => instantOf(on, hours.morning);

/**
 * The round that takes news of `at`: the next quarter of an hour, within 08:30 and 18:00 of a working day; never a round
 * that is over already.
 */
export const newsAt = (calendar: Calendar, at: Instant, lastNews: Instant | null): Instant => {
  const after = lastNews === null ? at : Math.max(at, lastNews + 1);
  const round = (Math.ceil(after / QUARTER_MS) * QUARTER_MS) as Instant;
  return withinHours(calendar, round, closesAt(round));
};

/** When a letter that waits may leave (§7): at once, or at the next 08:30 of a working day. */
export const opensAt = (calendar: Calendar, now: Instant): Instant =>
  withinHours(calendar, now, (closesAt(now) - 1) as Instant);

/** The same moment, or the next 08:30 of a working day where it is not within the hours, which end with `last`. */
const withinHours = (calendar: Calendar, at: Instant, last: Instant): Instant => {
  const today = dayOf(at);
  if (!isWorkingDay(calendar, today)) return instantOf(workingDayOnOrAfter(calendar, today), hours.open);
  if (at < instantOf(today, hours.open)) return instantOf(today, hours.open);
  return at <= last ? at : instantOf(addWorkingDays(calendar, today, 1), hours.open);
};

/** When letters of that day may leave no longer. */
export const closesAt = (now: Instant): Instant => instantOf(dayOf(now), hours.close);

/** The day's last round while it goes: its letters need a moment, and are given a quarter of an hour; null when none goes. */
export const lastRoundAt = (
  calendar: Calendar,
  now: Instant,
): { readonly at: Instant; readonly until: Instant } | null => {
  const at = closesAt(now);
  const until = (at + QUARTER_MS) as Instant;
  return isWorkingDay(calendar, dayOf(now)) && now >= at && now < until ? { at, until } : null;
};
