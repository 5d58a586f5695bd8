import type { Remark } from '#domain/draft';
import type { Note } from './frame.ts';
import type { IndicatorRow } from './indicator-row.ts';
import type { IndicatorFacts } from './pack.ts';
import { PlanError } from './plan-error.ts';
import { readOddly } from './remarks.ts';

/** An indicator: verbatim from the document, with what the pack knows of it. */
export interface Indicator extends Pick<IndicatorRow, 'no' | 'level1' | 'level2' | 'name' | 'star' | 'target'> {
  readonly line: number;
  /** The passage of the document's notes that speaks of it. */
  readonly note: string | null;
  /** How its target is judged, and the tasks that may move it. */
  readonly facts: IndicatorFacts;
}

const cells = ['no', 'level1', 'level2', 'name', 'target'] as const;

/**
 * Joins the indicator table with the pack's facts. Throws a PlanError where they speak of different words: a reading of
 * another target would be judged as if it were this one.
 */
export const readIndicators = (
  rows: readonly IndicatorRow[],
  notes: readonly Note[],
  facts: readonly IndicatorFacts[],
): { readonly indicators: readonly Indicator[]; readonly remarks: readonly Remark[] } => ({
  indicators: rows.map((row) => join(row, notes, facts)),
  remarks: rows.flatMap((row) =>
    cells.flatMap((name, i) => {
      const cell = row.cells[i];
      return cell === undefined ? [] : readOddly(cell, name);
    }),
  ),
});

const join = (
  { no, line, level1, level2, name, star, target }: IndicatorRow,
  notes: readonly Note[],
  known: readonly IndicatorFacts[],
): Indicator => {
  const facts = known.find((one) => one.no === no) ?? refuse(line, no, `${no}`);
  const note = facts.note ?? null;
  if (facts.name !== name || facts.star !== star) refuse(line, no, name);
  if (facts.target !== target) refuse(line, no, target);
  if (note !== null && !notes.some(({ text }) => text.includes(note))) refuse(line, no, note);
  return { no, line, level1, level2, name, star, target, note, facts };
};

const refuse = (line: number, no: number, what: string): never => {
  throw new PlanError(
    { line, column: 2, cell: null },
    `资料包中的指标${no}与文件不符：“${what}”`,
    `the pack knows no such indicator ${no}: "${what}"`,
  );
};
