import type { PersonId } from '#domain/actor';
import type { TaskDraft } from '#domain/draft';
import type { IndicatorWords } from '#domain/indicator-revision';
import type { PlanFrame } from '#domain/plan-frame';
import type { PlanId } from '#domain/task';
import type { Calendar } from '#domain/time/calendar';
import type { Instant } from '#domain/time/day';
import type { Seats, Unit } from '#domain/unit';
import { addDrafts } from './add-drafts.ts';
import type { Ask } from './ask.ts';
import { sha256 } from './canonical.ts';
import { keepCalendar } from './keep-calendar.ts';
import { CALENDAR_LOCK, IMPORT_LOCK } from './locks.ts';
import type { Ledger } from './open-ledger.ts';
import { type Person, seat } from './people.ts';
import { type Revision, revise } from './revise.ts';

/** A plan as the importer has read it, ready for the ledger. */
export interface PlanImport {
  readonly id: PlanId;
  readonly title: string;
  readonly document: Uint8Array;
  readonly seats: Seats;
  readonly units: readonly (Unit & { readonly nameEn: string })[];
  readonly tasks: readonly TaskDraft[];
  readonly indicators: readonly (IndicatorWords & {
    readonly no: number;
    /** What the pack knows of it, the tasks that move it among others. */
    readonly facts: object;
  })[];
  /** Numbers of the tasks that move a ★ indicator. */
  readonly starTasks: readonly number[];
  readonly frame: PlanFrame;
  /** For a ledger that has none yet. */
  readonly calendar: Calendar;
  readonly clock: {
    /** Null: the plan begins now, at the hour of the ledger's own clock. */
    readonly start: Instant | null;
    readonly rate: number;
    /** The office may move this plan's clock; in production it may not. */
    readonly mayPlay: boolean;
  };
}

export type Imported =
  /** The plan is new, and in the ledger as drafts. `people`: how many hold a post in it. */
  | { readonly verdict: 'imported'; readonly people: number }
  /** This very document is in the ledger, or one that says the same: no task was changed. */
  | { readonly verdict: 'unchanged'; readonly people: number }
  /** Another document of a plan that is there: what it would change is recorded, and nothing carried out. */
  | {
      readonly verdict: 'revised';
      readonly revision: Revision;
      /** The plan's units, by which those in the revision are called. */
      readonly units: readonly Pick<Unit, 'id' | 'name'>[];
    }
  /** The id belongs to a plan of another title or other seats. */
  | { readonly verdict: 'taken'; readonly title: string };

export interface ImportOptions {
  /** Who imports it; the owner of the database when nobody is named. */
  readonly by?: PersonId;
  /** Who is to hold posts in it, besides those of the office's last plan; a plan that is there gets them too. Needs the owner's rights. */
  readonly people?: readonly Person[];
  /** Hears how many tasks are written. */
  readonly told?: (written: number) => void;
}

/**
 * Puts a plan into the ledger as drafts, all of it or nothing. Of a plan that is already there nothing changes: another
 * document of it is compared and its proposals recorded. Whoever holds a post in a unit of the office's last plan holds it
 * here too.
 */
export const importPlan = async (
  ledger: Ledger,
  plan: PlanImport,
  { by, people = [], told = () => undefined }: ImportOptions = {},
): Promise<Imported> => {
  const done = await ledger.transact<Imported>(async (ask) => {
    // Two imports of one plan come one after the other.
    await ask('select pg_advisory_xact_lock($1, hashtext($2))', [IMPORT_LOCK, plan.id]);
    const [known] = await ask<Known>(
      'select title, office, leading_group, inspectorate, document_sha256 as sha256 from duban.plan where id = $1',
      [plan.id],
    );
    const hash = sha256(Buffer.from(plan.document));
    if (known !== undefined && !isSamePlan(known, plan)) return { verdict: 'taken', title: known.title };
    if (known === undefined) await begin(ledger, ask, plan, hash, told);
    const revised = known === undefined || known.sha256.equals(hash) ? null : await revise(ask, plan, hash, by ?? null);
    if (revised !== null) return { verdict: 'revised', ...revised };
    if (people.length > 0) await seat(ask, plan.id, people);
    const [seated] = await ask<{ people: number }>(
      'select count(distinct person)::int as people from duban.post where plan = $1',
      [plan.id],
    );
    return { verdict: known === undefined ? 'imported' : 'unchanged', people: seated?.people ?? 0 };
  });
  if (done.verdict === 'imported') for (const { id } of plan.tasks) ledger.announce(id);
  return done;
};

/** Any numbers of ours will do, that no other lock has. */

interface Known {
  readonly title: string;
  readonly office: string;
  readonly leading_group: string;
  readonly inspectorate: string;
  readonly sha256: Buffer;
}

const isSamePlan = (known: Known, { title, seats }: PlanImport): boolean =>
  known.title === title &&
  known.office === seats.office &&
  known.leading_group === seats.leadingGroup &&
  known.inspectorate === seats.inspectorate;

/** Writes everything of a new plan. */
const begin = async (
  ledger: Ledger,
  ask: Ask,
  plan: PlanImport,
  hash: Buffer,
  told: (written: number) => void,
): Promise<void> => {
  const [row] = await ask<{ now: Date }>(`select date_trunc('milliseconds', clock_timestamp()) as now`);
  // An instant is a number of milliseconds.
  const at = (row?.now.getTime() ?? 0) as Instant;
  const planAt = plan.clock.start ?? at;
  await ask(
    `insert into duban.plan (id, title, document_sha256, office, leading_group, inspectorate, clock_may_play, imported_at, frame, spread_version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)`,
    [
      plan.id,
      plan.title,
      hash,
      plan.seats.office,
      plan.seats.leadingGroup,
      plan.seats.inspectorate,
      plan.clock.mayPlay,
      new Date(at),
      JSON.stringify(plan.frame),
    ],
  );
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
    `insert into duban.clock (plan, anchor_plan, anchor_real, rate, seen, version, set_at) values ($1, $2, $3, $4, $3, 1, $2)`,
    [plan.id, new Date(planAt), new Date(at), plan.clock.rate],
  );
  await ask(POSTS, [plan.id, plan.seats.office]);
  await addDrafts(ask, plan, { planAt, at, calendar: await calendarOf(ledger, ask, plan.calendar) }, told);
};

const calendarOf = async (ledger: Ledger, ask: Ask, calendar: Calendar): Promise<Calendar> => {
  // Plans have one calendar in common: the first of two that come at once writes it.
  await ask('select pg_advisory_xact_lock($1)', [CALENDAR_LOCK]);
  const [inForce] = await ask<{ version: number }>('select version from duban.calendar');
  if (inForce !== undefined) return ledger.calendar(inForce.version, ask);
  await keepCalendar(ask, calendar);
  return calendar;
};

/** From the last plan only: whoever has left his post since an earlier one does not get it back. */
const POSTS = `
insert into duban.post (plan, unit, post, person, until)
select $1, p.unit, p.post, p.person, p.until
from duban.post p join duban.unit u on u.plan = $1 and u.id = p.unit
where p.plan = (select q.id from duban.plan q where q.office = $2 and q.id <> $1 order by q.imported_at desc, q.id limit 1)`;
