import { PlanError } from './plan-error.ts';
import type { TaskDraft } from '#domain/draft';
import type { Tables } from './tables.ts';

/** How many rows of each kind a document must have. */
export interface RowCounts {
  readonly tasks: number;
  readonly indicators: number;
  readonly sections: number;
}

/**
 * A document that was cut off behind a row looks whole, so that somebody must know how many rows it has: the pack for its
 * own document, whoever imports for another. Throws a PlanError at the end of a table that has more or fewer. A section row that is lost, or a page's number that is taken for one, would move tasks.
 */
export const mustBeWhole = ({ indicators, sections, tasks }: Tables, expected: RowCounts): void => {
  if (indicators.length !== expected.indicators)
    throw new PlanError(
      { line: indicators.at(-1)?.line ?? 1, column: 1, cell: null },
      `指标表到此为止，共${indicators.length}项，应为${expected.indicators}项；若文件本应如此，请申明指标数（--indicators ${indicators.length}；网页接口为indicators=${indicators.length}）`,
      `the table of indicators ends here with ${indicators.length}; ${expected.indicators} are expected, unless another number is declared`,
    );
  if (tasks.length !== expected.tasks)
    throw new PlanError(
      { line: tasks.at(-1)?.cells.due.line ?? 1, column: 1, cell: null },
      `任务清单到此为止，共${tasks.length}项，应为${expected.tasks}项；若文件本应如此，请申明任务数（--tasks ${tasks.length}；网页接口为tasks=${tasks.length}）`,
      `the table of tasks ends here with ${tasks.length}; ${expected.tasks} are expected, unless another number is declared`,
    );
  if (sections.length !== expected.sections)
    throw new PlanError(
      { line: tasks.at(-1)?.cells.due.line ?? 1, column: 1, cell: null },
      `任务清单共有${sections.length}个分节标题（${sections.join('、')}），应为${expected.sections}个；若文件本应如此，请申明分节数（--sections ${sections.length}；网页接口为sections=${sections.length}）`,
      `${sections.length} sections; ${expected.sections} are expected, unless another number is declared`,
    );
};

/** No row of a known plan names more than sixteen. */
const MOST_UNITS = 200;
/** Sixteen times the first plan. */
const MOST_ASSIGNMENTS = 20_000;

/** Rows, units and groups multiply: throws a PlanError at the row where it is too much for one plan. */
export const mustFit = (drafts: readonly TaskDraft[]): void => {
  let all = 0;
  for (const { no, units } of drafts) {
    all += units.length;
    if (units.length > MOST_UNITS)
      throw new PlanError(
        { line: units[0]?.from.line ?? 1, column: 1, cell: null },
        `第${no}项有${units.length}个办理单元，最多${MOST_UNITS}个`,
        `${units.length} assignments in row ${no}; at most ${MOST_UNITS} are allowed`,
      );
    if (all > MOST_ASSIGNMENTS)
      throw new PlanError(
        { line: units[0]?.from.line ?? 1, column: 1, cell: null },
        `到第${no}项为止办理单元超过${MOST_ASSIGNMENTS}个`,
        `more than ${MOST_ASSIGNMENTS} assignments up to row ${no}`,
      );
  }
};
