import { openConductor } from '#conductor/conductor';
import type { Fact } from '#domain/event';
import { canonical } from '#ledger/canonical';
import { lookAtPost } from '#ledger/post-desk';
import { verify } from '../../apps/worker/src/verify.ts';
import { type Given, STRANGE } from './actors.ts';
import type { Counts, Evidence } from './evidence.ts';
import { brokenLetters } from './letters.ts';
import { brokenNotices } from './notices.ts';

export interface Checked {
  readonly violations: readonly string[];
  readonly counts: Counts;
}

/** A catcher answers at once; what the product itself goes by. */
const DOUBT = { afterMs: 2_000, canAsk: true };
const MOST_NAMED = 8;

/** What must hold whenever nothing is under way: histories and ledger agree, and every fact has been made known. */
export const standing = async ({ ledger, temporal }: Evidence): Promise<readonly string[]> => {
  const conductor = openConductor(temporal, 'duban');
  try {
    const { differences } = await verify(ledger, conductor);
    const unrouted = await ledger.ask<{ id: string }>('select id from duban.task where seq > routed_seq order by id');
    const failed: string[] = [];
    const broken = `ExecutionStatus in ('Failed', 'Terminated', 'TimedOut', 'Canceled')`;
    for await (const one of conductor.client.workflow.list({ query: broken }))
      failed.push(`${one.workflowId} ended as ${one.status.name}`);
    return [
      ...differences.map(({ kind, id, what, found }) => `${kind} ${id}: ${what} ${found}`),
      ...unrouted.map(({ id }) => `${id}: has facts nobody has routed`),
      ...failed,
    ];
  } finally {
    await conductor.close();
  }
};

/** What is still under way with lines, rounds and letters; empty when all has come to rest. */
export const unfinished = async ({ ledger, plan }: Evidence): Promise<readonly string[]> => {
  const [lines] = await ledger.ask<{ n: number }>(
    `select count(*)::int as n from duban.task t join duban.clock c on c.plan = t.plan
     where t.next_at <= c.anchor_plan + (clock_timestamp() - c.anchor_real) * c.rate`,
  );
  const [plans] = await ledger.ask<{ n: number }>(
    `select count(*)::int as n from duban.plan p join duban.clock c on c.plan = p.id where p.spread_version < c.version`,
  );
  const desk = await lookAtPost(ledger, plan, DOUBT);
  const letters = await ledger.ask<{ state: string; n: number }>(
    `select state, count(*)::int as n from duban.letter where state in ('waiting', 'sending', 'doubtful') group by state`,
  );
  return [
    ...((lines?.n ?? 0) > 0 ? [`${lines?.n ?? 0} tasks have lines that are due`] : []),
    ...((plans?.n ?? 0) > 0 ? ['the clock’s change has not been spread'] : []),
    ...(desk.round || desk.waiting ? ['a round of letters is due'] : []),
    ...letters.map(({ state, n }) => `${n} letters are ${state}`),
  ];
};

/** Everything that was promised, at the end. */
export const promises = async (at: Evidence, given: readonly Given[]): Promise<Checked> => {
  const found: string[] = [];
  const say = (promise: string, broken: readonly string[]): void => {
    found.push(...broken.slice(0, MOST_NAMED).map((one) => `${promise}: ${one}`));
    if (broken.length > MOST_NAMED) found.push(`${promise}: and ${broken.length - MOST_NAMED} more`);
  };
  say('an answered order stands, once', await brokenOrders(at, given));
  say('a line is carried out once', await doubledLines(at));
  const notes = await brokenNotices(at);
  say('a fact is made known once, to whom it concerns', notes.broken);
  const letters = await brokenLetters(at);
  say('a letter is sent once', letters.broken);
  return { violations: found, counts: { ...notes.counts, ...letters.counts, ...(await sizes(at)) } };
};

