/** The pairs of neighbouring characters of a text, and how often each stands in it. */
export type Pairs = ReadonlyMap<string, number>;

export const pairsOf = (text: string): Pairs => {
  const pairs = new Map<string, number>();
  // One character has no neighbour: it is compared as it stands.
  if (text.length === 1) return pairs.set(text, 1);
  for (let i = 0; i + 1 < text.length; i += 1) {
    const pair = text.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
};

/** How like two texts are, from 0 to 1: twice what their pairs have in common, over all pairs (Dice). */
export const likeness = (one: Pairs, other: Pairs): number => {
  const size = total(one) + total(other);
  if (size === 0) return 1;
  let common = 0;
  for (const [pair, times] of one) common += Math.min(times, other.get(pair) ?? 0);
  return (2 * common) / size;
};

const total = (pairs: Pairs): number => {
  let sum = 0;
  for (const times of pairs.values()) sum += times;
  return sum;
};
