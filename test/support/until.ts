import { setTimeout as pause } from 'node:timers/promises';

const ASK_EVERY_MS = 50;

/** Waits for a condition: gives the first answer that is neither false, null nor undefined; fails after `ms` naming what was waited for. */
export const until = async <T>(
  what: string,
  ask: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  ms = 20_000,
): Promise<T> => {
  const end = Date.now() + ms;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== false && answer !== null && answer !== undefined) return answer;
      last = undefined;
    } catch (cause) {
      last = cause;
    }
    if (Date.now() > end)
      throw new Error(
        `waited ${ms} ms in vain: ${what}${last instanceof Error ? `; the last answer was: ${last.message}` : ''}`,
      );
    await pause(ASK_EVERY_MS);
  }
};