interface OrderRow {
  readonly task: string;
  readonly person: string;
  readonly key: string;
  readonly seq_to: number;
  /** When the state that it was decided on had come about; real milliseconds. */
  readonly state_since: number;
  readonly facts: readonly Fact[] | null;
}

const brokenOrders = async ({ ledger }: Evidence, given: readonly Given[]): Promise<readonly string[]> => {
  const rows = await ledger.ask<OrderRow>(
    `select o.task, o.person, o.key, o.seq_to,
       (select jsonb_agg(e.fact order by e.seq) from duban.task_event e where e.task = o.task and e.seq between o.seq_from and o.seq_to) as facts,
       (select (extract(epoch from e.at) * 1000)::float8 from duban.task_event e where e.task = o.task and e.seq = o.seq_from - 1) as state_since
     from duban.task_order o where o.key like 'chaos-%'`,
  );
  const known = new Map(rows.map((row) => [`${row.task} ${row.person} ${row.key}`, row]));
  const markers = await ledger.ask<{ marker: string; n: number }>(
    `select m.marker, count(e.seq)::int as n from unnest($1::text[]) as m(marker)
     left join duban.task_event e on position(m.marker in e.fact::text) > 0 group by m.marker`,
    [given.flatMap(({ intent }) => intent.marker ?? [])],
  );
  const times = new Map(markers.map(({ marker, n }) => [marker, n]));
  const strange = await ledger.ask(`select 1 from duban.task_event where position($1 in fact::text) > 0`, [STRANGE]);
  return [
    ...given.flatMap(({ intent, answer, abandoned, refusedSince }) => {
      const { task, person, key, marker } = intent;
      const row = known.get(`${task} ${person} ${key}`);
      known.delete(`${task} ${person} ${key}`);
      const is = (marker === null ? null : times.get(marker)) ?? null;
      if (answer?.status === 200) {
        if (row === undefined) return [`${key} was answered and is absent`];
        if (row.seq_to !== answer.seq || canonical(row.facts) !== canonical(answer.facts))
          return [`${key} was answered seq ${answer.seq ?? '-'} and stands as seq ${row.seq_to}`];
        // The rules of these orders look at nothing but the task: one and the same state cannot refuse and accept.
        if (refusedSince !== null && row.state_since < refusedSince)
          return [`${key} was answered 422 and 200, and nothing had changed`];
        return is !== null && is !== 1 ? [`${key} was answered once and stands in ${is} facts`] : [];
      }
      if (answer === null && !abandoned) return [`${key} got no final answer`];
      if (row !== undefined || (is ?? 0) > 0)
        return [`${key} was answered ${answer?.status ?? '503: nothing was changed'} and stands all the same`];
      return [];
    }),
    ...[...known.keys()].map((key) => `${key} stands and nobody had given it`),
    ...(strange.length > 0 ? [`${strange.length} facts of orders that had another's key`] : []),
  ];
};

/** A line of the ladder is an obligation's instance with its rung or its reminder day; the fact says all of it. */
const doubledLines = async ({ ledger }: Evidence): Promise<readonly string[]> => {
  const rows = await ledger.ask<{ task: string; line: string; n: number }>(
    `select task, (fact - 'on')::text as line, count(*)::int as n from duban.task_event
     where kind in ('reminded', 'escalated', 'foretold', 'lapsed', 'monthTurned') group by 1, 2 having count(*) > 1`,
  );
  return rows.map(({ task, line, n }) => `${task}: ${n} times ${line}`);
};

const sizes = async ({ ledger }: Evidence): Promise<Counts> => {
  const [row] = await ledger.ask<{ facts: number; lines: number; tasks: number }>(
    `select (select count(*)::int from duban.task_event) as facts, (select count(*)::int from duban.task_order where person = 'clock') as lines,
       (select count(*)::int from duban.task) as tasks`,
  );
  return { facts: row?.facts ?? 0, 'lines of the clock': row?.lines ?? 0, 'histories checked': (row?.tasks ?? 0) + 2 };
};
