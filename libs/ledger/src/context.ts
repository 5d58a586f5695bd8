import type { Person } from '#domain/actor';
import type { Kind } from '#domain/command';
import { momentAt } from '#domain/decide';
import type { Fact } from '#domain/event';
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
import { heldNow } from './held.ts';

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

/** An order, by which its answer is known. */
export interface Asked {
  readonly person: string;
  readonly key: string;
  readonly kind: Kind;
}

/** The answer that an order got before. */
export interface Answered {
  /** In hexadecimal. */
  readonly hash: string;
  readonly seq: number;
  readonly facts: readonly Fact[] | null;
}

/**
 * Locks a task's row for this transaction, and reads what is around it, with the answer that the order `asked` may have
 * got before. Both go out together; the second statement begins when the first is answered, so it sees what was true once
 * the row was locked. Undefined when there is none.
 */
export const lockTask = async (
  ledger: Ledger,
  ask: Ask,
  id: string,
  asked?: Asked,
): Promise<(Locked & { readonly around: Around }) | undefined> => {
  // The clock acts on what the row itself holds, so that a broken one is found.
  const known = asked === undefined ? null : ledger.known.of(id);
  const [[row], around] = await Promise.all([
    ask<{ state: Task | null; seq: number; head: Buffer }>(LOCK, [id, known?.head ?? null]),
    aroundOf(ask, id, asked),
  ]);
  if (row === undefined) return undefined;
  if (around === undefined) throw new Error(`the plan of ${id} has no clock`);
  const { state, seq, head } = row;
  if (state !== null) return { task: state, seq, head, written: null, around };
  // The head was compared with the one sent, so there was one.
  if (known === null) throw new Error(`${id} has no state`);
  return { task: known.task, seq, head, written: known.written, around };
};

/** The clock, the calendar's version, and the units and people of a decision. */
export interface Around extends ClockRow {
  readonly calendar: number;
  readonly units: ReadonlySet<UnitId>;
  readonly members: readonly Person[];
  readonly answered: Answered | null;
}

/** What is around a task, whole; undefined when there is none of that id. */
export const readAround = async (ask: Ask, id: string): Promise<Around | undefined> =>
  whole((await ask<Row>(AROUND_WITH_OTHERS, [id, null, null]))[0]);

const aroundOf = async (ask: Ask, id: string, asked: Asked | undefined): Promise<Around | undefined> => {
  const statement = asked !== undefined && askAfterOthers.includes(asked.kind) ? AROUND_WITH_OTHERS : AROUND;
  const [row] = await ask<Row>(statement, [id, asked?.person ?? null, asked?.key ?? null]);
  return whole(row);
};

interface Row extends Omit<Around, 'units' | 'members'> {
  readonly units: readonly UnitId[] | null;
  readonly members: readonly Person[] | null;
}

const whole = (row: Row | undefined): Around | undefined =>
  row && {
    ...row,
    units: row.units === null ? unread : new Set(row.units),
    members: row.members ?? unread,
  };

/** Orders for which it matters which units there are, or who else could sign. To read that takes longer than all the rest. */
const askAfterOthers: readonly Kind[] = ['answer', 'rule', 'requestSignOff', 'signOff'];

/** A rule of another order that asks all the same must not decide on there being nobody: it is told that it is missing above. */
const unread = new Proxy([] as unknown as ReadonlySet<UnitId> & readonly Person[], {
  get: () => {
    throw new Error('broken promise: units and members were not read for this order');
  },
});

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
    units: around.units,
    members: around.members,
    upload: (id: UploadId) => (upload?.id === id ? upload : null),
  };
  return { moment: momentAt(now, await ledger.calendar(around.calendar, ask), known), at };
};

const LOCK: Statement = {
  name: 'lock',
  sql: 'select case when head = $2 then null else state end as state, seq, head from duban.task where id = $1 for update',
};

const UNITS = `coalesce((select jsonb_agg(u.id) from duban.unit u where u.plan = c.plan), '[]')`;
const MEMBERS = `coalesce((select jsonb_agg(jsonb_build_object('person', m.id, 'home', m.home, 'chairs', m.chairs) order by m.id) from (
    select p.id, p.home, jsonb_agg(jsonb_build_object('unit', o.unit, 'post', o.post) order by o.unit, o.post) as chairs
    from duban.post o join duban.person p on p.id = o.person
    where o.plan = c.plan and o.unit = any(array[t.lead, s.office, s.leading_group]) and ${heldNow('o')} group by p.id) m), '[]')`;

const around = (units: string, members: string): string => `
select c.anchor_plan, c.anchor_real, c.rate, c.seen, date_trunc('milliseconds', clock_timestamp()) as now, k.version as calendar,
  ${units} as units, ${members} as members,
  (select jsonb_build_object('hash', encode(a.body_hash, 'hex'), 'seq', a.seq_to, 'facts',
     (select jsonb_agg(e.fact order by e.seq) from duban.task_event e where e.task = a.task and e.seq between a.seq_from and a.seq_to))
   from duban.task_order a where a.task = $1 and a.person = $2 and a.key = $3) as answered
from duban.task t join duban.plan s on s.id = t.plan join duban.clock c on c.plan = t.plan cross join duban.calendar k where t.id = $1`;

const AROUND: Statement = { name: 'around', sql: around('null', 'null') };
const AROUND_WITH_OTHERS: Statement = { name: 'around-others', sql: around(UNITS, MEMBERS) };
