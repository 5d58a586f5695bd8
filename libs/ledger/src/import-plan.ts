import type { TaskDraft } from '#domain/draft';
import type { Fact } from '#domain/event';
import { evolve } from '#domain/evolve';
import type { PlanId } from '#domain/task';
import type { Calendar } from '#domain/time/calendar';
import { dayOf, type Instant } from '#domain/time/day';
import type { Seats, Unit } from '#domain/unit';
import { type Locked, projectionOf } from './append.ts';
import { canonical, sha256 } from './canonical.ts';
import { chained, ORIGIN } from './chain.ts';
import { keepCalendar } from './keep-calendar.ts';
import type { Ask } from './ask.ts';
import type { Ledger } from './open-ledger.ts';

/** A plan as the importer has read it, ready for the ledger. */
export interface PlanImport {
  readonly id: PlanId;
  readonly title: string;
  readonly document: Uint8Array;
  readonly seats: Seats;
  readonly units: readonly (Unit & { readonly nameEn: string })[];
  readonly tasks: readonly TaskDraft[];
  readonly indicators: readonly {
    readonly no: number;
    readonly name: string;
    readonly star: boolean;
    readonly target: string;
    /** Numbers of the tasks that move it, and whatever else the pack knows of it. */
    readonly facts: object;
  }[];
  /** Numbers of the tasks that move a ★ indicator. */
  readonly starTasks: readonly number[];
  readonly calendar: Calendar;
  readonly clock: {
    readonly start: Instant;
    readonly rate: number;
    /** The office may move this plan's clock; in production it may not. */
    readonly mayPlay: boolean;
  };
}

/**
 * Puts a plan into the ledger as drafts, all of it or nothing. A plan that is already there is left as it is, whatever
 * the document says now. Needs the owner's rights.
 */
export const importPlan = async (ledger: Ledger, plan: PlanImport): Promise<'imported' | 'known'> => {
  const done = await ledger.transact(async (ask) => {
    const [fresh] = await ask<{ id: string }>(
      `insert into duban.plan (id, title, document_sha256, office, leading_group, inspectorate, clock_may_play, imported_at, spread_version)
       values ($1, $2, $3, $4, $5, $6, $7, now(), 1) on conflict (id) do nothing returning id`,
      [
        plan.id,
        plan.title,
        sha256(Buffer.from(plan.document)),
        plan.seats.office,
        plan.seats.leadingGroup,
        plan.seats.inspectorate,
        plan.clock.mayPlay,
      ],
    );
    if (fresh === undefined) return 'known';
    await keepCalendar(ask, plan.calendar);
    await ask(
      `insert into duban.unit (plan, id, name, name_en, kind, position)
       select $1, u.id, u.name, u."nameEn", u.kind, u.position
       from jsonb_to_recordset($2) as u(id text, name text, "nameEn" text, kind text, position int)`,
      [plan.id, JSON.stringify(plan.units.map((unit, position) => ({ ...unit, position })))],
    );
    await ask(
      `insert into duban.indicator (plan, no, name, star, target, facts)
       select $1, i.no, i.name, i.star, i.target, i.facts from jsonb_to_recordset($2) as i(no int, name text, star boolean, target text, facts jsonb)`,
      [plan.id, JSON.stringify(plan.indicators)],
    );
    await ask(
      `insert into duban.clock (plan, anchor_plan, anchor_real, rate, seen, version, set_at) values ($1, $2, clock_timestamp(), $3, clock_timestamp(), 1, $2)`,
      [plan.id, new Date(plan.clock.start), plan.clock.rate],
    );
    for (const draft of plan.tasks) await addDraft(ask, plan, draft);
    return 'imported';
  });
  if (done === 'imported') for (const draft of plan.tasks) ledger.announce(draft.id);
  return done;
};

const addDraft = async (ask: Ask, plan: PlanImport, draft: TaskDraft): Promise<void> => {
  const fact: Fact = { kind: 'drafted', on: dayOf(plan.clock.start), draft };
  const [row] = await ask<{ now: Date }>(`select date_trunc('milliseconds', clock_timestamp()) as now`);
  const at = (row?.now.getTime() ?? 0) as Instant;
  const head = chained(ORIGIN, { task: draft.id, seq: 1, fact, person: null, planAt: plan.clock.start, at });
  const first: Locked = { task: evolve(null, fact), seq: 1, head };
  const [seq, state, , nextAt, owedBy, actBy, assignments, owed, stage] = projectionOf(first, plan.calendar);
  await ask(
    `with kept as (
       insert into duban.task_event (task, seq, plan, kind, fact, person, on_day, plan_at, at, hash)
       values ($1, 1, $2, 'drafted', $3, null, $4, $5, $6, $7)),
     assigned as (
       insert into duban.assignment (task, id, plan, unit, role, stage)
       select $1, a.id, $2, a.unit, a.role, a.stage from jsonb_to_recordset($8::jsonb) as a(id text, unit text, role text, stage text)),
     owed as (
       insert into duban.obligation (task, key, plan, kind, unit, assignment, since, by_day, next_on, next_rung)
       select $1, o.key, $2, o.kind, o.unit, o.assignment, o.since, o.by_day, o.next_on, o.next_rung
       from jsonb_to_recordset($9::jsonb) as o(key text, kind text, unit text, assignment text, since date, by_day date, next_on date, next_rung text))
     insert into duban.task (id, plan, no, section, heading, text, star, stage, lead, due, due_precision, act_by, owed_by, state, seq, routed_seq, next_at, head)
     values ($1, $2, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, 0, $23, $7)`,
    [
      draft.id,
      plan.id,
      canonical(fact),
      fact.on,
      new Date(plan.clock.start),
      new Date(at),
      head,
      assignments,
      owed,
      draft.no,
      draft.section,
      draft.heading,
      draft.text,
      plan.starTasks.includes(draft.no),
      stage,
      draft.lead,
      draft.due.day,
      draft.due.precision,
      actBy,
      owedBy,
      state,
      seq,
      nextAt,
    ],
  );
};
