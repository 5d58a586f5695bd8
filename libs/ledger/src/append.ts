import type { Fact } from '#domain/event';
import { evolve } from '#domain/evolve';
import type { Task } from '#domain/task';
import type { Calendar } from '#domain/time/calendar';
import type { Instant } from '#domain/time/day';
import { chained } from './chain.ts';
import type { Ask, Statement } from './ask.ts';
import type { Written } from './known-tasks.ts';
import type { Ledger } from './open-ledger.ts';
import { type Projection, projectionOf } from './projection.ts';

/** A task's row, locked for the transaction. */
export interface Locked {
  readonly task: Task;
  readonly seq: number;
  readonly head: Buffer;
  /** What its tables hold, where that is known: only what differs is then written. */
  readonly written: Written | null;
}

/** One order with its facts, as the ledger remembers it. */
export interface Entry {
  /** A person's id, or `clock`. */
  readonly person: string;
  readonly key: string;
  readonly bodyHash: Buffer;
  readonly facts: readonly Fact[];
}

/**
 * Appends facts to a locked task: chains and keeps them, remembers their orders, folds, and refreshes what is read from
 * the state. One statement, so that an order costs one round trip here.
 */
export const append = async (
  ledger: Ledger,
  ask: Ask,
  before: Locked,
  entries: readonly Entry[],
  when: { readonly planAt: Instant; readonly at: Instant; readonly calendar: Calendar },
): Promise<{ readonly seq: number }> => {
  const events: object[] = [];
  const orders: object[] = [];
  let { task, seq, head } = before;
  for (const { person, key, bodyHash, facts } of entries) {
    orders.push({ person, key, body_hash: bodyHash.toString('hex'), seq_from: seq + 1, seq_to: seq + facts.length });
    for (const fact of facts) {
      seq += 1;
      const by = person === 'clock' ? null : person;
      head = chained(head, { task: task.id, seq, fact, person: by, planAt: when.planAt, at: when.at });
      task = evolve(task, fact);
      events.push({ seq, kind: fact.kind, fact, person: by, on_day: fact.on, hash: head.toString('hex') });
    }
  }
  const text = JSON.stringify(task);
  const known = before.written?.calendar === when.calendar ? before.written : null;
  // A word that changes nothing that decisions need leaves the state as it was, and all that is read from it.
  const isSame = known?.text === text;
  const projection = isSame ? known.projection : projectionOf({ task }, when.calendar);
  const kept = [
    ...[task.id, task.plan, JSON.stringify(events), JSON.stringify(orders)],
    ...[new Date(when.planAt), new Date(when.at), seq, head],
  ];
  if (isSame) await ask(WRITE_FACTS, kept);
  else {
    const { next_at, owed_by, act_by } = projection;
    const [statement, lists] = known === null ? whole(projection) : changes(known.projection, projection);
    await ask(statement, [...kept, text, next_at, owed_by, act_by, task.stage, ...lists]);
  }
  // Should the transaction fail after all, no row will ever have this head.
  ledger.known.keep({ task, head, written: { text, projection, calendar: when.calendar } });
  return { seq };
};

type Writing = readonly [Statement, lists: readonly unknown[]];

/** Every row of the task, whatever the tables hold. */
const whole = ({ assignments, owed }: Projection): Writing => [
  WRITE_ALL,
  [JSON.stringify(assignments), JSON.stringify(owed), assignments.map((one) => one.id), owed.map((one) => one.key)],
];

/** The rows that differ from what the tables hold. */
const changes = (before: Projection, after: Projection): Writing => {
  const parts = changed(before.assignments, after.assignments, (one) => one.id);
  const dues = changed(before.owed, after.owed, (one) => one.key);
  if ([parts.newer, parts.gone, dues.newer, dues.gone].every((list) => list.length === 0)) return [WRITE_STATE, []];
  return [WRITE_CHANGES, [JSON.stringify(parts.newer), JSON.stringify(dues.newer), parts.gone, dues.gone]];
};

