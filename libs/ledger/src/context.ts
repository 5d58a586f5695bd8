import type { Person } from '#domain/actor';
import { momentAt } from '#domain/decide';
import type { Moment } from '#domain/rules/rule';
import type { Task } from '#domain/task';
import { type PlanClock, planNow } from '#domain/time/plan-clock';
import { instantOf, type Instant } from '#domain/time/day';
import type { UnitId } from '#domain/unit';
import type { UploadId } from '#domain/upload';
import type { Locked } from './append.ts';
import type { Ask, Statement } from './ask.ts';
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

/**
 * Locks a task's row for this transaction, and reads what is around it. Both go out together; the second statement begins
 * when the first is answered, so it sees what was true once the row was locked. Undefined when there is none.
 */
export const lockTask = async (ask: Ask, id: string): Promise<(Locked & { readonly around: Around }) | undefined> => {
  const [[row], around] = await Promise.all([
    ask<{ state: Task; seq: number; head: Buffer }>(LOCK, [id]),
    readAround(ask, id),
  ]);
  if (row === undefined) return undefined;
  if (around === undefined) throw new Error(`the plan of ${id} has no clock`);
  return { task: row.state, seq: row.seq, head: row.head, around };
};

/** What is around a task; undefined when there is none of that id. */
export const readAround = async (ask: Ask, id: string): Promise<Around | undefined> =>
  (await ask<Around>(AROUND, [id]))[0];

/** The clock, the calendar's version, and the units and people of a decision. */
export interface Around extends ClockRow {
  readonly calendar: number;
  readonly units: readonly UnitId[];
  readonly members: readonly Person[];
}

/** Plan time, calendar and units around a decision, read after the lock. */
export interface Surroundings {
  readonly moment: Moment;
  readonly at: Instant;
}

/**
 * The surroundings of a decision on a locked task, with the upload that the order speaks of. Plan time never goes below
 * the last fact's plan day.
 */
export const surroundingsOf = async (
  ledger: Ledger,
  ask: Ask,
  { task, around }: { readonly task: Task; readonly around: Around },
  named: UploadId | null = null,
): Promise<Surroundings> => {
  const upload = named === null ? null : await readUpload(ask, task.plan, named);
  const at = instant(around.now);
  const now = Math.max(planNow(clockOf(around), at), instantOf(task.lastOn, '0:00')) as Instant;
  const known = {
    units: new Set(around.units),
    members: around.members,
    upload: (id: UploadId) => (upload?.id === id ? upload : null),
  };
  return { moment: momentAt(now, await ledger.calendar(around.calendar, ask), known), at };
};

const LOCK: Statement = {
  name: 'lock',
  sql: 'select state, seq, head from duban.task where id = $1 for update',
};

const AROUND: Statement = {
  name: 'around',
  sql: `
select c.anchor_plan, c.anchor_real, c.rate, c.seen, date_trunc('milliseconds', clock_timestamp()) as now, k.version as calendar,
  coalesce((select jsonb_agg(u.id) from duban.unit u where u.plan = c.plan), '[]') as units,
  coalesce((select jsonb_agg(jsonb_build_object('person', m.id, 'home', m.home, 'chairs', m.chairs) order by m.id) from (
    select p.id, p.home, jsonb_agg(jsonb_build_object('unit', o.unit, 'post', o.post) order by o.unit, o.post) as chairs
    from duban.post o join duban.person p on p.id = o.person
    where o.plan = c.plan and o.unit = any(array[t.lead, s.office, s.leading_group]) and (o.until is null or duban.is_held(o.plan, o.until)) group by p.id) m), '[]') as members
from duban.task t join duban.plan s on s.id = t.plan join duban.clock c on c.plan = t.plan cross join duban.calendar k where t.id = $1`,
};
