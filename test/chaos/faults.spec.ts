import { everything, faultsOf, PLAYING_RATE, ratesOf } from './faults.ts';

test('the same seed gives the same faults, another one others', () => {
  expect(faultsOf(7, 60_000, everything)).toEqual(faultsOf(7, 60_000, everything));
  expect(faultsOf(7, 60_000, everything)).not.toEqual(faultsOf(8, 60_000, everything));
});

test('a clock that plays on by itself at rate 1 is nobody’s, unless the office set it so', () => {
  expect([...ratesOf(everything, faultsOf(7, 600_000, everything))]).toEqual([PLAYING_RATE]);
  expect(ratesOf(everything, [{ at: 0, kind: 'clock', hours: 2, rate: 1 }]).has(1)).toBe(true);
});
