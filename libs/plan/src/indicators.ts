import type { Remark } from '#domain/draft';
import { cellNames } from './cells.ts';
import type { Note } from './frame.ts';
import { indicatorCells, type IndicatorRow } from './indicator-row.ts';
import type { IndicatorFacts } from './pack.ts';
import { readOddly } from './remarks.ts';

/** An indicator: verbatim from the document, with what the pack knows of it. */
export interface Indicator extends Pick<IndicatorRow, 'no' | 'level1' | 'level2' | 'name' | 'star' | 'target'> {
  readonly line: number;
  /** The passage of the document's notes that speaks of it. */
  readonly note: string | null;
  /** How its target is judged, and the tasks that may move it; null where the pack knows none of these very words. */
  readonly facts: IndicatorFacts | null;
}

/**
 * Joins the indicator table with the pack's facts: by the words, for a reading of another target would be judged as if it
 * were this one. An indicator of which nothing is known has no automatic judgement, and a remark that says so.
 */
export const readIndicators = (
  rows: readonly IndicatorRow[],
  notes: readonly Note[],
  facts: readonly IndicatorFacts[],
): { readonly indicators: readonly Indicator[]; readonly remarks: readonly Remark[] } => {
  const indicators = rows.map((row) => join(row, notes, facts));
  const remarks = rows.flatMap((row) =>
    indicatorCells.flatMap((name, i) => {
      const cell = row.cells[i];
      return cell === undefined ? [] : readOddly(cell, name);
    }),
  );
  return { indicators, remarks: [...remarks, ...indicators.filter((one) => one.facts === null).map(unknown)] };
};

const join = (
  { no, line, level1, level2, name, star, target }: IndicatorRow,
  notes: readonly Note[],
  known: readonly IndicatorFacts[],
): Indicator => {
  const same = known.find((one) => one.name === name && one.star === star && one.target === target);
  // A note may redefine the target: without it, this is another one.
  const facts = same !== undefined && (same.note === undefined || isNoted(same.note, notes)) ? same : null;
  return { no, line, level1, level2, name, star, target, note: facts?.note ?? null, facts };
};

const isNoted = (passage: string, notes: readonly Note[]): boolean => notes.some(({ text }) => text.includes(passage));

const unknown = ({ no, line, name, target }: Indicator): Remark => ({
  kind: 'odd',
  line,
  cell: cellNames.target,
  zh: `资料包中没有与指标${no}“${name}”（${target}）一致的说明，无法自动判断是否达标`,
  en: `The pack knows no indicator ${no} "${name}" (${target}): whether it is reached is not judged automatically`,
});
