import fc from 'fast-check';
import type { Instant } from './day.ts';
import { isPlaying, keepAlive, planNow, type PlanClock, realMsUntil, SEEN_GRACE_MS, setClock } from './plan-clock.ts';

const ms = (n: number): Instant => n as Instant;
const PLAN = 1_577_923_200_000;
const REAL = 1_763_000_000_000;
const real = (afterMs: number): Instant => ms(REAL + afterMs);
const clock = (rate: number): PlanClock => ({ anchorPlan: ms(PLAN), anchorReal: ms(REAL), rate, seen: ms(REAL) });

const DAY = 86_400_000;
const HOUR = 3_600_000;

describe('a frozen clock', () => {
  test('stands at its anchor however much time passes', () => {
    expect(planNow(clock(0), real(30 * DAY))).toBe(PLAN);
  });

  test('never reaches a later moment, and has reached an earlier one', () => {
    expect(realMsUntil(clock(0), ms(PLAN + 1), real(DAY))).toBeNull();
    expect(realMsUntil(clock(0), ms(PLAN), real(DAY))).toBe(0);
  });

  test('goes on from where it stood when it is started', () => {
    expect(planNow(setClock(clock(0), real(DAY), { rate: 1 }), real(DAY + HOUR))).toBe(PLAN + HOUR);
  });
});

describe('a clock of rate 1 keeps real time', () => {
  test('with both anchors equal plan time is real time', () => {
    const production = { anchorPlan: ms(REAL), anchorReal: ms(REAL), rate: 1, seen: ms(REAL) };
    expect(planNow(production, real(400 * DAY))).toBe(REAL + 400 * DAY);
  });

  test('runs on while no worker lives', () => {
    expect(isPlaying(clock(1))).toBe(false);
    expect(planNow(clock(1), real(DAY))).toBe(PLAN + DAY);
    expect(planNow(keepAlive(clock(1), real(DAY)), real(2 * DAY))).toBe(PLAN + 2 * DAY);
  });
});

describe('a playing clock', () => {
  const RATE = 8_640;

  test('plays a plan day in ten seconds', () => {
    expect(isPlaying(clock(RATE))).toBe(true);
    expect(planNow(clock(RATE), real(10_000))).toBe(PLAN + DAY);
  });

  test('never passes the last sign of a worker by more than fifteen seconds', () => {
    expect(planNow(clock(RATE), real(SEEN_GRACE_MS))).toBe(PLAN + 15_000 * RATE);
    expect(planNow(clock(RATE), real(SEEN_GRACE_MS + 1))).toBe(PLAN + 15_000 * RATE);
    expect(planNow(clock(RATE), real(8 * HOUR))).toBe(PLAN + 15_000 * RATE);
  });

  test('with a sign every five seconds it runs without a halt', () => {
    const kept = [5_000, 10_000, 15_000, 20_000].reduce((at, after) => keepAlive(at, real(after)), clock(RATE));
    expect(kept).toMatchObject({ anchorPlan: PLAN, anchorReal: REAL });
    expect(planNow(kept, real(20_000))).toBe(PLAN + 20_000 * RATE);
  });

  test("after a night's sleep it goes on from where it stopped", () => {
    const woken = keepAlive(clock(RATE), real(8 * HOUR));
    expect(planNow(woken, real(8 * HOUR))).toBe(PLAN + 15_000 * RATE);
    expect(planNow(woken, real(8 * HOUR + 10_000))).toBe(PLAN + 25_000 * RATE);
  });

  test('a sign from a machine whose clock is behind takes nothing back', () => {
    const kept = keepAlive(keepAlive(clock(RATE), real(10_000)), real(2_000));
    expect(planNow(kept, real(24_000))).toBe(PLAN + 24_000 * RATE);
  });

  test('a moment ahead is so many real milliseconds away, rounded up', () => {
    expect(realMsUntil(clock(RATE), ms(PLAN + DAY), real(4_000))).toBe(6_000);
    expect(realMsUntil(clock(RATE), ms(PLAN + 1), real(0))).toBe(1);
    expect(realMsUntil(clock(RATE), ms(PLAN), real(1))).toBe(0);
  });
});

describe('a clock that is set anew', () => {
  test('goes on at its new rate from where it is', () => {
    const slowed = setClock(clock(8_640), real(10_000), { rate: 1 });
    expect(planNow(slowed, real(10_000))).toBe(PLAN + DAY);
    expect(planNow(slowed, real(11_000))).toBe(PLAN + DAY + 1_000);
  });

  test('goes on at its old rate from a new moment', () => {
    const moved = setClock(clock(8_640), real(8 * HOUR), { plan: ms(PLAN + 90 * DAY) });
    expect(moved.rate).toBe(8_640);
    expect(planNow(moved, real(8 * HOUR + 10_000))).toBe(PLAN + 91 * DAY);
  });
});

test('plan time is never before its anchor, even where real time is', () => {
  expect(planNow(clock(1), real(-DAY))).toBe(PLAN);
  expect(planNow(clock(8_640), real(-DAY))).toBe(PLAN);
});

test('plan time never goes back, whatever signs of life come and however late', () => {
  const passages = fc.array(fc.record({ ms: fc.nat(60_000), sign: fc.option(fc.integer({ min: -40_000, max: 0 })) }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(fc.constantFrom(0, 1, 60, 8_640, 86_400), passages, (rate, steps) => {
      let at = 0;
      let kept = clock(rate);
      for (const step of steps) {
        const before = planNow(kept, real(at));
        at += step.ms;
        if (step.sign !== null) kept = keepAlive(kept, real(at + step.sign));
        if (planNow(kept, real(at)) < before) return false;
      }
      return true;
    }),
    { numRuns: 1_000 },
  );
});
