import fc from 'fast-check';
import { festive, plainCalendar } from '../../../../test/support/examples.ts';
import { calendars } from '../../../../test/support/lives.ts';
import {
  addWorkingDays,
  isProvisional,
  isWorkingDay,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  workingDaysBetween,
} from './calendar.ts';
import { addDays, day } from './day.ts';

describe('weekends, holidays and make-up days', () => {
  test.each([
    ['2020-01-17', 'a Friday', true],
    ['2020-01-18', 'a Saturday', false],
    ['2020-01-19', 'a Sunday that is made up', true],
    ['2020-01-24', 'a Friday of Spring Festival', false],
    ['2020-02-03', 'the Monday after it', true],
  ])('%s, %s: working is %s', (on, _what, expected) => {
    expect(isWorkingDay(festive, day(on))).toBe(expected);
  });

  test('work wins where data call a day both', () => {
    const both = day('2020-05-01');
    const calendar = {
      restDays: { [both]: true as const },
      workDays: { [both]: true as const },
      validThroughYear: 2020,
    };
    expect(isWorkingDay(calendar, both)).toBe(true);
  });
});

describe('the act-by day is the last working day on or before the due day', () => {
  test.each([
    ['2020-12-31', '2020-12-31'],
    ['2022-12-31', '2022-12-30'],
    ['2020-02-02', '2020-01-23'],
    ['2020-01-19', '2020-01-19'],
  ])('due %s, act by %s', (due, actBy) => {
    expect(workingDayOnOrBefore(festive, day(due))).toBe(actBy);
  });

  test('a rest day moves on to the next working day when one looks ahead', () => {
    expect(workingDayOnOrAfter(festive, day('2020-01-24'))).toBe('2020-02-03');
    expect(workingDayOnOrAfter(festive, day('2020-01-23'))).toBe('2020-01-23');
  });
});

describe('working days are counted in local dates', () => {
  test.each([
    ['2020-03-06', 1, '2020-03-09', 'from Friday to Monday'],
    ['2020-03-07', 1, '2020-03-09', 'from Saturday to Monday'],
    ['2020-03-08', 5, '2020-03-13', 'from Sunday over a week'],
    ['2020-03-09', -1, '2020-03-06', 'from Monday back to Friday'],
    ['2020-03-08', -1, '2020-03-06', 'from Sunday back to Friday'],
    ['2020-03-08', 0, '2020-03-06', 'none from Sunday: the last one before'],
    ['2020-01-17', 1, '2020-01-19', 'onto a made-up Sunday'],
    ['2020-01-23', 1, '2020-02-03', 'over Spring Festival'],
    ['2020-02-03', -2, '2020-01-22', 'back over Spring Festival'],
  ])('from %s %i: %s, %s', (from, n, to) => {
    expect(addWorkingDays(festive, day(from), n)).toBe(to);
  });

  test('the day one counts from is not counted, the last one is', () => {
    expect(workingDaysBetween(plainCalendar, day('2020-03-06'), day('2020-03-09'))).toBe(1);
    expect(workingDaysBetween(plainCalendar, day('2020-03-09'), day('2020-03-06'))).toBe(-1);
    expect(workingDaysBetween(plainCalendar, day('2020-03-09'), day('2020-03-09'))).toBe(0);
    expect(workingDaysBetween(festive, day('2020-01-17'), day('2020-02-03'))).toBe(6);
  });
});

test('beyond the years whose holidays are published dates are provisional', () => {
  expect(isProvisional(festive, day('2020-12-31'))).toBe(false);
  expect(isProvisional(festive, day('2021-01-01'))).toBe(true);
});

test('a calendar without working days is broken, and says so', () => {
  const from = day('2020-03-02');
  const restDays = Object.fromEntries(Array.from({ length: 70 }, (_, i) => [addDays(from, i), true as const]));
  expect(() => workingDayOnOrAfter({ ...plainCalendar, restDays }, from)).toThrow(/calendar data are broken/);
});

const days = fc.nat(6_000).map((n) => addDays(day('2015-01-01'), n));

test('the act-by day is a working day on or before the due day, and none lies between', () => {
  fc.assert(
    fc.property(calendars, days, (calendar, due) => {
      const by = workingDayOnOrBefore(calendar, due);
      return by <= due && isWorkingDay(calendar, by) && workingDaysBetween(calendar, by, due) === 0;
    }),
    { numRuns: 1_000 },
  );
});

test('adding working days and counting them agree', () => {
  fc.assert(
    fc.property(calendars, days, fc.integer({ min: 1, max: 60 }), (calendar, from, n) => {
      const to = addWorkingDays(calendar, from, n);
      return (
        workingDaysBetween(calendar, from, to) === n &&
        isWorkingDay(calendar, to) &&
        addWorkingDays(calendar, to, -n) === workingDayOnOrBefore(calendar, from)
      );
    }),
    { numRuns: 1_000 },
  );
});
