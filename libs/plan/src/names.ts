import { createHash } from 'node:crypto';
import type { UnitId } from '#domain/unit';
import { likeness, pairsOf } from '#domain/likeness';
import { PackError } from './pack-error.ts';
import type { Pack, PackUnit, UnitGroup } from './pack.ts';

/** What the words of a unit column mean in one plan. */
export interface Names {
  readonly units: ReadonlyMap<string, UnitId>;
  readonly groups: ReadonlyMap<string, UnitGroup>;
  readonly unresolved: ReadonlySet<string>;
  /** Office, leading group and inspectorate: they follow tasks and carry none out. */
  readonly seats: ReadonlySet<UnitId>;
  /** The ending of a list that holds for the names before it; empty when there is none. */
  readonly endingOf: (list: string) => string;
  /** A unit's full name; a provisional one is called as it is written. */
  readonly nameOf: (unit: UnitId) => string;
  /** The provisional unit for a name that is not known; null when the pack refuses such names, or it cannot be one. */
  readonly strangerOf: (spelling: string) => UnitId | null;
  /** The provisional units so far. */
  readonly strangers: ReadonlyMap<UnitId, PackUnit>;
  /** The known unit whose name is most like this one; null when none is like it. */
  readonly likest: (spelling: string) => UnitId | null;
}

/** What may be a unit's name: no punctuation but brackets, no sentence. */
const NAME = /^[\p{Script=Han}\p{L}\d（）·]{2,40}$/u;
/** What joins two names, or leaves a list open. */
const JOINTS = /[和及与]/;
const OPEN = '等';
const EXCEPT = '不含';
/** Two names of which less is alike are of two units. */
const LEAST_LIKENESS = 0.5;

/** Throws a PackError when one spelling has two meanings. */
export const namesOf = (
  pack: Pick<Pack, 'seats' | 'units' | 'groups' | 'unresolved' | 'sharedEndings' | 'unknownUnits' | 'kindEndings'>,
): Names => {
  const { seats, units, groups, unresolved, sharedEndings } = pack;
  const spellings = units.flatMap((unit) => [unit.name, ...unit.aliases].map((one) => [one, unit.id] as const));
  const variants = groups.flatMap((group) => group.variants.map((one) => [one, group] as const));
  refuseTwice([...spellings, ...variants].map(([one]) => one).concat(unresolved));
  const names = new Map(units.map((unit) => [unit.id, unit.name]));
  const strangers = new Map<UnitId, PackUnit>();
  const groupNamed = new Map(variants);
  const unnamed = new Set(unresolved);
  // Words of the grammar are no names, nor are two names in one: who wrote them meant the units that are known.
  const known = new Set([...spellings.map(([one]) => one), ...groupNamed.keys(), ...unnamed]);
  const grammar = [...groupNamed.keys(), ...unnamed, EXCEPT];
  const mayBeName = (text: string): boolean =>
    NAME.test(text) &&
    !text.endsWith(OPEN) &&
    !grammar.some((word) => text.includes(word)) &&
    !text.split(JOINTS).some((part) => part !== text && known.has(part));
  const alike = new Map<string, UnitId | null>();
  return {
    units: new Map(spellings),
    groups: groupNamed,
    unresolved: unnamed,
    seats: new Set([seats.office, seats.leadingGroup, seats.inspectorate]),
    endingOf: (list) => sharedEndings.find((ending) => list.endsWith(ending)) ?? '',
    nameOf: (unit) => names.get(unit) ?? strangers.get(unit)?.name ?? unit,
    strangerOf: (spelling) => {
      if (pack.unknownUnits === 'refuse' || !mayBeName(spelling)) return null;
      const unit = strangerNamed(spelling, pack);
      strangers.set(unit.id, unit);
      return unit.id;
    },
    strangers,
    likest: (spelling) => {
      const like = alike.get(spelling) ?? likestOf(spelling, spellings, pack);
      alike.set(spelling, like);
      return like;
    },
  };
};

const likestOf = (
  spelling: string,
  spellings: readonly (readonly [name: string, unit: UnitId])[],
  pack: Pick<Pack, 'kindEndings'>,
): UnitId | null => {
  const stem = pairsOf(stemOf(spelling, pack));
  const ranked = spellings.map(([one, unit]) => ({ unit, like: likeness(pairsOf(stemOf(one, pack)), stem) }));
  const best = ranked.reduce((a, b) => (b.like > a.like ? b : a), { unit: null as UnitId | null, like: 0 });
  return best.like >= LEAST_LIKENESS ? best.unit : null;
};

const refuseTwice = (all: readonly string[]): void => {
  const seen = new Set<string>();
  for (const one of all) {
    if (seen.has(one)) throw new PackError('units.json', `资料包中“${one}”有两个含义`, `"${one}" has two meanings`);
    seen.add(one);
  }
};

/** Every county's name ends alike: what tells them apart stands before it. */
const stemOf = (name: string, { kindEndings }: Pick<Pack, 'kindEndings'>): string => {
  const ending = kindEndings.find((one) => name.endsWith(one.ending))?.ending ?? '';
  return name.slice(0, name.length - ending.length);
};

/** Its id follows from its name, so that the same name is the same unit in every reading. Its kind is read off the name's ending. */
const strangerNamed = (name: string, { kindEndings }: Pick<Pack, 'kindEndings'>): PackUnit => ({
  // A slug by its form.
  id: `unit-${createHash('sha256').update(name).digest('hex').slice(0, 8)}` as UnitId,
  name,
  nameEn: name,
  kind: kindEndings.find(({ ending }) => name.endsWith(ending))?.kind ?? 'bureau',
  aliases: [],
  core: false,
});
