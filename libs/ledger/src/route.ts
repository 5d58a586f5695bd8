import type { Fact } from '#domain/event';
import { notices } from '#domain/notices';
import type { Task } from '#domain/task';
import { newsForms } from '#domain/tables/ladder';
import type { UnitId, UnitKind } from '#domain/unit';
import type { Ledger } from './open-ledger.ts';

/**
 * Makes a task's new facts known: a notice for every post they concern, and `routed_seq` in the same transaction, so that
 * each is made known once. Says how many facts were routed; `lagged` hears how long the oldest of them had waited.
 */
export const route = async (
  ledger: Ledger,
  id: string,
  lagged: (ms: number) => void = () => undefined,
): Promise<number> => {
  const routed = await ledger.transact(async (ask) => {
    const [row] = await ask<{ state: Task; seq: number; routed_seq: number }>(
      'select state, seq, routed_seq from duban.task where id = $1 for update',
      [id],
    );
    if (row === undefined || row.seq === row.routed_seq) return null;
    const events = await ask<{ seq: number; fact: Fact; plan_at: Date; lag_ms: number }>(
      'select seq, fact, plan_at, extract(epoch from clock_timestamp() - at)::float8 * 1000 as lag_ms from duban.task_event where task = $1 and seq > $2 order by seq',
      [id, row.routed_seq],
    );
    const kinds = await ask<{ id: UnitId; kind: UnitKind }>('select id, kind from duban.unit where plan = $1', [
      row.state.plan,
    ]);
    const kindOf = new Map(kinds.map((unit) => [unit.id, unit.kind]));
    const all = events.flatMap(({ seq, fact, plan_at: planAt }) =>
      notices(row.state, fact, (unit) => kindOf.get(unit) ?? 'bureau').map(({ chair, form }) => ({
        seq,
        ...chair,
        form,
        news: newsForms.includes(form),
        fact,
        on_day: fact.on,
        plan_at: planAt,
      })),
    );
    await ask(ROUTE, [id, row.state.plan, JSON.stringify(all), row.seq]);
    return { facts: events.length, notices: all.length, plan: row.state.plan, lagMs: events[0]?.lag_ms ?? 0 };
  });
  if (routed !== null && routed.notices > 0) ledger.announce(`post:${routed.plan}`);
  if (routed !== null) lagged(routed.lagMs);
  return routed?.facts ?? 0;
};

const ROUTE = `
with told as (
  insert into duban.notice (plan, task, seq, unit, post, form, news, fact, on_day, plan_at)
  select $2, $1, n.seq, n.unit, n.post, n.form, n.news, n.fact, n.on_day, n.plan_at
  from jsonb_to_recordset($3::jsonb) as n(seq int, unit text, post text, form text, news boolean, fact jsonb, on_day date, plan_at timestamptz))
update duban.task set routed_seq = $4 where id = $1`;
