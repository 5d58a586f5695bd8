import { deputyOrAbove, holds, type Person, type Post, sectionHeadOrAbove } from '../actor.ts';
import { houseOf } from '../owed-review.ts';
import { type Level, levels, type Review } from '../review.ts';
import type { Task } from '../task.ts';

/** What of a review says who may sign. */
export type Round = Pick<Review, 'level' | 'signed' | 'recused' | 'named'>;

/**
 * Whose members sign at a level (§5): its own; where all of them are excluded, have signed or stood back, the next
 * level's, who sign for it. Where nobody at all is left it is the level's own, and waits.
 */
export const signersFor = (task: Task, round: Round, members: readonly Person[]): Level =>
  levels
    .slice(levels.indexOf(round.level))
    .find((level) => members.some((one) => maySign(task, round, level, one, members))) ?? round.level;

/** Whose members the signature is awaited from: those who were named, as long as one of them is there to sign. */
export const signersNow = (task: Task, review: Review, members: readonly Person[]): Level =>
  members.some((one) => maySign(task, review, review.signers, one, members))
    ? review.signers
    : signersFor(task, review, members);

/** Whether this person may sign for a level: holds one of its posts, and did nothing that is to be signed. */
export const maySign = (task: Task, round: Round, level: Level, one: Person, members: readonly Person[]): boolean => {
  const house = houseOf(task, level);
  const may = (who: Person, posts: readonly Post[]): boolean =>
    holds(who, house, posts) &&
    !task.hands.includes(who.person) &&
    !round.signed.includes(who.person) &&
    !round.recused.includes(who.person) &&
    !(level === 'L2' && who.home === task.lead);
  if (may(one, postsOf(round, level))) return true;
  // The leading group's secretary at last.
  return level === 'L3' && may(one, ['liaison']) && !members.some((other) => may(other, postsOf(round, level)));
};

/** The posts that sign at a level, with those named in somebody's place. */
export const postsOf = ({ named }: Pick<Review, 'named'>, level: Level): readonly Post[] =>
  ({ L1: deputyOrAbove, L2: sectionHeadOrAbove, L3: [...deputyOrAbove, ...named] })[level];
