import { quantile } from './figures.ts';

/** What came of a load: how many were done, how fast, how long each took, and how many bytes came back. */
export interface Load {
  readonly done: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly bytes: number;
}

/** So many clients, each asking again as soon as it is answered, for so long. `one` gives the bytes of its answer. */
export const closedLoop = async (clients: number, ms: number, one: () => Promise<number>): Promise<Load> => {
  const took: number[] = [];
  let bytes = 0;
  const began = performance.now();
  const client = async (): Promise<void> => {
    for (let at = performance.now(); at < began + ms;) {
      // Added after the wait: others add theirs meanwhile.
      const answered = await one();
      bytes += answered;
      const now = performance.now();
      took.push(now - at);
      at = now;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const perSecond = (took.length * 1_000) / (performance.now() - began);
  return { done: took.length, perSecond, p50: quantile(took, 0.5), p99: quantile(took, 0.99), bytes };
};

/** So many a second at even distances, whether the ones before have been answered or not. */
export const openLoop = async (perSecond: number, ms: number, one: () => Promise<unknown>): Promise<void> => {
  const under: Promise<unknown>[] = [];
  const began = performance.now();
  await new Promise<void>((over) => {
    const tick = setInterval(() => {
      const since = performance.now() - began;
      while (under.length < Math.min((since * perSecond) / 1_000, (ms * perSecond) / 1_000)) under.push(one());
      if (since < ms) return;
      clearInterval(tick);
      over();
    }, 2);
  });
  await Promise.all(under);
};
