import { agenda, type Line } from '#domain/agenda';
import type { Fact } from '#domain/event';
import { evolve } from '#domain/evolve';
import { obligations } from '#domain/obligations';
import { actBy } from '#domain/open-questions';
import type { Task } from '#domain/task';
import type { Calendar } from '#domain/time/calendar';
import type { Day, Instant } from '#domain/time/day';
import { chained } from './chain.ts';
import type { Ask, Statement } from './ask.ts';

/** A task's row, locked for the transaction. */
export interface Locked {
  readonly task: Task;
  readonly seq: number;
  readonly head: Buffer;
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
  ask: Ask,
  before: Locked,
  entries: readonly Entry[],
  when: { readonly planAt: Instant; readonly at: Instant; readonly calendar: Calendar },
): Promise<Locked> => {
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
  const after = { task, seq, head };
  const read = projectionOf(after, when.calendar);
  await ask(WRITE, [
    task.id,
    task.plan,
    JSON.stringify(events),
    JSON.stringify(orders),
    new Date(when.planAt),
    new Date(when.at),
    seq,
    JSON.stringify(task),
    head,
    read.next_at,
    read.owed_by,
    read.act_by,
    JSON.stringify(read.assignments),
    JSON.stringify(read.owed),
    task.stage,
  ]);
  return after;
};

/** What screens filter by, read from the state, in the columns of the ledger. */
export interface Projection {
  readonly next_at: Date | null;
  readonly owed_by: Day | null;
  readonly act_by: Day;
  readonly assignments: readonly object[];
  readonly owed: readonly object[];
}

export const projectionOf = ({ task }: Pick<Locked, 'task'>, calendar: Calendar): Projection => {
  const lines = agenda(task, calendar);
  const firsts = new Map<string, Line>();
  for (const line of lines)
    if (line.obligation !== null && !firsts.has(line.obligation)) firsts.set(line.obligation, line);
  const owed = obligations(task, calendar).map((one) => {
    const next = firsts.get(one.key);
    return {
      key: one.key,
      kind: one.kind,
      unit: one.unit,
      assignment: one.assignment,
      since: one.since,
      by_day: one.by,
      next_on: next?.on ?? null,
      next_rung: next?.rung ?? null,
    };
  });
  const [next] = lines;
  return {
    next_at: next === undefined ? null : new Date(next.at),
    owed_by: owed.map((one) => one.by_day).sort()[0] ?? null,
    act_by: actBy(task, calendar),
    owed,
    assignments: task.assignments.map((one) => ({
      id: one.id,
      unit: one.unit,
      role: one.role,
      stage: one.stage,
      owner: one.owner,
      issued_on: one.issuedOn,
      acknowledged_on: one.acknowledged?.on ?? null,
    })),
  };
};

const PROJECT = `
 gone as (delete from duban.obligation o where o.task = $1 and not exists (select 1 from jsonb_to_recordset($14::jsonb) as n(key text) where n.key = o.key)),
 parted as (delete from duban.assignment a where a.task = $1 and not exists (select 1 from jsonb_to_recordset($13::jsonb) as n(id text) where n.id = a.id)),
 assigned as (
  insert into duban.assignment as a (task, id, plan, unit, role, stage, owner, issued_on, acknowledged_on)
  select $1, n.id, $2, n.unit, n.role, n.stage, nullif(n.owner, 'null'::jsonb), n.issued_on, n.acknowledged_on
  from jsonb_to_recordset($13::jsonb) as n(id text, unit text, role text, stage text, owner jsonb, issued_on date, acknowledged_on date)
  on conflict (task, id) do update set unit = excluded.unit, role = excluded.role, stage = excluded.stage, owner = excluded.owner,
    issued_on = excluded.issued_on, acknowledged_on = excluded.acknowledged_on
  where (a.stage, a.owner, a.issued_on, a.acknowledged_on) is distinct from (excluded.stage, excluded.owner, excluded.issued_on, excluded.acknowledged_on)),
 owed as (
  insert into duban.obligation as o (task, key, plan, kind, unit, assignment, since, by_day, next_on, next_rung)
  select $1, n.key, $2, n.kind, n.unit, n.assignment, n.since, n.by_day, n.next_on, n.next_rung
  from jsonb_to_recordset($14::jsonb) as n(key text, kind text, unit text, assignment text, since date, by_day date, next_on date, next_rung text)
  on conflict (task, key) do update set unit = excluded.unit, since = excluded.since, by_day = excluded.by_day, next_on = excluded.next_on, next_rung = excluded.next_rung
  where (o.unit, o.since, o.by_day, o.next_on, o.next_rung) is distinct from (excluded.unit, excluded.since, excluded.by_day, excluded.next_on, excluded.next_rung))
update duban.task set seq = $7, state = $8::jsonb, head = $9, next_at = $10, owed_by = $11, act_by = $12, stage = $15,
  lead = $8::jsonb ->> 'lead', due = ($8::jsonb -> 'due' ->> 'day')::date, due_precision = $8::jsonb -> 'due' ->> 'precision'
where id = $1`;

const WRITE: Statement = {
  name: 'write',
  sql: `
with kept as (
  insert into duban.task_event (task, seq, plan, kind, fact, person, on_day, plan_at, at, hash)
  select $1, e.seq, $2, e.kind, e.fact, e.person, e.on_day, $5, $6, decode(e.hash, 'hex')
  from jsonb_to_recordset($3::jsonb) as e(seq int, kind text, fact jsonb, person text, on_day date, hash text)),
 remembered as (
  insert into duban.task_order (task, person, key, body_hash, seq_from, seq_to, at)
  select $1, o.person, o.key, decode(o.body_hash, 'hex'), o.seq_from, o.seq_to, $6
  from jsonb_to_recordset($4::jsonb) as o(person text, key text, body_hash text, seq_from int, seq_to int)),
${PROJECT}`,
};
