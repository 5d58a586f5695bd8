import type { Fact } from '#domain/event';

/** An answer to an order. */
export interface Answer {
  readonly status: number;
  readonly seq?: number;
  readonly facts?: readonly Fact[];
}

/** How one request, repeated until somebody answered, ended. */
export interface Settled {
  /** Null: no final answer came. */
  readonly answer: Answer | null;
  /** When the request that was answered was sent, and when its answer had come; real milliseconds. */
  readonly askedAt: number;
  readonly answeredAt: number;
}

/**
 * What is wrong with two answers to one order that was given twice at the same moment; null when they can both be true.
 * Once accepted a key has one answer. A refusal leaves nothing, so that one of before the acceptance is allowed: when it was
 * sent before the acceptance was known, and (the checker holds that against the facts) the task changed in between.
 */
export const contradiction = (one: Settled, other: Settled): string | null => {
  for (const { answer } of [one, other])
    if (answer?.status === 409) return 'was answered 409 although its order never changed';
  const [accepted, second] = one.answer?.status === 200 ? [one, other] : [other, one];
  if (accepted.answer?.status !== 200 || second.answer === null) return null;
  if (second.answer.status === 200)
    return isSame(accepted.answer, second.answer) ? null : 'was answered twice, and differently';
  return second.askedAt > accepted.answeredAt ? `was answered 200, and ${second.answer.status} afterwards` : null;
};

export const isSame = (one: Answer, other: Answer): boolean =>
  one.status === other.status &&
  one.seq === other.seq &&
  JSON.stringify(sorted(one.facts)) === JSON.stringify(sorted(other.facts));

/** A fact read back from the ledger has its keys in another order. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
};
