import type { UnitLookup } from '#contract/refusal-texts';
import { posts, type PersonId, type Post } from '#domain/actor';
import type { Addressee } from '#domain/letter';
import type { PlanId } from '#domain/task';
import type { UnitId, UnitKind } from '#domain/unit';
import type { Ask } from './ask.ts';
import type { WaitingNotice } from './waiting-notice.ts';

/** Who sits where, unit names, and the plan's own names: what an address needs. */
export interface Directory {
  readonly title: string;
  readonly officeName: string;
  readonly office: UnitId;
  readonly units: ReadonlyMap<string, string>;
  readonly kinds: ReadonlyMap<string, UnitKind>;
  readonly named: UnitLookup;
  readonly holders: ReadonlyMap<string, readonly { person: PersonId; name: string; email: string }[]>;
}

/** Reads who may be written to now. */
export const readDirectory = async (ask: Ask, plan: PlanId): Promise<Directory> => {
  const [row] = await ask<{ title: string; office: UnitId }>('select title, office from duban.plan where id = $1', [
    plan,
  ]);
  const units = await ask<{ id: string; name: string; name_en: string; kind: UnitKind }>(
    'select id, name, name_en, kind from duban.unit where plan = $1',
    [plan],
  );
  const seats = await ask<{ unit: string; post: Post; person: PersonId; name: string; email: string }>(
    'select c.unit, c.post, p.id as person, p.name, p.email from duban.post c join duban.person p on p.id = c.person where c.plan = $1 order by p.id',
    [plan],
  );
  if (row === undefined) throw new Error(`no plan ${plan}`);
  const holders = new Map<string, { person: PersonId; name: string; email: string }[]>();
  for (const { unit, post, ...who } of seats)
    holders.set(`${unit} ${post}`, [...(holders.get(`${unit} ${post}`) ?? []), who]);
  const names = new Map(units.map((unit) => [unit.id, unit.name]));
  const english = new Map(units.map((unit) => [unit.id, unit.name_en]));
  return {
    title: row.title,
    office: row.office,
    officeName: names.get(row.office) ?? row.office,
    units: names,
    kinds: new Map(units.map((unit) => [unit.id, unit.kind])),
    named: (id) => ({ name: names.get(id) ?? id, nameEn: english.get(id) ?? id }),
    holders,
  };
};

/**
 * Whoever holds the post; when nobody does, the next higher post of the unit, then the office's deputy, at last anybody
 * of the office: never an empty chair.
 */
export const addressees = ({ unit, post }: WaitingNotice, directory: Directory): readonly Addressee[] => {
  const chairs = [
    ...posts.slice(posts.indexOf(post)).map((higher) => ({ unit, post: higher })),
    ...(['deputy', ...posts] as const).map((any) => ({ unit: directory.office, post: any })),
  ];
  for (const chair of chairs) {
    const holders = directory.holders.get(`${chair.unit} ${chair.post}`) ?? [];
    if (holders.length > 0) {
      return holders.map(({ person, name, email }) => ({
        person,
        name,
        ...chair,
        unitName: directory.units.get(chair.unit) ?? chair.unit,
        kind: directory.kinds.get(chair.unit) ?? 'bureau',
        address: email,
      }));
    }
  }
  return [];
};
