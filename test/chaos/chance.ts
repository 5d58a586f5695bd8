/** Chance that can be had again: the same seed gives the same numbers. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  readonly next: () => number;
  /** A whole number from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number;
  readonly one: <T>(of: readonly [T, ...T[]]) => T;
  readonly often: (probability: number) => boolean;
}

/** Mulberry32: small, even enough for plans, and the same on every machine. */
export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    one: (of) => of[Math.floor(next() * of.length)] ?? of[0],
    often: (probability) => next() < probability,
  };
};
