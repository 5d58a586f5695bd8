import type { Actor } from '#domain/actor';
import { holds, posts } from '#domain/actor';
import type { Refusal } from '#domain/refusal';
import { currentLimits } from '#domain/tables/limits';
import type { PlanId } from '#domain/task';
import { planNow } from '#domain/time/plan-clock';
import type { UnitId } from '#domain/unit';
import { type ClockRow, clockOf, instant } from './context.ts';
import { obey } from './obey.ts';
import type { Ledger } from './open-ledger.ts';

/** The office's recorded order to dispatch every registered task of a plan. */
export interface Dispatch {
  readonly id: number;
  readonly person: string;
  readonly tasks: readonly string[];
  /** Units that get more than ten tasks by it. */
  readonly bulk: readonly UnitId[];
}

export type DispatchOrdered =
  | { readonly verdict: 'recorded'; readonly tasks: number }
  | { readonly verdict: 'refused'; readonly refusal: Refusal }
  | { readonly verdict: 'nothingRegistered' }
  | { readonly verdict: 'noSuchPlan' };

/**
 * Records the office's order to dispatch all registered tasks; the plan's workflow carries it out page by page. The same
 * key gives the first record again.
 */
export const orderDispatch = async (
  ledger: Ledger,
  plan: string,
  by: Exclude<Actor, 'clock'>,
  key: string,
): Promise<DispatchOrdered> => {
  const done = await ledger.transact<DispatchOrdered>(async (ask) => {
    // The plan's clock is locked, so that two orders at once are recorded one after the other.
    const [row] = await ask<ClockRow & { office: UnitId }>(
      `select c.*, p.office, clock_timestamp() as now from duban.clock c join duban.plan p on p.id = c.plan where c.plan = $1 for update of c`,
      [plan],
    );
    if (row === undefined) return { verdict: 'noSuchPlan' };
    if (!holds(by, row.office)) return { verdict: 'refused', refusal: { why: 'notYourPost', unit: row.office, posts } };
    const [known] = await ask<{ body: { tasks: string[] } }>(
      `select body from duban.admin_event where plan = $1 and kind = 'dispatch' and key = $2`,
      [plan, `${by.person} ${key}`],
    );
    if (known !== undefined) return { verdict: 'recorded', tasks: known.body.tasks.length };
    const tasks = await ask<{ id: string }>(
      `select id from duban.task t where plan = $1 and stage = 'registered' and not exists (
         select 1 from duban.admin_event e where e.plan = $1 and e.kind = 'dispatch' and not e.done and e.body -> 'tasks' ? t.id)
       order by no`,
      [plan],
    );
    if (tasks.length === 0) return { verdict: 'nothingRegistered' };
    const ids = tasks.map((task) => task.id);
    const bulk = await ask<{ unit: UnitId }>(
      'select unit from duban.assignment where task = any($1) group by unit having count(distinct task) > $2 order by unit',
      [ids, currentLimits.bulkAbove],
    );
    await ask(
      `insert into duban.admin_event (plan, kind, person, key, body, plan_at, at, done) values ($1, 'dispatch', $2, $3, $4, $5, $6, false)`,
      [
        plan,
        by.person,
        `${by.person} ${key}`,
        JSON.stringify({ tasks: ids, bulk: bulk.map((one) => one.unit) }),
        new Date(planNow(clockOf(row), instant(row.now))),
        row.now,
      ],
    );
    return { verdict: 'recorded', tasks: ids.length };
  });
  if (done.verdict === 'recorded') ledger.announce(`plan:${plan}`);
  return done;
};

/** Tasks dispatched in one go of the workflow: a page takes well under its activity's limit. */
const PAGE = 20;

/**
 * Carries out the next page of the oldest dispatch that is not through; says how many of its tasks are left, null when
 * there is none. A task that is no longer registered is passed over. Each task's order has a key of its own, which no
 * person's key can be (those have no stroke), so a page that is done again does nothing twice.
 */
export const dispatchPage = async (ledger: Ledger, plan: PlanId): Promise<number | null> => {
  const [open] = await ledger.ask<{ id: number; person: string; body: { tasks: string[]; bulk: UnitId[] } }>(
    `select id, person, body from duban.admin_event where plan = $1 and kind = 'dispatch' and not done order by id limit 1`,
    [plan],
  );
  if (open === undefined) return null;
  const left = await ledger.ask<{ id: string }>(
    `select id from duban.task where id = any($1) and stage = 'registered' order by no`,
    [open.body.tasks],
  );
  const by = await officeActor(ledger, plan, open.person);
  for (const { id } of left.slice(0, PAGE)) {
    const obeyed = await obey(
      ledger,
      id,
      { by, command: { kind: 'dispatch', bulk: open.body.bulk } },
      `/dispatch/${open.id}`,
    );
    if (obeyed.verdict !== 'accepted')
      throw new Error(`broken promise: ${id} was registered but not dispatched: ${JSON.stringify(obeyed)}`);
  }
  if (left.length > PAGE) return left.length - PAGE;
  await ledger.ask('update duban.admin_event set done = true where id = $1', [open.id]);
  ledger.announce(`post:${plan}`);
  return 0;
};

/** Whoever ordered the dispatch did so for the office; the record stands although the post may have changed hands since. */
const officeActor = async (ledger: Ledger, plan: PlanId, person: string): Promise<Exclude<Actor, 'clock'>> => {
  const [row] = await ledger.ask<{ office: UnitId }>('select office from duban.plan where id = $1', [plan]);
  if (row === undefined) throw new Error(`no plan ${plan}`);
  // The ledger's own column holds a person's id.
  return {
    person: person as Exclude<Actor, 'clock'>['person'],
    chairs: [{ unit: row.office, post: 'section-head' }],
    home: null,
  };
};
