import { closesAt, lastRoundAt, opensAt } from '#domain/rounds';
import type { Calendar } from '#domain/time/calendar';
import type { Instant } from '#domain/time/day';
import { isPlaying, type PlanClock, planNow } from '#domain/time/plan-clock';

/** By what a plan's postman reckons. */
export interface PostTime {
  readonly clock: PlanClock;
  readonly clockVersion: number;
  readonly realNow: Instant;
  readonly calendar: Calendar;
}

/** What may leave now, and for how long. */
export interface PostHours {
  /** Real milliseconds until letters may leave, 0 when they may. */
  readonly opensInMs: number;
  /** The day's last round, whose letters are given a quarter of an hour for their first attempt. */
  readonly lastRound: Date | null;
  /** Real milliseconds for which all of this holds. */
  readonly forMs: number;
  /** Of the clock by which it holds. */
  readonly clockVersion: number;
}

/** A clock that plays outruns its letters, and one that stands lets none leave: there the hour of their round counts. */
export const postHours = ({ clock, clockVersion, realNow, calendar }: PostTime): PostHours => {
  if (clock.rate === 0 || isPlaying(clock)) return { opensInMs: 0, lastRound: null, forMs: Infinity, clockVersion };
  const now = planNow(clock, realNow);
  const opening = opensAt(calendar, now);
  const last = lastRoundAt(calendar, now);
  const forMs = (opening > now ? (last?.until ?? opening) : closesAt(now)) - now;
  return { opensInMs: opening - now, lastRound: last === null ? null : new Date(last.at), forMs, clockVersion };
};
