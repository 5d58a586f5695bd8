import { fold } from '#domain/evolve';
import type { Fact } from '#domain/event';
import type { Rung } from '#domain/tables/ladder';
import { overStages, type Task } from '#domain/task';
import type { Instant } from '#domain/time/day';

import { canonical } from './canonical.ts';
import { chained, ORIGIN } from './chain.ts';
import type { Ledger } from './open-ledger.ts';
import { projectionOf } from './projection.ts';
import { DUE_SINCE, PLAN_NOW } from './queries/read-lateness.ts';

/** A promise of the ledger that does not hold. */
export interface LedgerDifference {
  readonly task: string;
  readonly what:
    /** A fact is missing, or there is one too many. */
    | 'gap'
    /** A fact is not what it was when it was written. */
    | 'chain'
    /** The stored state is not the fold of the facts. */
    | 'state'
    /** What screens filter by is not what the state says. */
    | 'columns'
    /** A fact belongs to no order, or to two. */
    | 'orders'
    /** More is said to be routed than there is. */
    | 'routed'
    /** Facts nobody has routed, or lines nobody has carried out, for longer than half a minute. */
    | 'waiting';
  /** Where it was found: numbers and names of columns, no texts. */
  readonly found: string;
}

/** After a worker's death everything is routed within 30 s (design §3); lines fall under the same promise. */
const PATIENCE_S = 30;
const PAGE = 200;

/**
 * Holds every task against its facts: the chain from the first to the head, the fold against the state, the state against
 * the columns, and what should have been made known or carried out by now. Reads a task in one statement, so that what is
 * being written meanwhile is no difference. Writes nothing. Gives the tasks it has read and, at most `most`, what differs.
 */
export const verifyLedger = async (
  ledger: Ledger,
  { most = 200, plan = null }: { readonly most?: number; readonly plan?: string | null } = {},
): Promise<{ readonly tasks: number; readonly differences: readonly LedgerDifference[] }> => {
  const differences: LedgerDifference[] = [];
  let tasks = 0;
  for (let after = ''; ;) {
    const page = await ledger.ask<{ id: string }>(
      `select id from duban.task where id > $1 and ($2::text is null or plan = $2) order by id limit ${PAGE}`,
      [after, plan],
    );
    for (const { id } of page) {
      tasks += 1;
      differences.push(...(await verifyTask(ledger, id)));
      if (differences.length >= most) return { tasks, differences: differences.slice(0, most) };
    }
    if (page.length < PAGE) return { tasks, differences };
    after = page.at(-1)?.id ?? '';
  }
};

/** The same for one task. A task that is not there has no differences. */
export const verifyTask = async (ledger: Ledger, id: string): Promise<readonly LedgerDifference[]> => {
  const [row] = await ledger.ask<Row>(TASK, [id, PATIENCE_S]);
  if (row === undefined) return [];
  const found: LedgerDifference[] = [];
  const say = (what: LedgerDifference['what'], where: string | null): void => {
    if (where !== null) found.push({ task: id, what, found: where });
  };
  say('gap', gapIn(row));
  say('chain', breakIn(row));
  say('orders', strayIn(row));
  say('routed', row.routed_seq > row.seq ? `${row.routed_seq} of ${row.seq}` : null);
  say('waiting', row.unrouted ? `facts after ${row.routed_seq}` : row.overdue ? 'lines' : null);
  try {
    say('state', canonical(fold(row.events.map(({ fact }) => fact))) === canonical(row.state) ? null : `at ${row.seq}`);
  } catch (cause) {
    say('state', cause instanceof Error ? cause.message : String(cause));
  }
  say('columns', await strangeColumns(ledger, row));
  return found;
};

interface Row {
  readonly id: string;
  readonly state: Task;
  readonly seq: number;
  readonly routed_seq: number;
  readonly head: Buffer;
  readonly calendar: number;
  /** As text, to be compared with what the state says. */
  readonly columns: Readonly<Record<string, unknown>>;
  readonly assignments: readonly object[];
  readonly owed: readonly object[];
  readonly events: readonly {
    readonly seq: number;
    readonly fact: Fact;
    readonly person: string | null;
    readonly planAt: Instant;
    readonly at: Instant;
    readonly hash: string;
  }[];
  readonly orders: readonly { readonly from: number; readonly to: number }[];
  readonly unrouted: boolean;
  readonly overdue: boolean;
}

