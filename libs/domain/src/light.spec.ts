import { festive, plainCalendar } from '../../../test/support/examples.ts';
import { type Light, light, yellowUntil } from './light.ts';
import { type Stage, stages } from './task.ts';
import { day } from './time/day.ts';

const today = day('2020-03-05');
const shown = (owedBy: string | null, stage: Stage = 'underway') =>
  light({ stage, owedBy: owedBy === null ? null : day(owedBy) }, plainCalendar, today);

test.each<[owedBy: string | null, expected: Light, why: string]>([
  ['2020-03-04', 'red', 'late since yesterday'],
  ['2020-03-05', 'yellow', 'owed today'],
  ['2020-03-10', 'yellow', 'owed in three working days, over a weekend'],
  ['2020-03-11', 'green', 'owed in four'],
  [null, 'green', 'nothing owed'],
])('%s shows %s: %s', (owedBy, expected) => {
  expect(shown(owedBy)).toBe(expected);
});

test('only an open task has a light', () => {
  const lit = stages.filter((stage) => shown('2020-03-04', stage) !== 'none');
  expect(lit).toEqual(['dispatched', 'planning', 'underway', 'review']);
});

test('rest days do not count towards the three', () => {
  expect(yellowUntil(festive, day('2020-01-22'))).toBe('2020-02-04');
});
