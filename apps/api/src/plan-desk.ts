import type { UnitName } from '#contract/ids';
import type { UnitLookup } from '#contract/refusal-texts';
import type { Ledger } from '#ledger/open-ledger';
import { type PlanHead, type PlanRecord, readPlan, readPlanHead } from '#ledger/queries/read-plan';
import type { Who } from '#ledger/sessions';
import { Trouble } from './trouble.ts';
import { actorIn, type Person } from './who.ts';

/** A plan and whoever asks about it. */
export interface PlanDesk {
  readonly plan: PlanRecord;
  readonly by: Person;
  readonly named: UnitLookup;
}

/** Opens a plan for one of its people; whoever holds no post in it is not told more than that. */
export const openPlan = async (ledger: Ledger, who: Who, id: string): Promise<PlanDesk> => {
  const plan = await readPlan(ledger, id);
  if (plan === undefined) throw new Trouble('notFound');
  return { plan, by: personIn(who, plan), named: lookupOf(plan) };
};

/** The same for a list of its tasks, which names no other unit. */
export const openPlanHead = async (
  ledger: Ledger,
  who: Who,
  id: string,
): Promise<{ readonly plan: PlanHead; readonly by: Person }> => {
  const plan = await readPlanHead(ledger, id);
  if (plan === undefined) throw new Trouble('notFound');
  return { plan, by: personIn(who, plan) };
};

/** Whoever asks about a plan must have a post in it. */
const personIn = (who: Who, plan: PlanHead): Person => {
  const by = actorIn(who, plan.id);
  if (by.chairs.length === 0) throw new Trouble('notYours');
  return by;
};

/** How a plan's units are called. */
export const lookupOf = (plan: PlanRecord): UnitLookup => {
  const units = new Map<string, { readonly name: string; readonly nameEn: string }>(
    plan.units.map((unit) => [unit.id, unit]),
  );
  return (id) => units.get(id) ?? { name: id, nameEn: id };
};

export const nameOf = (named: UnitLookup, id: UnitName['id']): UnitName => ({ id, name: named(id).name });
