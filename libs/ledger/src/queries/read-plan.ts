import type { Calendar } from '#domain/time/calendar';
import type { PlanId } from '#domain/task';
import { type Day, dayOf, type Instant } from '#domain/time/day';
import { type PlanClock, planNow } from '#domain/time/plan-clock';
import type { Seats, Unit, UnitId } from '#domain/unit';
import { type ClockRow, clockOf, instant } from '../context.ts';
import type { Statement } from '../ask.ts';
import type { Ledger } from '../open-ledger.ts';

/** A unit of a plan with both its names. */
export type NamedUnit = Unit & { readonly nameEn: string };

/** A plan with everything that reading it takes: its seats and units, the calendar in force, and its day. */
export interface PlanRecord {
  readonly id: PlanId;
  readonly title: string;
  readonly importedAt: Date;
  readonly tasks: number;
  readonly seats: Seats;
  /** In the plan's own order. */
  readonly units: readonly NamedUnit[];
  readonly clock: PlanClock;
  readonly planNow: Instant;
  readonly today: Day;
  readonly mayPlay: boolean;
  readonly calendar: Calendar;
}

/** Of a plan what a list of its tasks takes. */
export type PlanHead = Pick<PlanRecord, 'id' | 'seats' | 'today' | 'calendar'>;

/** The plan that a task's id names; the number is what stands behind the last dash. */
export const planOf = (task: string): PlanId =>
  // An id that names no plan finds none.
  task.replace(/-\d+$/, '') as PlanId;

interface Row extends ClockRow {
  readonly id: PlanId;
  readonly title: string;
  readonly imported_at: Date;
  readonly tasks: number;
  readonly office: UnitId;
  readonly leading_group: UnitId;
  readonly inspectorate: UnitId;
  readonly may_play: boolean;
  readonly units: NamedUnit[];
  readonly calendar: number;
}

/** Reads a plan; undefined when there is none of that name. */
export const readPlan = async (ledger: Ledger, plan: string): Promise<PlanRecord | undefined> => {
  const [row] = await ledger.ask<Row>(PLAN, [plan]);
  if (row === undefined) return undefined;
  const clock = clockOf(row);
  const now = planNow(clock, instant(row.now));
  return {
    id: row.id,
    title: row.title,
    importedAt: row.imported_at,
    tasks: row.tasks,
    seats: seatsOf(row),
    units: row.units,
    clock,
    planNow: now,
    today: dayOf(now),
    mayPlay: row.may_play,
    calendar: await ledger.calendar(row.calendar),
  };
};

/** The same without its units, which take longer to read than the rest. */
export const readPlanHead = async (ledger: Ledger, plan: string): Promise<PlanHead | undefined> => {
  const [row] = await ledger.ask<Omit<Row, 'units'>>(HEAD, [plan]);
  return (
    row && {
      id: row.id,
      seats: seatsOf(row),
      today: dayOf(planNow(clockOf(row), instant(row.now))),
      calendar: await ledger.calendar(row.calendar),
    }
  );
};

const seatsOf = (row: Pick<Row, 'office' | 'leading_group' | 'inspectorate'>): Seats => ({
  office: row.office,
  leadingGroup: row.leading_group,
  inspectorate: row.inspectorate,
});

const HEAD: Statement = {
  name: 'plan-head',
  sql: `
select p.id, p.office, p.leading_group, p.inspectorate, c.anchor_plan, c.anchor_real, c.rate, c.seen, clock_timestamp() as now, k.version as calendar
from duban.plan p join duban.clock c on c.plan = p.id cross join duban.calendar k where p.id = $1`,
};

const PLAN: Statement = {
  name: 'plan',
  sql: `
select p.id, p.title, p.imported_at, p.office, p.leading_group, p.inspectorate, p.clock_may_play as may_play,
  (select count(*)::int from duban.task t where t.plan = p.id) as tasks,
  (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'nameEn', u.name_en, 'kind', u.kind) order by u.position), '[]')
   from duban.unit u where u.plan = p.id) as units,
  c.anchor_plan, c.anchor_real, c.rate, c.seen, clock_timestamp() as now, k.version as calendar
from duban.plan p join duban.clock c on c.plan = p.id cross join duban.calendar k
where p.id = $1`,
};