const gapIn = ({ events, seq }: Row): string | null => {
  const wrong = events.findIndex((event, at) => event.seq !== at + 1);
  if (wrong >= 0) return `at ${wrong + 1}`;
  return events.length === seq ? null : `${events.length} facts, not ${seq}`;
};

const breakIn = ({ id, events, head }: Row): string | null => {
  let before = ORIGIN;
  for (const { hash, ...kept } of events) {
    before = chained(before, { task: id, ...kept });
    if (before.toString('hex') !== hash) return `at ${kept.seq}`;
  }
  return before.equals(head) ? null : 'at the head';
};

/** Every fact but the first, with which a task is imported, was brought about by one order. */
const strayIn = ({ orders, seq }: Row): string | null => {
  let next = 2;
  for (const { from, to } of orders) {
    if (from !== next) return `at ${Math.min(from, next)}`;
    next = to + 1;
  }
  return next === seq + 1 || seq === 0 ? null : `at ${next}`;
};

const strangeColumns = async (ledger: Ledger, row: Row): Promise<string | null> => {
  const { state } = row;
  const {
    next_at: nextAt,
    owed_by,
    act_by,
    assignments,
    owed,
  } = projectionOf({ task: state }, await ledger.calendar(row.calendar));
  const should: Readonly<Record<string, unknown>> = {
    ...{ stage: state.stage, lead: state.lead, due: state.due.day, due_precision: state.due.precision },
    ...{ owed_by, next_at: nextAt?.getTime() ?? null, rung: highestRung(state) },
    // A calendar that came after its end does not reach a task, and by any calendar an ended one owes nothing.
    ...(!overStages.includes(state.stage) && { act_by }),
  };
  const differs = Object.keys(should).filter((name) => canonical(should[name]) !== canonical(row.columns[name]));
  if (sorted(assignments) !== sorted(row.assignments)) differs.push('assignments');
  if (sorted(owed) !== sorted(row.owed)) differs.push('obligations');
  return differs.length === 0 ? null : differs.join(', ');
};

const highestRung = ({ climbs }: Task): Rung | null =>
  Object.values(climbs)
    .flatMap(({ rung }) => rung ?? [])
    .sort()
    .at(-1) ?? null;

const sorted = (rows: readonly object[]): string => rows.map(canonical).sort().join('\n');

/** What the task's row, its facts, orders and readings look like at one moment. */
const TASK = `
select t.id, t.state, t.seq, t.routed_seq, t.head, k.version as calendar,
  jsonb_build_object('stage', t.stage, 'lead', t.lead, 'due', t.due, 'due_precision', t.due_precision, 'owed_by', t.owed_by, 'act_by', t.act_by, 'rung', t.rung,
    'next_at', (extract(epoch from t.next_at) * 1000)::bigint) as columns,
  (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'unit', a.unit, 'role', a.role, 'stage', a.stage, 'owner', a.owner,
    'issued_on', a.issued_on, 'acknowledged_on', a.acknowledged_on)), '[]') from duban.assignment a where a.task = t.id) as assignments,
  (select coalesce(jsonb_agg(jsonb_build_object('key', o.key, 'kind', o.kind, 'unit', o.unit, 'assignment', o.assignment, 'since', o.since,
    'by_day', o.by_day, 'next_on', o.next_on, 'next_rung', o.next_rung)), '[]') from duban.obligation o where o.task = t.id) as owed,
  (select coalesce(jsonb_agg(jsonb_build_object('seq', e.seq, 'fact', e.fact, 'person', e.person, 'hash', encode(e.hash, 'hex'),
    'planAt', (extract(epoch from e.plan_at) * 1000)::bigint, 'at', (extract(epoch from e.at) * 1000)::bigint) order by e.seq), '[]')
   from duban.task_event e where e.task = t.id) as events,
  (select coalesce(jsonb_agg(jsonb_build_object('from', d.seq_from, 'to', d.seq_to) order by d.seq_from, d.seq_to), '[]')
   from duban.task_order d where d.task = t.id) as orders,
  coalesce((select e.at < clock_timestamp() - make_interval(secs => $2) from duban.task_event e
    where e.task = t.id and e.seq = t.routed_seq + 1), false) as unrouted,
  coalesce((select ${DUE_SINCE} < clock_timestamp() - make_interval(secs => $2)
    from duban.clock c where c.plan = t.plan and t.next_at <= ${PLAN_NOW}), false) as overdue
from duban.task t cross join duban.calendar k where t.id = $1`;
