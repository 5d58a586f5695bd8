import type { Ring } from '#conductor/conductor';

/** When so many do not answer, the rest will not either, and are left. */
export const MOST_MISSED = 8;

/**
 * Rings all of these, `atOnce` at a time, for as long as it `goes` on. Gives those whose turn did not come and, after
 * them, those that could not be reached.
 */
export const ringAll = async (
  rings: readonly Ring[],
  send: (ring: Ring) => Promise<void>,
  { atOnce, goes = () => true }: { readonly atOnce: number; readonly goes?: () => boolean },
): Promise<readonly Ring[]> => {
  const missed: Ring[] = [];
  const left = [...rings];
  const ringer = async (): Promise<void> => {
    while (goes() && missed.length < MOST_MISSED) {
      const ring = left.shift();
      if (ring === undefined) return;
      await send(ring).catch(() => {
        missed.push(ring);
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ringer));
  return [...left, ...missed];
};
