import type { PlanItem } from '#contract/plan';
import type { PersonId } from '#domain/actor';
import type { PlanId } from '#domain/task';
import { dayOf } from '#domain/time/day';
import { planNow } from '#domain/time/plan-clock';
import { type ClockRow, clockOf, instant } from '../context.ts';
import type { Ledger } from '../open-ledger.ts';
import { heldNow } from '../held.ts';

/** The plans in which this person holds a post; all of them for nobody in particular. */
export const readPlans = async (ledger: Ledger, person: PersonId | null): Promise<readonly PlanItem[]> => {
  const rows = await ledger.ask<ClockRow & { id: PlanId; title: string; tasks: number }>(PLANS, [person]);
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    tasks: row.tasks,
    planDay: dayOf(planNow(clockOf(row), instant(row.now))),
    rate: row.rate,
  }));
};

const PLANS = `
select p.id, p.title, (select count(*)::int from duban.task t where t.plan = p.id) as tasks,
  c.anchor_plan, c.anchor_real, c.rate, c.seen, clock_timestamp() as now
from duban.plan p join duban.clock c on c.plan = p.id
where $1::text is null or exists (select from duban.post o where o.plan = p.id and o.person = $1 and ${heldNow('o')})
order by p.id limit 200`;
