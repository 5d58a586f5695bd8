import type { Chair, Post } from './actor.ts';
import type { Task } from './task.ts';
import { reminded, type Rung } from './tables/ladder.ts';
import type { UnitId } from './unit.ts';

/** The post in the house that owes to which a rung goes (regulation §7, column "To"). */
const above: { readonly [R in Rung]: Post } = {
  E1: 'section-head',
  E2: 'deputy',
  E3: 'chief',
  E4: 'chief',
  E5: 'chief',
};

/**
 * Whom a line about what `unit` owes goes to. When the office owes: section head, deputy, chief, then the leading
 * group's secretary, and nobody gets copies; E5 goes to the leading group whoever owes.
 */
export const recipients = (task: Task, unit: UnitId, rung: Rung | 'E0'): readonly Chair[] => {
  const { office, leadingGroup } = task.seats;
  if (rung === 'E0') return reminded.map((post) => ({ unit, post }));
  if (rung === 'E5') return [{ unit: leadingGroup, post: 'chief' }];
  if (unit === office) return [rung === 'E4' ? { unit: leadingGroup, post: 'liaison' } : { unit, post: above[rung] }];
  const owner: Chair = { unit, post: above[rung] };
  return rung === 'E3' ? [owner, { unit: task.lead, post: 'deputy' }, { unit: office, post: 'chief' }] : [owner];
};
