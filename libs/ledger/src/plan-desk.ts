import type { PlanId } from '#domain/task';
import type { Ledger } from './open-ledger.ts';

/** What a plan's workflow finds on its desk. */
export interface PlanDesk {
  /** A recorded dispatch is not through. */
  readonly dispatching: boolean;
  /** The clock or the calendar changed and the tasks have not all heard of it. */
  readonly spreading: boolean;
}

export const lookAtPlan = async (ledger: Ledger, plan: PlanId): Promise<PlanDesk> => {
  const [desk] = await ledger.ask<PlanDesk>(
    `select exists (select 1 from duban.admin_event e where e.plan = p.id and e.kind = 'dispatch' and not e.done) as dispatching,
       c.version > p.spread_version as spreading
     from duban.plan p join duban.clock c on c.plan = p.id where p.id = $1`,
    [plan],
  );
  return desk ?? { dispatching: false, spreading: false };
};

/** The clock version that is to be spread, and the tasks that must hear of it: those that still wait for something. */
export const toSpread = async (
  ledger: Ledger,
  plan: PlanId,
): Promise<{ readonly version: number; readonly tasks: readonly string[] }> => {
  const [clock] = await ledger.ask<{ version: number }>('select version from duban.clock where plan = $1', [plan]);
  const tasks = await ledger.ask<{ id: string }>(
    'select id from duban.task where plan = $1 and next_at is not null order by next_at, no',
    [plan],
  );
  return { version: clock?.version ?? 0, tasks: tasks.map((task) => task.id) };
};

/** Every task has heard of that version. */
export const spread = async (ledger: Ledger, plan: PlanId, version: number): Promise<void> => {
  await ledger.ask('update duban.plan set spread_version = greatest(spread_version, $2) where id = $1', [
    plan,
    version,
  ]);
};
