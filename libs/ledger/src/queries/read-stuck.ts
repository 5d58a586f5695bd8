import type { StuckKind } from '#contract/stuck';
import type { PlanId, TaskId } from '#domain/task';
import { planNow } from '#domain/time/plan-clock';
import type { Ask } from '../ask.ts';
import { nextRound, readPost } from '../post-desk.ts';
import type { Ledger } from '../open-ledger.ts';
import { DUE_SINCE, PLAN_NOW } from './read-lateness.ts';

/** What stands still, as the ledger knows it. */
export interface StuckRow {
  readonly kind: StuckKind;
  readonly plan: PlanId;
  readonly task: TaskId | null;
  readonly letter: number | null;
  readonly since: Date;
  /** What a relay or the software said. */
  readonly detail: string | null;
  /** Tells it from the others; a page ends before the next. */
  readonly cursor: string;
}

/** Everything is routed within 30 s after a worker's death (design §3); what takes four times as long does not come by itself. */
export const STUCK_AFTER_S = 120;
/** A morning waits five real minutes for its lines (the postman counts), then goes without. */
const ROUND_AFTER_MS = 600_000;
/** A letter is tried again after at most an hour; one that could go is gone in seconds. */
const LETTER_AFTER_S = 600;
/** After so many refusals "for now" (a quarter of an hour) the relay should be looked after. */
const MANY_ATTEMPTS = 6;
/** A refused letter is old news after so long. */
const FAILED_DAYS = 30;

/** What stands still in a plan, longest first. All of it is read from the ledger, so that a worker just started knows it too. */
export const readStuck = async (
  ledger: Ledger,
  plan: PlanId,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<{ readonly items: readonly StuckRow[]; readonly next: string | null }> => {
  const round = after === '' ? await stuckRound(ledger, ledger.ask, plan) : null;
  const rows = await ledger.ask<StuckRow>(
    `${STUCK} select kind, plan, task, letter, since, detail, cursor from keyed where cursor > $2 order by cursor limit $3`,
    [plan, after, limit + 1],
  );
  const page = rows.slice(0, limit);
  return {
    items: [...(round === null ? [] : [round]), ...page],
    next: rows.length > limit ? (page.at(-1)?.cursor ?? null) : null,
  };
};

/** How many tasks of all plans stand still, and how much of each kind, rounds plan by plan. */
export const countStuck = async (
  ledger: Ledger,
  ask: Ask,
): Promise<{ readonly tasks: number; readonly kinds: Readonly<Partial<Record<StuckKind, number>>> }> => {
  const rows = await ask<{ kind: StuckKind; n: number; tasks: number }>(
    `${STUCK} select kind, count(*)::int as n, (select count(distinct task)::int from keyed where kind in ('facts', 'lines', 'promise')) as tasks
     from keyed group by kind`,
    [null],
  );
  let round = 0;
  for (const { id } of await ask<{ id: PlanId }>('select id from duban.plan order by id'))
    if ((await stuckRound(ledger, ask, id)) !== null) round += 1;
  return { tasks: rows[0]?.tasks ?? 0, kinds: { ...Object.fromEntries(rows.map(({ kind, n }) => [kind, n])), round } };
};

/** A round's hour is reckoned by the calendar, which SQL does not know. */
const stuckRound = async (ledger: Ledger, ask: Ask, plan: PlanId): Promise<StuckRow | null> => {
  const post = await readPost(ledger, ask, plan);
  if (post === undefined || post.clock.rate === 0) return null;
  const round = nextRound(post);
  const { clock, realNow } = post;
  if (round === null || round.at > planNow(clock, realNow)) return null;
  const since = clock.anchorReal + Math.max(0, round.at - clock.anchorPlan) / clock.rate;
  if (realNow - since < ROUND_AFTER_MS) return null;
  return { kind: 'round', plan, task: null, letter: null, since: new Date(since), detail: null, cursor: '' };
};

const now = 'clock_timestamp()';
const ago = (seconds: number): string => `${now} - interval '${seconds} seconds'`;

/** `$1`: a plan, or null for all. A task in trouble stands there once, with what was said of it. */
const STUCK = `
with trouble as (
  select t.*, case when t.subject like 'task:%' then substr(t.subject, 6) end as task from duban.trouble t where $1::text is null or t.plan = $1),
 plan as (select p.* from duban.plan p where $1::text is null or p.id = $1),
 stuck as (
  select 'facts' as kind, t.plan, t.id as task, null::int as letter, e.at as since, null as detail, t.id as subject
  from plan p join duban.task t on t.plan = p.id join duban.task_event e on e.task = t.id and e.seq = t.routed_seq + 1
  where t.seq > t.routed_seq and e.at < ${ago(STUCK_AFTER_S)} and not exists (select 1 from trouble r where r.task = t.id and r.what not like 'verify%')
 union all
  select 'lines', t.plan, t.id, null, ${DUE_SINCE}, null, t.id
  from plan p join duban.clock c on c.plan = p.id join duban.task t on t.plan = p.id
  where t.seq = t.routed_seq and t.next_at <= ${PLAN_NOW} and ${DUE_SINCE} < ${ago(STUCK_AFTER_S)}
    and not exists (select 1 from trouble r where r.task = t.id and r.what not like 'verify%')
 union all
  select case when r.what like 'verify%' then 'verify' else 'promise' end, r.plan, r.task, null, r.since, r.what || ': ' || r.cause, r.subject || ' ' || r.what
  from trouble r where r.task is null or r.what like 'verify%' or exists (
    select 1 from duban.task t join duban.clock c on c.plan = t.plan where t.id = r.task and (t.seq > t.routed_seq or t.next_at <= ${PLAN_NOW}))
 union all
  select 'dispatch', p.id, null, null, d.since, null, d.id::text
  from plan p cross join lateral (
    select a.id, greatest(a.at, (select max(e.at) from jsonb_array_elements_text(a.body -> 'tasks') b
      join duban.task_event e on e.task = b and e.kind = 'dispatched')) as since
    from duban.admin_event a where a.plan = p.id and a.kind = 'dispatch' and not a.done) d
  where d.since < ${ago(STUCK_AFTER_S)}
 union all
  select 'clock', p.id, null, null, s.since, null, p.id
  from plan p join duban.clock c on c.plan = p.id cross join lateral (
    select greatest(c.anchor_real, (select max(a.at) from duban.admin_event a where a.plan = p.id and a.kind in ('clockSet', 'calendarSet'))) as since) s
  where c.version > p.spread_version and s.since < ${ago(STUCK_AFTER_S)}
 union all
  select case l.state when 'doubtful' then 'letterDoubtful' when 'failed' then 'letterFailed' else 'letterWaiting' end,
    l.plan, null, l.id, coalesce(l.marked_at, l.next_try_at), l.cause, l.id::text
  from plan p join duban.clock c on c.plan = p.id join duban.letter l on l.plan = p.id
  where (l.state = 'waiting' and c.rate <> 0 and (l.next_try_at < ${ago(LETTER_AFTER_S)} or l.attempts >= ${MANY_ATTEMPTS}))
    or (l.state = 'sending' and l.marked_at < ${ago(LETTER_AFTER_S)}) or (l.state = 'doubtful' and l.marked_at < ${ago(STUCK_AFTER_S)})
    or (l.state = 'failed' and l.marked_at > ${now} - interval '${FAILED_DAYS} days')),
 keyed as (
  select s.*, to_char(s.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || ' ' || s.kind || ' ' || s.subject as cursor from stuck s)`;
