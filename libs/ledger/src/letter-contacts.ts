import { posts } from '#domain/actor';
import type { Addressee, Contact } from '#domain/letter';
import type { UnitId } from '#domain/unit';
import type { Directory } from './directory.ts';
import type { ToldItem } from './letter-items.ts';

/** More houses are no help; those with most tasks of the letter are named, and the office knows the others. */
const MOST_HOUSES = 8;

/**
 * Whom a reader can ask: of the office, and of the task's lead or, where another house owes, of that one, each house's
 * liaison, or the next post that somebody holds. Nobody of the reader's own house.
 */
export const contactsOf = (to: Addressee, items: readonly ToldItem[], directory: Directory): readonly Contact[] => {
  const houses = new Map<UnitId, Set<number>>();
  for (const { matter, lead, item } of items) {
    const house = matter.unit === to.unit ? lead : matter.unit;
    houses.set(house, (houses.get(house) ?? new Set()).add(item.no));
  }
  const others = [...houses]
    .filter(([house]) => house !== to.unit && house !== directory.office)
    .sort(([a, one], [b, other]) => other.size - one.size || (a < b ? -1 : 1))
    .slice(0, MOST_HOUSES)
    .flatMap(([house, nos]) =>
      contactIn(
        house,
        [...nos].sort((a, b) => a - b),
        directory,
      ),
    );
  return [...(to.unit === directory.office ? [] : contactIn(directory.office, [], directory)), ...others];
};

const contactIn = (unit: UnitId, nos: readonly number[], directory: Directory): readonly Contact[] => {
  for (const post of posts) {
    const [holder] = directory.holders.get(`${unit} ${post}`) ?? [];
    if (holder !== undefined)
      return [
        {
          unitName: directory.units.get(unit) ?? unit,
          kind: directory.kinds.get(unit) ?? 'bureau',
          post,
          name: holder.name,
          address: holder.email,
          nos,
        },
      ];
  }
  return [];
};
