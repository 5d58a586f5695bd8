import type { TaskDraft } from '#domain/draft';
import { lex } from './lexer.ts';
import { readTasks } from './meanings.ts';
import type { IndicatorFacts, Pack } from './pack.ts';
import { PlanError } from './plan-error.ts';
import { type IndicatorRow, readTables } from './tables.ts';

/** An indicator: verbatim from the document, with what the pack knows of it. */
export interface Indicator extends Omit<IndicatorRow, 'line'> {
  readonly facts: IndicatorFacts;
}

export interface PlanReading {
  readonly tasks: readonly TaskDraft[];
  readonly sections: readonly string[];
  readonly indicators: readonly Indicator[];
  /** Numbers of the tasks that move a ★ indicator, by links that are suggestions until a person confirms them. */
  readonly starTasks: readonly number[];
  /** Lines of white space alone, which were passed over. */
  readonly strays: readonly number[];
}

/** Reads a plan document as a careful clerk would: nothing is guessed silently. Throws a PlanError and reads nothing when something is wrong. */
export const readPlan = (document: Uint8Array, pack: Pack): PlanReading => {
  const lexed = lex(document);
  const tables = readTables(lexed);
  const indicators = tables.indicators.map(({ line, ...row }): Indicator => {
    const facts = pack.indicatorFacts.find((one) => one.no === row.no);
    if (facts === undefined)
      throw new PlanError(
        { line, column: 2, cell: '序号' },
        `资料包中没有指标${row.no}`,
        `the pack knows no indicator ${row.no}`,
      );
    return { ...row, facts };
  });
  const starred = indicators.filter((one) => one.star).flatMap((one) => one.facts.tasks.map((link) => link.no));
  return {
    tasks: readTasks(tables.tasks, pack),
    sections: tables.sections,
    indicators,
    starTasks: [...new Set(starred)].sort((a, b) => a - b),
    strays: lexed.strays,
  };
};
