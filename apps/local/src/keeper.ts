import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, indented } from './child.ts';
import type { Launch } from './ready-child.ts';
import { Obstacle, reasonOf } from './obstacle.ts';
import type { Say } from './screen.ts';

/** A part that is started again whenever it ends. */
export interface Kept {
  /** Ends it for good; resolves when it is gone. */
  readonly stop: () => Promise<void>;
}

export interface Keeping {
  readonly name: string;
  /** Starts the part and resolves when it is ready; leaves nothing behind when it throws. */
  readonly launch: (launch: Launch) => Promise<Child>;
  /** The launcher is leaving: give up waiting. */
  readonly signal: AbortSignal;
  readonly say: Say;
  /** Told whenever the process behind the part is another one; null while there is none. */
  readonly changed: (pid: number | null) => void;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** Whoever has lived this long has started well, and is tried again without delay. */
const SOUND_LIFE_MS = 60_000;
/** At the very start somebody waits at the screen: then a part that cannot start is told soon. */
const FIRST_ATTEMPTS = 3;

/** Starts a part, and again with a growing pause whenever it ends. Throws when it does not start in three attempts. */
export const keep = async (part: Keeping): Promise<Kept> => {
  const stopping = new AbortController();
  const signal = AbortSignal.any([part.signal, stopping.signal]);
  const hasBeenStopped = (): boolean => signal.aborted;
  let child: Child | null = await firstLaunch(part);
  const watch = async (): Promise<void> => {
    let delayMs = FIRST_DELAY_MS;
    while (child !== null) {
      const born = performance.now();
      const why = await child.ended;
      if (signal.aborted) return;
      if (performance.now() - born > SOUND_LIFE_MS) delayMs = FIRST_DELAY_MS;
      part.say(
        [
          `${part.name} has gone: ${why}. Starting it again in ${delayMs / 1000} s.`,
          ...child.lastLines().map(indented),
        ].join('\n'),
      );
      child = null;
      part.changed(null);
      while (child === null) {
        await sleep(delayMs, undefined, { signal });
        delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
        try {
          child = await part.launch({ signal, born: part.changed });
          // The stop came just too late to be heard by the launch and too early to find the child.
          if (hasBeenStopped()) {
            await child.stop();
            return;
          }
        } catch (thrown) {
          signal.throwIfAborted();
          part.say(`${reasonOf(thrown)}\nTrying again in ${delayMs / 1000} s.`);
        }
      }
      part.say(`${part.name} is up again.`);
    }
  };
  // An ordered end aborts the waiting inside; anything else would be a fault of ours and must be seen.
  const watched = watch().catch((thrown: unknown) => {
    if (!signal.aborted) throw thrown;
  });
  return {
    stop: async () => {
      stopping.abort(new Error('stopping'));
      await child?.stop();
      await watched;
    },
  };
};

const firstLaunch = async (part: Keeping): Promise<Child> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await part.launch({ signal: part.signal, born: part.changed });
    } catch (thrown) {
      part.signal.throwIfAborted();
      if (attempt === FIRST_ATTEMPTS || !(thrown instanceof Obstacle)) throw thrown;
      part.say(`${reasonOf(thrown)}\nTrying again.`);
      await sleep(FIRST_DELAY_MS * attempt, undefined, { signal: part.signal });
    }
  }
};
