import { type PersonId, type Post, posts } from '#domain/actor';
import type { Unit, UnitId } from '#domain/unit';
import type { Person } from './people.ts';

const titles: Readonly<Record<Post, string>> = {
  liaison: '联络员',
  handler: '责任人',
  'section-head': '处室负责人',
  deputy: '分管负责人',
  chief: '主要负责人',
};

/** The leading group is no house with sections: its posts are its head, his deputy and its secretary. */
const groupTitles: Readonly<Partial<Record<Post, string>>> = { liaison: '秘书', deputy: '副组长', chief: '组长' };

/**
 * Demo people, one for every post of every unit: posts, not named persons, so that a login says who it is. Members of
 * the office each come from another bureau; at sign-off somebody can then always be found who is not the lead's own.
 */
export const demoPeople = (units: readonly Unit[], passwordHash: string): readonly Person[] => {
  const bureaus = units.filter(({ kind }) => kind === 'bureau');
  return units.flatMap((unit) => {
    const named = unit.kind === 'leading-group' ? groupTitles : titles;
    return posts.flatMap((post, place) => {
      const title = named[post];
      if (title === undefined) return [];
      const login = `${unit.id}.${post}`;
      const home = unit.kind === 'office' ? spread(bureaus, place) : undefined;
      return {
        // Demo people are called by their posts, and nothing else is known of them.
        id: login as PersonId,
        login,
        name: `${unit.name} ${title}`,
        email: `${login}@duban.example`,
        passwordHash,
        chairs: [{ unit: unit.id, post }],
        ...(home !== undefined && { home }),
      };
    });
  });
};

/** Bureaus far apart in the plan's list, another for each post. */
const spread = (bureaus: readonly Unit[], place: number): UnitId | undefined =>
  bureaus[Math.floor((place * bureaus.length) / posts.length)]?.id;

/** argon2id with 19 MiB and two passes, as OWASP recommends for passwords. */
export const HASHING = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
