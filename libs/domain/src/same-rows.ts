import { likeness, type Pairs, pairsOf } from './likeness.ts';

/** A row of a plan's table, as far as it tells which row it is. */
export interface NumberedText {
  readonly no: number;
  readonly text: string;
}

/** Two texts of which less is alike are of two rows. */
const LEAST_LIKENESS = 0.5;
/** Everything is compared with everything up to so many pairs; beyond them, only rows whose numbers lie this near. */
const MOST_PAIRS = 60_000;
const NEAR = 30;

/**
 * Which row of an earlier document each row of a later one is, number by number. The same text is the same row, wherever
 * it stands (one that stands several times: in its order). Of what is left the two that are most alike are the same row,
 * when at least half of them is; then the next two. What is left over is new, or gone.
 */
export const sameRows = (
  earlier: readonly NumberedText[],
  later: readonly NumberedText[],
): ReadonlyMap<number, number> => {
  const same = new Map<number, number>();
  const twins = new Map<string, number[]>();
  for (const { no, text } of earlier) {
    const known = twins.get(text);
    if (known === undefined) twins.set(text, [no]);
    else known.push(no);
  }
  for (const row of later) {
    const twin = twins.get(row.text)?.shift();
    if (twin !== undefined) same.set(row.no, twin);
  }
  const taken = new Set(same.values());
  for (const { was, is } of alike(
    earlier.filter(({ no }) => !taken.has(no)),
    later.filter(({ no }) => !same.has(no)),
  )) {
    if (taken.has(was) || same.has(is)) continue;
    same.set(is, was);
    taken.add(was);
  }
  return same;
};

interface Pair {
  readonly was: number;
  readonly is: number;
  readonly like: number;
}

/** The pairs that may be the same row, the likeliest first; of equals the one that has moved less. */
const alike = (earlier: readonly NumberedText[], later: readonly NumberedText[]): readonly Pair[] => {
  const olds = earlier.map(read);
  const isFew = earlier.length * later.length <= MOST_PAIRS;
  return later
    .map(read)
    .flatMap((row) =>
      olds
        .filter(({ no }) => isFew || Math.abs(no - row.no) <= NEAR)
        .map((old) => ({ was: old.no, is: row.no, like: likeness(old.pairs, row.pairs) })),
    )
    .filter(({ like }) => like >= LEAST_LIKENESS)
    .sort((a, b) => b.like - a.like || Math.abs(a.was - a.is) - Math.abs(b.was - b.is) || a.is - b.is);
};

const read = ({ no, text }: NumberedText): { readonly no: number; readonly pairs: Pairs } => ({
  no,
  pairs: pairsOf(text),
});
