import { closesAt, lastRoundAt, morningFor, newsAt, opensAt } from './rounds.ts';
import type { Calendar } from './time/calendar.ts';
import { day, instantOf, type TimeOfDay } from './time/day.ts';

const weekends: Calendar = { restDays: {}, workDays: {}, validThroughYear: 2030 };
const at = (on: string, time: TimeOfDay) => instantOf(day(on), time);
/** 2020-01-03 is a Friday. */
const news = (on: string, time: TimeOfDay, last: readonly [string, TimeOfDay] | null = null) =>
  newsAt(weekends, at(on, time), last === null ? null : at(...last));

test.each([
  ['2020-01-03', '9:01', '2020-01-03', '9:15'],
  ['2020-01-03', '9:15', '2020-01-03', '9:15'],
  ['2020-01-03', '6:00', '2020-01-03', '8:30'],
  ['2020-01-03', '17:59', '2020-01-03', '18:00'],
  ['2020-01-03', '18:01', '2020-01-06', '8:30'],
  ['2020-01-04', '10:00', '2020-01-06', '8:30'],
] as const)('news of %s %s leaves on %s at %s', (on, time, day, round) => {
  expect(news(on, time)).toBe(at(day, round));
});

test('news never joins a round that is over', () => {
  expect(news('2020-01-03', '9:01', ['2020-01-03', '9:15'])).toBe(at('2020-01-03', '9:30'));
  expect(news('2020-01-03', '9:01', ['2020-01-03', '18:00'])).toBe(at('2020-01-06', '8:30'));
});

test('a morning takes what became known on its day, on a rest day before it, or after a morning that is over', () => {
  expect(morningFor(weekends, day('2020-01-03'), null)).toBe('2020-01-03');
  expect(morningFor(weekends, day('2020-01-04'), null)).toBe('2020-01-06');
  expect(morningFor(weekends, day('2020-01-03'), day('2020-01-03'))).toBe('2020-01-06');
  expect(morningFor(weekends, day('2020-01-02'), day('2020-01-03'))).toBe('2020-01-06');
});

test.each([
  ['2020-01-03', '8:29', '2020-01-03', '8:30'],
  ['2020-01-03', '8:30', '2020-01-03', '8:30'],
  ['2020-01-03', '17:59', '2020-01-03', '17:59'],
  ['2020-01-03', '18:00', '2020-01-06', '8:30'],
  ['2020-01-03', '23:00', '2020-01-06', '8:30'],
  ['2020-01-05', '10:00', '2020-01-06', '8:30'],
] as const)('what waits on %s at %s leaves on %s at %s', (on, time, day, opening) => {
  expect(opensAt(weekends, at(on, time))).toBe(at(day, opening));
});

test('the last round of a working day has its quarter of an hour', () => {
  expect(closesAt(at('2020-01-03', '9:00'))).toBe(at('2020-01-03', '18:00'));
  const last = { at: at('2020-01-03', '18:00'), until: at('2020-01-03', '18:15') };
  const during = (on: string, time: TimeOfDay) => lastRoundAt(weekends, at(on, time));
  expect(during('2020-01-03', '17:59')).toBeNull();
  expect(during('2020-01-03', '18:00')).toEqual(last);
  expect(during('2020-01-03', '18:14')).toEqual(last);
  expect(during('2020-01-03', '18:15')).toBeNull();
  expect(during('2020-01-04', '18:00')).toBeNull();
});
