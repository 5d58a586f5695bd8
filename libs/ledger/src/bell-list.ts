import type { PlanId } from '#domain/task';
import { planNow } from '#domain/time/plan-clock';
import { type ClockRow, clockOf, instant } from './context.ts';
import type { Ledger } from './open-ledger.ts';

/** A task the bell should ring. */
export interface Unheard {
  readonly id: string;
  readonly plan: string;
  readonly no: number;
  readonly lead: string;
  readonly seq: number;
  /** Changes when the workflow has done something about it: what was routed last, and which line is next. */
  readonly progress: string;
}

/** A timer may fire up to a second late; only what is later than this was missed. */
export const LATE_MS = 2_000;
/** The sweep comes again in 5 s; a flood is taken in portions, of which none is longer. */
export const MOST_UNHEARD = 500;

const UNHEARD = `select id, plan, no, lead, seq, routed_seq || '/' || coalesce(next_at::text, '') as progress from duban.task`;

/** Tasks with facts nobody has routed, and tasks whose next line is overdue: all of them, unless they are MOST_UNHEARD or more. */
export const unheardTasks = async (ledger: Ledger): Promise<readonly Unheard[]> => {
  const unheard = [
    ...(await ledger.ask<Unheard>(`${UNHEARD} where seq > routed_seq order by id limit ${MOST_UNHEARD}`)),
  ];
  for (const { plan, until } of await lateUntil(ledger)) {
    const late = `${UNHEARD} where plan = $1 and next_at < $2 and seq = routed_seq order by next_at limit ${MOST_UNHEARD}`;
    unheard.push(...(await ledger.ask<Unheard>(late, [plan, until])));
  }
  return unheard;
};

/** Of these tasks the ones with facts nobody has routed. */
export const unheardOf = async (ledger: Ledger, tasks: readonly string[]): Promise<readonly Unheard[]> =>
  ledger.ask(`${UNHEARD} where id = any($1) and seq > routed_seq`, [tasks]);

/** Every task that still has a life before it, those whose line is next first. */
export const livingTasks = async (ledger: Ledger): Promise<readonly Unheard[]> =>
  ledger.ask(`${UNHEARD} where stage not in ('archived', 'terminated', 'dropped') order by next_at nulls last, id`);

/** The same for one plan, without those that wait for nothing. */
export const waitingTasks = async (ledger: Ledger, plan: PlanId): Promise<readonly Unheard[]> =>
  ledger.ask(`${UNHEARD} where plan = $1 and next_at is not null order by next_at, no`, [plan]);

export const allPlans = async (ledger: Ledger): Promise<readonly PlanId[]> =>
  (await ledger.ask<{ id: PlanId }>('select id from duban.plan order by id')).map((plan) => plan.id);

/** Temporal's namespace as the ledger remembers it; a fresh database has another. Says whether it is the one known. */
export const isNamespaceKnown = async (ledger: Ledger, namespaceId: string): Promise<boolean> => {
  const [known] = await ledger.ask<{ namespace_id: string }>('select namespace_id from duban.engine where id = 1');
  return known?.namespace_id === namespaceId;
};

/** Remembers the namespace, once everything has been rung there. */
export const rememberNamespace = async (ledger: Ledger, namespaceId: string): Promise<void> => {
  await ledger.ask(
    'insert into duban.engine (id, namespace_id) values (1, $1) on conflict (id) do update set namespace_id = excluded.namespace_id',
    [namespaceId],
  );
};

/** Per plan: lines before this moment of plan time are overdue. */
const lateUntil = async (ledger: Ledger): Promise<readonly { plan: PlanId; until: Date }[]> => {
  const clocks = await ledger.ask<ClockRow & { plan: PlanId }>(
    `select plan, anchor_plan, anchor_real, rate, seen, clock_timestamp() - make_interval(secs => ${LATE_MS / 1000}) as now from duban.clock`,
  );
  return clocks.map((row) => ({ plan: row.plan, until: new Date(planNow(clockOf(row), instant(row.now))) }));
};
