import fc from 'fast-check';
import { addDays, day, dayOf, daysBetween, type Instant, instantOf, latest, parseDay, weekday } from './day.ts';

const utc = (text: string): Instant => Date.parse(text) as Instant;

describe('a day is a local date at +08:00', () => {
  test.each([
    ['2020-03-01T15:59:59.999Z', '2020-03-01'],
    ['2020-03-01T16:00:00.000Z', '2020-03-02'],
    ['2020-02-28T16:00:00.000Z', '2020-02-29'],
    ['2019-12-31T15:59:59.999Z', '2019-12-31'],
    ['2019-12-31T16:00:00.000Z', '2020-01-01'],
    ['1969-12-31T16:00:00.000Z', '1970-01-01'],
    ['1969-12-31T15:59:59.999Z', '1969-12-31'],
  ])('%s falls on %s', (instant, expected) => {
    expect(dayOf(utc(instant))).toBe(expected);
  });

  test('half past eight in the plan is half past midnight in Greenwich', () => {
    expect(instantOf(day('2020-03-02'), '8:30')).toBe(utc('2020-03-02T00:30:00Z'));
  });

  test('a day begins at its local midnight and holds every minute until the next', () => {
    const on = day('2020-03-02');
    expect(dayOf(instantOf(on, '0:00'))).toBe(on);
    expect(dayOf((instantOf(on, '0:00') - 1) as Instant)).toBe('2020-03-01');
    expect(dayOf(instantOf(on, '23:59'))).toBe(on);
  });
});

test.each([
  '2020-02-30',
  '2021-02-29',
  '2020-13-01',
  '2020-00-10',
  '2020-3-2',
  '2020-03-02 ',
  '20200302',
  '',
  '1899-12-31',
  '2200-01-01',
  '0020-01-01',
])('"%s" is no date', (text) => {
  expect(parseDay(text)).toBeNull();
  expect(() => day(text)).toThrow(RangeError);
});

test.each(['1900-01-01', '2020-02-29', '2199-12-31'])('%s is a date', (text) => {
  expect(parseDay(text)).toBe(text);
});

test('days are counted over months, leap days and years', () => {
  expect(addDays(day('2020-02-28'), 2)).toBe('2020-03-01');
  expect(addDays(day('2021-02-28'), 1)).toBe('2021-03-01');
  expect(addDays(day('2020-01-01'), -1)).toBe('2019-12-31');
  expect(daysBetween(day('2019-12-31'), day('2020-12-31'))).toBe(366);
});

test('Sunday is 0 and Saturday 6', () => {
  expect(['2020-03-01', '2020-03-02', '2020-03-07', '1969-12-28'].map((text) => weekday(day(text)))).toEqual([
    0, 1, 6, 0,
  ]);
});

test('of two days the later is the latest', () => {
  expect(latest(day('2020-03-02'), day('2020-02-29'))).toBe('2020-03-02');
});

const days = fc.integer({ min: 0, max: 100_000 }).map((n) => addDays(day('1900-01-01'), n));

test('adding days and counting them agree, and texts compare as days do', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -9_000, max: 9_000 }), (from, n) => {
      const to = addDays(from, n);
      return daysBetween(from, to) === n && to > from === n > 0 && dayOf(instantOf(to, '8:30')) === to;
    }),
    { numRuns: 1_000 },
  );
});
