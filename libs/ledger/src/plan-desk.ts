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

/** The version of a plan's clock; 0 when there is no such plan. */
export const clockVersion = async (ledger: Ledger, plan: PlanId): Promise<number> => {
  const [clock] = await ledger.ask<{ version: number }>('select version from duban.clock where plan = $1', [plan]);
  return clock?.version ?? 0;
};

/** Every waiting task has heard of that version of the clock. */
export const markSpread = async (ledger: Ledger, plan: PlanId, version: number): Promise<void> => {
  await ledger.ask('update duban.plan set spread_version = greatest(spread_version, $2) where id = $1', [
    plan,
    version,
  ]);
};
