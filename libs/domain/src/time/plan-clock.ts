import type { Instant } from './day.ts';

/** Plan time as a function of real time (regulation §8): `planNow = anchorPlan + (realNow − anchorReal) × rate`. */
export interface PlanClock {
  readonly anchorPlan: Instant;
  readonly anchorReal: Instant;
  /** Plan milliseconds per real millisecond: 1 in production, 0 frozen, 8,640 plays a day in ten seconds. */
  readonly rate: number;
  /** When a worker last said that it lives; a playing clock runs no further than this plus the grace. */
  readonly seen: Instant;
}

/** The fastest play: a plan day in one second, for timers fire up to a second late. */
export const FASTEST_RATE = 86_400;
/** A playing clock outlives its last sign of a worker by this long; the sign comes every 5 s, so two may be missed. */
export const SEEN_GRACE_MS = 15_000;

/** A clock that neither stands nor keeps real time plays: it runs only while a worker lives. */
export const isPlaying = (clock: PlanClock): boolean => clock.rate !== 0 && clock.rate !== 1;

/** Plan time at a real moment. Never before the anchor. */
export const planNow = (clock: PlanClock, realNow: Instant): Instant => {
  const until = isPlaying(clock) ? Math.min(realNow, clock.seen + SEEN_GRACE_MS) : realNow;
  // Sums of instants are instants; rounded, so that plan time is a whole number of milliseconds.
  return Math.round(clock.anchorPlan + Math.max(0, until - clock.anchorReal) * clock.rate) as Instant;
};

/** Real milliseconds until plan time reaches `at`; 0 when it has, null when the clock stands. */
export const realMsUntil = (clock: PlanClock, at: Instant, realNow: Instant): number | null => {
  const ahead = at - planNow(clock, realNow);
  if (ahead <= 0) return 0;
  return clock.rate === 0 ? null : Math.ceil(ahead / clock.rate);
};

/**
 * The clock after a worker's sign of life: after a gap it goes on from where it stopped, not from where it would be. A
 * sign that arrives late, or from a machine whose clock is behind, takes nothing back.
 */
export const keepAlive = (clock: PlanClock, realNow: Instant): PlanClock =>
  isPlaying(clock) && realNow > clock.seen + SEEN_GRACE_MS
    ? { ...clock, anchorPlan: planNow(clock, realNow), anchorReal: realNow, seen: realNow }
    : { ...clock, seen: realNow > clock.seen ? realNow : clock.seen };

/** The clock set anew: from `plan` on (default: where it is) at `rate` (default: as before). */
export const setClock = (
  clock: PlanClock,
  realNow: Instant,
  to: { readonly plan?: Instant; readonly rate?: number },
): PlanClock => ({
  anchorPlan: to.plan ?? planNow(clock, realNow),
  anchorReal: realNow,
  rate: to.rate ?? clock.rate,
  seen: realNow,
});
