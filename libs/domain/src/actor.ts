import type { UnitId } from './unit.ts';

/** A person, not an account: somebody with two posts is one person. */
export type PersonId = string & { readonly __person: never };

/** From the first to the last rung of a house: each post stands above the one before it. */
export const posts = ['liaison', 'handler', 'section-head', 'deputy', 'chief'] as const;
export type Post = (typeof posts)[number];

/** A post in a unit: whom a letter is addressed to, whoever holds it that day. */
export interface Chair {
  readonly unit: UnitId;
  readonly post: Post;
}

/** A person with the posts held that day. */
export interface Person {
  readonly person: PersonId;
  readonly chairs: readonly Chair[];
  /** The bureau that an office member comes from; null for everybody else. */
  readonly home: UnitId | null;
}

/** Who gives an order. */
export type Actor = Person | 'clock';

/** The posts that an order names by "section head or above". */
export const sectionHeadOrAbove: readonly Post[] = ['section-head', 'deputy', 'chief'];
export const deputyOrAbove: readonly Post[] = ['deputy', 'chief'];
export const liaisonOrHandler: readonly Post[] = ['liaison', 'handler'];

/** Whether the actor holds one of these posts in that unit. The clock holds none. */
export const holds = (by: Actor, unit: UnitId, any: readonly Post[] = posts): boolean =>
  by !== 'clock' && by.chairs.some((chair) => chair.unit === unit && any.includes(chair.post));
