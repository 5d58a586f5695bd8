import { availableParallelism, loadavg } from 'node:os';

/** The value below which that share of all lies; 0 of none. */
export const quantile = (all: readonly number[], share: number): number => {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
export const median = (all: readonly number[]): number => quantile(all, 0.5);

export const msOf = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

/** What one bench promises, and what was measured in each of its rounds. */
export interface Bound {
  readonly what: string;
  readonly rounds: readonly number[];
  readonly unit: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Prints the median of the rounds with their spread against the bound; a miss makes the process end with 1. */
export const hold = ({ what, rounds, unit, atMost, atLeast }: Bound): void => {
  const middle = median(rounds);
  const isHeld = middle <= (atMost ?? Infinity) && middle >= (atLeast ?? -Infinity);
  const bound = atMost === undefined ? `≥ ${atLeast ?? ''}` : `≤ ${atMost}`;
  console.log(`${isHeld ? 'OK  ' : 'MISS'} ${what}: ${spreadOf(rounds, unit)}, bound ${bound}${unit}`);
  if (!isHeld) process.exitCode = 1;
};

/** A figure that has no bound of its own. */
export const tell = (what: string, rounds: readonly number[], unit: string): void => {
  console.log(`     ${what}: ${spreadOf(rounds, unit)}`);
};

const spreadOf = (rounds: readonly number[], unit: string): string => {
  const least = `${written(Math.min(...rounds))}–${written(Math.max(...rounds))}`;
  return `${written(median(rounds))}${unit} (${least}, ${rounds.length} rounds)`;
};

const written = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(Math.abs(value) >= 10 ? 1 : 2);

/** Two cores that others use as well measure something else than two cores of one's own. */
export const machine = (): string =>
  `${availableParallelism()} cores, load ${loadavg()
    .map((one) => one.toFixed(1))
    .join(' ')}, Node ${process.version}`;
