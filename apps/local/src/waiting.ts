import { setTimeout as sleep } from 'node:timers/promises';
import { Obstacle, reasonOf } from './obstacle.ts';

export interface Patience {
  /** What is waited for, for the sentence when it does not come. */
  readonly what: string;
  readonly deadlineMs: number;
  readonly everyMs?: number;
  /** Ends the waiting at once, by throwing its reason. */
  readonly signal: AbortSignal;
}

/**
 * Asks again and again until there is an answer other than null. What the question throws counts as "not yet"; the
 * last of it is told when the deadline has passed.
 */
export const until = async <Answer>(ask: () => Promise<Answer | null>, patience: Patience): Promise<Answer> => {
  const end = performance.now() + patience.deadlineMs;
  for (let last = 'no answer'; ;) {
    patience.signal.throwIfAborted();
    try {
      const answer = await ask();
      if (answer !== null) return answer;
    } catch (thrown) {
      last = reasonOf(thrown);
    }
    if (performance.now() > end) {
      throw new Obstacle(`${patience.what} did not come within ${patience.deadlineMs / 1000} s: ${last}`);
    }
    await sleep(patience.everyMs ?? 50, undefined, { signal: patience.signal });
  }
};
