import type { PersonId, Post } from './actor.ts';
import type { Climb } from './climb.ts';
import type { Day } from './time/day.ts';

/** The levels of sign-off: the lead, the office, the leading group. */
export const levels = ['L1', 'L2', 'L3'] as const;
export type Level = (typeof levels)[number];

/** A sign-off that has been requested and is not decided yet. */
export interface Review {
  readonly level: Level;
  /** Whose members sign it: the level's own, or the next level's where all of them are excluded. */
  readonly signers: Level;
  /** Since when it waits for these signers. */
  readonly since: Day;
  readonly requestedBy: PersonId;
  readonly requestedOn: Day;
  /** How far the lead's ladder had been climbed: it goes on from there when the request is taken back. */
  readonly climb: Climb | null;
  /** The leading group signs too. */
  readonly needsL3: boolean;
  /** Who has signed in this round, and who stood back. */
  readonly signed: readonly PersonId[];
  readonly recused: readonly PersonId[];
  /** Posts of the leading group that were named in the place of somebody who stood back. */
  readonly named: readonly Post[];
}
