import type { PersonId } from '#domain/actor';
import type { PlanId } from '#domain/task';
import { addDays, type Day, dayOf, type Instant, instantOf } from '#domain/time/day';
import { isPlaying, keepAlive, type PlanClock, planNow, setClock } from '#domain/time/plan-clock';
import { type ClockRow, clockOf, instant } from './context.ts';
import type { Ask } from './ask.ts';
import type { Ledger } from './open-ledger.ts';

/** A plan's clock as people see it. */
export interface ClockReading {
  readonly plan: PlanId;
  readonly planNow: Instant;
  readonly planDay: Day;
  readonly rate: number;
  readonly mayPlay: boolean;
  readonly version: number;
}

/** After so many plan days without an act of a person a playing clock falls to rate 1: nobody is watching. */
const IDLE_DAYS = 60;

type Row = ClockRow & {
  readonly plan: PlanId;
  readonly version: number;
  readonly may_play: boolean;
  readonly set_at: Date;
};

const CLOCK = `
select c.plan, c.anchor_plan, c.anchor_real, c.rate, c.seen, c.version, c.set_at, p.clock_may_play as may_play, clock_timestamp() as now
from duban.clock c join duban.plan p on p.id = c.plan`;

/** Reads a plan's clock; undefined when there is no such plan. */
export const readClock = async (ledger: Ledger, plan: string): Promise<ClockReading | undefined> => {
  const [row] = await ledger.ask<Row>(`${CLOCK} where c.plan = $1`, [plan]);
  return row && reading(row);
};

export type ClockSet =
  | { readonly verdict: 'set'; readonly clock: ClockReading }
  | { readonly verdict: 'noSuchPlan' }
  | { readonly verdict: 'mayNotPlay' }
  /** Plan time never goes below the last fact's plan day. */
  | { readonly verdict: 'beforeLastFact'; readonly lastDay: Day };

/** Moves a plan's clock, changes its rate, or both. Every open task hears of it through the plan's workflow. */
export const moveClock = async (
  ledger: Ledger,
  plan: string,
  by: PersonId,
  to: { readonly plan?: Instant; readonly rate?: number },
): Promise<ClockSet> => {
  const done = await ledger.transact<ClockSet>(async (ask) => {
    const row = await lockClock(ask, plan);
    if (row === undefined) return { verdict: 'noSuchPlan' };
    if (!row.may_play) return { verdict: 'mayNotPlay' };
    const now = instant(row.now);
    const next = setClock(clockOf(row), now, to);
    const [last] = await ask<{ day: Day | null }>('select max(on_day) as day from duban.task_event where plan = $1', [
      plan,
    ]);
    if (last?.day != null && next.anchorPlan < instantOf(last.day, '0:00'))
      return { verdict: 'beforeLastFact', lastDay: last.day };
    await ask(
      `with written as (update duban.clock set anchor_plan = $2, anchor_real = $3, rate = $4, seen = $3, version = version + 1, set_at = $2 where plan = $1)
       insert into duban.admin_event (plan, kind, person, key, body, plan_at, at, done) values ($1, 'clockSet', $5, $6, $7, $2, $3, true)`,
      [
        plan,
        new Date(next.anchorPlan),
        new Date(now),
        next.rate,
        by,
        `clock-${row.version + 1}`,
        JSON.stringify({ rate: next.rate, planNow: next.anchorPlan }),
      ],
    );
    return {
      verdict: 'set',
      clock: {
        ...reading(row),
        rate: next.rate,
        planNow: next.anchorPlan,
        planDay: dayOf(next.anchorPlan),
        version: row.version + 1,
      },
    };
  });
  if (done.verdict === 'set') ledger.announce(`plan:${plan}`);
  return done;
};

/** The worker's sign of life for every playing clock; names the plans whose clock fell to rate 1 for want of people. */
export const keepClocks = async (ledger: Ledger): Promise<readonly PlanId[]> => {
  const playing = await ledger.ask<{ plan: PlanId }>('select plan from duban.clock where rate not in (0, 1)');
  const idle: PlanId[] = [];
  for (const { plan } of playing) if (await keepClock(ledger, plan)) idle.push(plan);
  return idle;
};

const keepClock = async (ledger: Ledger, plan: PlanId): Promise<boolean> => {
  const fell = await ledger.transact(async (ask) => {
    const row = await lockClock(ask, plan);
    if (row === undefined || !isPlaying(clockOf(row))) return false;
    const now = instant(row.now);
    const alive = keepAlive(clockOf(row), now);
    const lastAct = await lastActOf(ask, plan, instant(row.set_at));
    const today = dayOf(planNow(alive, now));
    if (today <= addDays(dayOf(lastAct), IDLE_DAYS)) {
      await writeClock(ask, plan, alive, 0);
      return false;
    }
    await writeClock(ask, plan, setClock(alive, now, { rate: 1 }), 1);
    return true;
  });
  if (fell) ledger.announce(`plan:${plan}`);
  return fell;
};

const lastActOf = async (ask: Ask, plan: PlanId, setAt: Instant): Promise<Instant> => {
  const [act] = await ask<{ at: Date | null }>(
    'select max(plan_at) as at from duban.task_event where plan = $1 and person is not null',
    [plan],
  );
  return Math.max(setAt, act?.at?.getTime() ?? 0) as Instant;
};

const writeClock = async (ask: Ask, plan: PlanId, clock: PlanClock, versions: 0 | 1): Promise<void> => {
  await ask(
    'update duban.clock set anchor_plan = $2, anchor_real = $3, rate = $4, seen = $5, version = version + $6 where plan = $1',
    [plan, new Date(clock.anchorPlan), new Date(clock.anchorReal), clock.rate, new Date(clock.seen), versions],
  );
};

const lockClock = async (ask: Ask, plan: string): Promise<Row | undefined> => {
  const [row] = await ask<Row>(`${CLOCK} where c.plan = $1 for update of c`, [plan]);
  return row;
};

const reading = (row: Row): ClockReading => {
  const now = planNow(clockOf(row), instant(row.now));
  return {
    plan: row.plan,
    planNow: now,
    planDay: dayOf(now),
    rate: row.rate,
    mayPlay: row.may_play,
    version: row.version,
  };
};
