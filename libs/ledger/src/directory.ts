import type { UnitLookup } from '#contract/refusal-texts';
import { posts, type PersonId, type Post } from '#domain/actor';
import type { Addressee, EmptyChair } from '#domain/letter';
import type { PlanId } from '#domain/task';
import type { Day } from '#domain/time/day';
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
  /** Whoever can be reached in a chair. */
  readonly holders: ReadonlyMap<string, readonly { person: PersonId; name: string; email: string }[]>;
  /** Of a chair with several holders those whose address bounces, while others can be reached. */
  readonly unreached: ReadonlyMap<string, { readonly name: string; readonly cause: string }>;
  /** Why nobody can be, where somebody holds it or did. */
  readonly empty: ReadonlyMap<string, Pick<EmptyChair, 'why' | 'cause'>>;
}

/** Reads who may be written to on a plan day: neither whose term has ended nor whose address bounces. */
export const readDirectory = async (ask: Ask, plan: PlanId, on: Day): Promise<Directory> => {
  const [row] = await ask<{ title: string; office: UnitId }>('select title, office from duban.plan where id = $1', [
    plan,
  ]);
  const units = await ask<{ id: string; name: string; name_en: string; kind: UnitKind }>(
    'select id, name, name_en, kind from duban.unit where plan = $1',
    [plan],
  );
  const seats = await ask<Seat>(SEATS, [plan, on]);
  if (row === undefined) throw new Error(`no plan ${plan}`);
  const holders = new Map<string, { person: PersonId; name: string; email: string }[]>();
  const empty = new Map<string, Pick<EmptyChair, 'why' | 'cause'>>();
  for (const { unit, post, ended, cause, ...who } of seats) {
    const chair = `${unit} ${post}`;
    if (!ended && cause === null) holders.set(chair, [...(holders.get(chair) ?? []), who]);
    // A bounced address is something to be put right; that a predecessor's term has ended is not news beside it.
    else if (empty.get(chair)?.why !== 'bounced')
      empty.set(chair, ended ? { why: 'ended', cause: null } : { why: 'bounced', cause });
  }
  const unreached = new Map<string, { name: string; cause: string }>();
  for (const { unit, post, ended, cause, name } of seats) {
    const chair = `${unit} ${post}`;
    if (ended || cause === null || !holders.has(chair)) continue;
    const before = unreached.get(chair);
    unreached.set(chair, before === undefined ? { name, cause } : { ...before, name: `${before.name}、${name}` });
  }
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
    unreached,
    empty,
  };
};

interface Seat {
  readonly unit: string;
  readonly post: Post;
  readonly person: PersonId;
  readonly name: string;
  readonly email: string;
  readonly ended: boolean;
  /** Why the address bounces; null while it does not. */
  readonly cause: string | null;
}

const SEATS = `
select c.unit, c.post, p.id as person, p.name, p.email, coalesce(c.until < $2, false) as ended, b.cause
from duban.post c join duban.person p on p.id = c.person left join duban.bounced_address b on b.address = lower(p.email)
where c.plan = $1 order by p.id`;

/** Who gets what is meant for a chair, and the chair itself when nobody can be reached in it. */
export interface Delivery {
  readonly to: readonly Addressee[];
  readonly standsIn: EmptyChair | null;
}

/**
 * Whoever holds the post; when nobody does, the next higher post of the unit, then the office's deputy, at last anybody
 * of the office: never an empty chair.
 */
export const addressees = ({ unit, post }: Pick<WaitingNotice, 'unit' | 'post'>, directory: Directory): Delivery => {
  const chairs = [
    ...posts.slice(posts.indexOf(post)).map((higher) => ({ unit, post: higher })),
    ...(['deputy', ...posts] as const).map((any) => ({ unit: directory.office, post: any })),
  ];
  const isEmpty = !directory.holders.has(`${unit} ${post}`);
  const standsIn: EmptyChair | null = isEmpty
    ? {
        unit,
        unitName: directory.units.get(unit) ?? unit,
        kind: directory.kinds.get(unit) ?? 'bureau',
        post,
        ...(directory.empty.get(`${unit} ${post}`) ?? { why: 'nobody', cause: null }),
      }
    : null;
  for (const chair of chairs) {
    const holders = directory.holders.get(`${chair.unit} ${chair.post}`) ?? [];
    if (holders.length > 0) {
      const to = holders.map(({ person, name, email }) => ({
        person,
        name,
        ...chair,
        unitName: directory.units.get(chair.unit) ?? chair.unit,
        kind: directory.kinds.get(chair.unit) ?? 'bureau',
        address: email,
      }));
      return { to, standsIn };
    }
  }
  return { to: [], standsIn };
};
