import type { Person } from '#domain/actor';
import { momentAt } from '#domain/decide';
import type { Moment } from '#domain/rules/rule';
import type { Task } from '#domain/task';
import { type PlanClock, planNow } from '#domain/time/plan-clock';
import { instantOf, type Instant } from '#domain/time/day';
import type { UnitId } from '#domain/unit';
import type { UploadId } from '#domain/upload';
import type { Locked } from './append.ts';
import type { Ask } from './ask.ts';
import type { Ledger } from './open-ledger.ts';
import { readUpload } from './uploads.ts';

/** A clock's row with the database's own time: all processes then agree on what time it is. */
export interface ClockRow {
  readonly anchor_plan: Date;
  readonly anchor_real: Date;
  readonly rate: number;
  readonly seen: Date;
  readonly now: Date;
}

export const clockOf = (row: ClockRow): PlanClock => ({
  anchorPlan: instant(row.anchor_plan),
  anchorReal: instant(row.anchor_real),
  rate: row.rate,
  seen: instant(row.seen),
});

export const instant = (date: Date): Instant => date.getTime() as Instant;

/** Locks a task's row for this transaction; undefined when there is none. */
export const lockTask = async (ask: Ask, id: string): Promise<Locked | undefined> => {
  const [row] = await ask<{ state: Task; seq: number; head: Buffer }>(
    'select state, seq, head from duban.task where id = $1 for update',
    [id],
  );
  return row && { task: row.state, seq: row.seq, head: row.head };
};

/** Plan time, calendar and units around a decision, read after the lock. */
export interface Surroundings {
  readonly moment: Moment;
  readonly at: Instant;
}

/**
 * Reads the surroundings of a decision on `task`, with the upload that the order speaks of. Plan time never goes below the
 * last fact's plan day.
 */
export const surroundingsOf = async (
  ledger: Ledger,
  ask: Ask,
  task: Task,
  named: UploadId | null = null,
): Promise<Surroundings> => {
  const [row] = await ask<ClockRow & { calendar: number; units: UnitId[]; members: Person[] | null }>(SURROUNDINGS, [
    task.plan,
    [task.lead, task.seats.office, task.seats.leadingGroup],
  ]);
  if (row === undefined) throw new Error(`plan ${task.plan} has no clock`);
  const upload = named === null ? null : await readUpload(ask, task.plan, named);
  const at = instant(row.now);
  const now = Math.max(planNow(clockOf(row), at), instantOf(task.lastOn, '0:00')) as Instant;
  const around = {
    units: new Set(row.units),
    members: row.members ?? [],
    upload: (id: UploadId) => (upload?.id === id ? upload : null),
  };
  return { moment: momentAt(now, await ledger.calendar(row.calendar, ask), around), at };
};

const SURROUNDINGS = `
select c.anchor_plan, c.anchor_real, c.rate, c.seen, date_trunc('milliseconds', clock_timestamp()) as now, k.version as calendar,
  (select array_agg(u.id) from duban.unit u where u.plan = c.plan) as units,
  (select jsonb_agg(jsonb_build_object('person', m.id, 'home', m.home, 'chairs', m.chairs) order by m.id) from (
    select p.id, p.home, jsonb_agg(jsonb_build_object('unit', o.unit, 'post', o.post) order by o.unit, o.post) as chairs
    from duban.post o join duban.person p on p.id = o.person where o.plan = c.plan and o.unit = any($2) and (o.until is null or duban.is_held(o.plan, o.until)) group by p.id) m) as members
from duban.clock c cross join duban.calendar k where c.plan = $1`;
