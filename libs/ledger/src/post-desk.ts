import { morningAt, morningFor, newsAt } from '#domain/rounds';
import { hours } from '#domain/tables/ladder';
import type { PlanId } from '#domain/task';
import { type Day, dayOf, type Instant, instantOf } from '#domain/time/day';
import { planNow, realMsUntil } from '#domain/time/plan-clock';
import { type ClockRow, clockOf, instant } from './context.ts';
import type { Ask } from './ask.ts';
import { type Doubt, unknownStates } from './letters.ts';
import type { Ledger } from './open-ledger.ts';
import { type PostHours, postHours, type PostTime } from './post-hours.ts';

/** One going-round of the postman: everything known by then, one letter per person and form. */
export interface Round {
  readonly kind: 'morning' | 'news';
  /** Plan time. */
  readonly at: Instant;
  readonly day: Day;
}

/** What the postman finds on his desk. */
export interface PostDesk {
  /** A round's hour has come. */
  readonly round: boolean;
  /** It has come, but what it should take is still being made: lines of its morning, or a dispatch. */
  readonly waiting: boolean;
  /** Letters that can be sent or cleared up now. */
  readonly letters: number;
  /** Real milliseconds until there is something to do; null when nothing lies ahead or the clock stands. */
  readonly wakeInMs: number | null;
}

/** A round that waits asks again after this long; an order to dispatch or carry out takes about as much. */
const ASK_AGAIN_MS = 500;
const LEAST_WAIT_MS = 50;

export interface PostState extends PostTime {
  readonly lastMorning: Day | null;
  readonly firstMorningNotice: Day | null;
  readonly firstNews: Instant | null;
  readonly lastNews: Instant | null;
  readonly dispatching: boolean;
}

/** Reads what decides the next round; undefined when there is no such plan. */
export const readPost = async (ledger: Ledger, ask: Ask, plan: PlanId): Promise<PostState | undefined> => {
  const [row] = await ask<
    ClockRow & {
      clock_version: number;
      calendar: number;
      last_morning: Day | null;
      first_morning: Day | null;
      first_news: Date | null;
      last_news: Date | null;
      dispatching: boolean;
    }
  >(POST, [plan]);
  return (
    row && {
      clock: clockOf(row),
      clockVersion: row.clock_version,
      realNow: instant(row.now),
      calendar: await ledger.calendar(row.calendar, ask),
      lastMorning: row.last_morning,
      firstMorningNotice: row.first_morning,
      firstNews: row.first_news && instant(row.first_news),
      lastNews: row.last_news && instant(row.last_news),
      dispatching: row.dispatching,
    }
  );
};

/** The next round, whether its hour has come or not; null when nothing waits to be told. */
export const nextRound = (post: PostState): Round | null => {
  const day =
    post.firstMorningNotice === null ? null : morningFor(post.calendar, post.firstMorningNotice, post.lastMorning);
  const morning: Round | null = day === null ? null : { kind: 'morning', at: morningAt(day), day };
  const newsHour = post.firstNews === null ? null : newsAt(post.calendar, post.firstNews, post.lastNews);
  const news: Round | null = newsHour === null ? null : { kind: 'news', at: newsHour, day: dayOf(newsHour) };
  if (morning === null || news === null) return morning ?? news;
  return news.at <= morning.at ? news : morning;
};

/**
 * Whether a round whose hour has come must still wait: for facts of before its hour that nobody has routed, news for a
 * dispatch under way, a morning for its 08:30 lines.
 */
export const mustWait = async (ask: Ask, plan: PlanId, post: PostState, round: Round): Promise<boolean> => {
  if (round.kind === 'news' && post.dispatching) return true;
  const [open] = await ask<{ lines: boolean; facts: boolean }>(OPEN, [
    plan,
    new Date(instantOf(round.day, hours.lines)),
    new Date(round.at),
  ]);
  return open?.facts === true || (round.kind === 'morning' && open?.lines === true);
};

/** Looks at the postman's desk without changing anything. While the clock stands nothing leaves. */
export const lookAtPost = async (ledger: Ledger, plan: PlanId, doubt: Doubt): Promise<PostDesk> => {
  const post = await readPost(ledger, ledger.ask, plan);
  if (post === undefined || post.clock.rate === 0) return { round: false, waiting: false, letters: 0, wakeInMs: null };
  const next = nextRound(post);
  const due = next !== null && next.at <= planNow(post.clock, post.realNow);
  const waiting = due && (await mustWait(ledger.ask, plan, post, next));
  const { letters, next_ms: lettersMs } = await unsettled(ledger, plan, doubt, postHours(post));
  const waits = [
    next === null ? null : due ? ASK_AGAIN_MS : realMsUntil(post.clock, next.at, post.realNow),
    lettersMs,
  ].filter((ms) => ms !== null);
  return {
    round: due && !waiting,
    waiting,
    letters,
    wakeInMs: waits.length === 0 ? null : Math.max(LEAST_WAIT_MS, Math.min(...waits)),
  };
};

/** Letters that can be worked on now, and real milliseconds until the next one can be. */
const unsettled = async (
  ledger: Ledger,
  plan: PlanId,
  doubt: Doubt,
  { opensInMs, lastRound }: PostHours,
): Promise<{ letters: number; next_ms: number | null }> => {
  const [row] = await ledger.ask<{ letters: number; next_ms: number | null }>(UNSETTLED, [
    plan,
    doubt.afterMs / 1000,
    unknownStates(doubt),
    opensInMs / 1000,
    lastRound,
  ]);
  return row ?? { letters: 0, next_ms: null };
};

const POST = `
select c.anchor_plan, c.anchor_real, c.rate, c.seen, c.version as clock_version, clock_timestamp() as now, k.version as calendar, p.last_morning, p.last_news,
  (select min(n.on_day) from duban.notice n where n.plan = p.id and n.letter is null and n.dropped is null and not n.news) as first_morning,
  (select min(n.plan_at) from duban.notice n where n.plan = p.id and n.letter is null and n.dropped is null and n.news) as first_news,
  exists (select 1 from duban.admin_event e where e.plan = p.id and e.kind = 'dispatch' and not e.done) as dispatching
from duban.plan p join duban.clock c on c.plan = p.id cross join duban.calendar k where p.id = $1`;

const OPEN = `
select exists (select 1 from duban.task where plan = $1 and next_at <= $2) as lines,
  exists (select 1 from duban.task t join duban.task_event e on e.task = t.id and e.seq > t.routed_seq
    where t.plan = $1 and t.seq > t.routed_seq and e.plan_at <= $3) as facts`;

const UNSETTLED = `
with open as (
  select case when state <> 'waiting' then marked_at + make_interval(secs => $2)
    when attempts = 0 and round_at = $5 then next_try_at else greatest(next_try_at, now() + make_interval(secs => $4)) end as at
  from duban.letter where plan = $1 and (state = 'waiting' or state = any($3)))
select count(*) filter (where at <= clock_timestamp())::int as letters,
  ceil(extract(epoch from min(at) filter (where at > clock_timestamp()) - clock_timestamp()) * 1000)::float8 as next_ms
from open`;
