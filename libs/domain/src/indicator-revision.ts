import { sameRows } from './same-rows.ts';

/** What a revised document would change in one indicator. */
export interface IndicatorRevision {
  readonly was: number | null;
  readonly no: number | null;
  readonly from: IndicatorWords | null;
  readonly to: IndicatorWords | null;
}

export interface IndicatorWords {
  readonly name: string;
  readonly star: boolean;
  readonly target: string;
}

/** The same for indicators: by name, then by number. Nothing is proposed, for no order changes an indicator. */
export const indicatorRevisionOf = (
  standing: readonly (IndicatorWords & { readonly no: number })[],
  read: readonly (IndicatorWords & { readonly no: number })[],
): readonly IndicatorRevision[] => {
  const named = (all: typeof read) => all.map(({ no, name }) => ({ no, text: name }));
  const same = sameRows(named(standing), named(read));
  const byNumber = new Map(standing.map((one) => [one.no, one]));
  const kept = new Set(same.values());
  const changed = read.map((one) => revised(byNumber.get(same.get(one.no) ?? 0) ?? null, one));
  const gone = standing.filter(({ no }) => !kept.has(no)).map((one) => revised(one, null));
  return [...changed, ...gone].filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
};

const revised = (
  was: (IndicatorWords & { readonly no: number }) | null,
  now: (IndicatorWords & { readonly no: number }) | null,
): IndicatorRevision => ({ was: was?.no ?? null, no: now?.no ?? null, from: wordsOf(was), to: wordsOf(now) });

const wordsOf = (one: IndicatorWords | null): IndicatorWords | null =>
  one && { name: one.name, star: one.star, target: one.target };
