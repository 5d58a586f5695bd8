import fc from 'fast-check';
import { isProvisional, isWorkingDay, workingDayOnOrBefore } from '#domain/time/calendar';
import { addDays, day, daysBetween } from '#domain/time/day';
import { calendarFrom, mainlandChina } from './mainland-china.ts';

const first = day('2004-01-02');
const last = day('2026-12-31');

test.each([
  ['2020-01-31', false, 'the Spring Festival of 2020 was extended over this Friday'],
  ['2020-02-01', false, 'the make-up day once announced for this Saturday fell away'],
  ['2020-02-03', true, 'the first working day after the extension'],
  ['2020-01-19', true, 'a Sunday worked for the Spring Festival'],
  ['2020-10-08', false, 'a Thursday off for the National Day'],
  ['2020-10-10', true, 'a Saturday worked for the National Day'],
  ['2019-12-31', true, 'an ordinary Tuesday'],
  ['2020-01-01', false, "New Year's Day"],
  ['2020-12-31', true, 'an ordinary Thursday'],
  ['2015-09-03', false, 'the victory anniversary, that year only'],
  ['2016-09-01', true, 'no anniversary the year after'],
  ['2022-12-31', false, "a Saturday, and New Year's holiday"],
  ['2025-12-31', true, 'an ordinary Wednesday'],
  ['2026-02-14', true, 'a Saturday worked for the Spring Festival'],
])('%s, working day: %s (%s)', (date, works) => {
  expect(isWorkingDay(mainlandChina, day(date))).toBe(works);
});

test.each([
  ['2019-12-31', '2019-12-31'],
  ['2020-12-31', '2020-12-31'],
  ['2022-12-31', '2022-12-30'],
  ['2025-12-31', '2025-12-31'],
])('what is due on %s is to be done by %s', (due, by) => {
  expect(workingDayOnOrBefore(mainlandChina, day(due))).toBe(by);
});

test('for due days from 2004-01-02 to 2026-12-31 the act-by is a working day on or before it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: daysBetween(first, last) }), (n) => {
      const due = addDays(first, n);
      const by = workingDayOnOrBefore(mainlandChina, due);
      return by <= due && isWorkingDay(mainlandChina, by) && daysBetween(by, due) <= 10;
    }),
    { numRuns: 10_000 },
  );
});

test('only days that differ from the plain week have an entry', () => {
  const plain = { restDays: {}, workDays: {}, validThroughYear: 2026 };
  const ordinary = (on: string) => isWorkingDay(plain, day(on));
  expect(Object.keys(mainlandChina.restDays).filter((on) => !ordinary(on))).toEqual([]);
  expect(Object.keys(mainlandChina.workDays).filter(ordinary)).toEqual([]);
  expect(Object.keys(mainlandChina.restDays)).toHaveLength(407);
  expect(Object.keys(mainlandChina.workDays)).toHaveLength(150);
});

test('every year from 2004 on has days off', () => {
  const years = new Set(Object.keys(mainlandChina.restDays).map((on) => Number(on.slice(0, 4))));
  for (let year = 2004; year <= mainlandChina.validThroughYear; year += 1) expect(years).toContain(year);
});

test('the holidays of 2026 are published, those of 2027 not yet: its dates are provisional', () => {
  expect(mainlandChina.validThroughYear).toBe(2026);
  expect(isProvisional(mainlandChina, day('2026-12-31'))).toBe(false);
  expect(isProvisional(mainlandChina, day('2027-01-04'))).toBe(true);
});

test('a year of which only the first days are listed, with the year before, is not published', () => {
  expect(calendarFrom({ '2026-10-01': '', '2027-01-01': '' }, {}).validThroughYear).toBe(2026);
});

test('a day off at the weekend and a weekday worked have no entry', () => {
  const { restDays, workDays } = calendarFrom(
    { '2026-10-01': '', '2026-10-03': '' },
    { '2026-10-09': '', '2026-10-10': '' },
  );
  expect([Object.keys(restDays), Object.keys(workDays)]).toEqual([['2026-10-01'], ['2026-10-10']]);
});

test('data without a published year, or with a date that is none, are refused', () => {
  expect(() => calendarFrom({}, {})).toThrow(RangeError);
  expect(() => calendarFrom({ '2026-10-01': '', '2026-02-30': '' }, {})).toThrow('2026-02-30');
});