const changed = <Row extends object>(
  before: readonly Row[],
  after: readonly Row[],
  keyOf: (row: Row) => string,
): { readonly newer: readonly Row[]; readonly gone: readonly string[] } => {
  const old = new Map(before.map((row) => [keyOf(row), JSON.stringify(row)]));
  const newer = after.filter((row) => old.get(keyOf(row)) !== JSON.stringify(row));
  for (const row of after) old.delete(keyOf(row));
  return { newer, gone: [...old.keys()] };
};

const KEEP = `
with kept as (
  insert into duban.task_event (task, seq, plan, kind, fact, person, on_day, plan_at, at, hash)
  select $1, e.seq, $2, e.kind, e.fact, e.person, e.on_day, $5, $6, decode(e.hash, 'hex')
  from jsonb_to_recordset($3::jsonb) as e(seq int, kind text, fact jsonb, person text, on_day date, hash text)),
 remembered as (
  insert into duban.task_order (task, person, key, body_hash, seq_from, seq_to, at)
  select $1, o.person, o.key, decode(o.body_hash, 'hex'), o.seq_from, o.seq_to, $6
  from jsonb_to_recordset($4::jsonb) as o(person text, key text, body_hash text, seq_from int, seq_to int))`;

const FOLD = `
update duban.task set seq = $7, head = $8, state = $9::jsonb, next_at = $10, owed_by = $11, act_by = $12, stage = $13,
  lead = $9::jsonb ->> 'lead', due = ($9::jsonb -> 'due' ->> 'day')::date, due_precision = $9::jsonb -> 'due' ->> 'precision',
  rung = (select max(climb.value ->> 'rung') from jsonb_each($9::jsonb -> 'climbs') climb)
where id = $1`;

/** Rows of $14 and $15 that are new or differ. */
const PROJECT = `
 assigned as (
  insert into duban.assignment as a (task, id, plan, unit, role, stage, owner, issued_on, acknowledged_on)
  select $1, n.id, $2, n.unit, n.role, n.stage, nullif(n.owner, 'null'::jsonb), n.issued_on, n.acknowledged_on
  from jsonb_to_recordset($14::jsonb) as n(id text, unit text, role text, stage text, owner jsonb, issued_on date, acknowledged_on date)
  on conflict (task, id) do update set unit = excluded.unit, role = excluded.role, stage = excluded.stage, owner = excluded.owner,
    issued_on = excluded.issued_on, acknowledged_on = excluded.acknowledged_on
  where (a.stage, a.owner, a.issued_on, a.acknowledged_on) is distinct from (excluded.stage, excluded.owner, excluded.issued_on, excluded.acknowledged_on)),
 owed as (
  insert into duban.obligation as o (task, key, plan, kind, unit, assignment, since, by_day, next_on, next_rung)
  select $1, n.key, $2, n.kind, n.unit, n.assignment, n.since, n.by_day, n.next_on, n.next_rung
  from jsonb_to_recordset($15::jsonb) as n(key text, kind text, unit text, assignment text, since date, by_day date, next_on date, next_rung text)
  on conflict (task, key) do update set unit = excluded.unit, since = excluded.since, by_day = excluded.by_day, next_on = excluded.next_on, next_rung = excluded.next_rung
  where (o.unit, o.since, o.by_day, o.next_on, o.next_rung) is distinct from (excluded.unit, excluded.since, excluded.by_day, excluded.next_on, excluded.next_rung))`;

/** $16 and $17: what stays. */
const WRITE_ALL: Statement = {
  name: 'write-all',
  sql: `${KEEP},
 parted as (delete from duban.assignment where task = $1 and id <> all($16::text[])),
 gone as (delete from duban.obligation where task = $1 and key <> all($17::text[])),
${PROJECT}${FOLD}`,
};

/** $16 and $17: what goes. */
const WRITE_CHANGES: Statement = {
  name: 'write-changes',
  sql: `${KEEP},
 parted as (delete from duban.assignment where task = $1 and id = any($16::text[])),
 gone as (delete from duban.obligation where task = $1 and key = any($17::text[])),
${PROJECT}${FOLD}`,
};

const WRITE_STATE: Statement = { name: 'write-state', sql: `${KEEP}${FOLD}` };

const WRITE_FACTS: Statement = {
  name: 'write-facts',
  sql: `${KEEP}
update duban.task set seq = $7, head = $8 where id = $1`,
};
