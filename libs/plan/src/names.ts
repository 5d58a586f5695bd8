import type { UnitId } from '#domain/unit';
import type { Pack, UnitGroup } from './pack.ts';

/** What the words of a unit column mean in one plan. */
export interface Names {
  readonly units: ReadonlyMap<string, UnitId>;
  readonly groups: ReadonlyMap<string, UnitGroup>;
  readonly unresolved: ReadonlySet<string>;
  /** A unit's full name. */
  readonly nameOf: (unit: UnitId) => string;
}

/** Throws when a pack gives one spelling two meanings. */
export const namesOf = ({ units, groups, unresolved }: Pick<Pack, 'units' | 'groups' | 'unresolved'>): Names => {
  const spellings = units.flatMap((unit) => [unit.name, ...unit.aliases].map((one) => [one, unit.id] as const));
  const variants = groups.flatMap((group) => group.variants.map((one) => [one, group] as const));
  const all = [...spellings, ...variants].map(([one]) => one).concat(unresolved);
  const twice = all.find((one, i) => all.indexOf(one) !== i);
  if (twice !== undefined) throw new Error(`the pack gives "${twice}" two meanings`);
  const names = new Map(units.map((unit) => [unit.id, unit.name]));
  return {
    units: new Map(spellings),
    groups: new Map(variants),
    unresolved: new Set(unresolved),
    nameOf: (unit) => names.get(unit) ?? unit,
  };
};
