import { cellAt, mistake } from './cells.ts';
import { INDICATOR_CELLS, type IndicatorRow, indicatorRow } from './indicator-row.ts';
import type { Lexed, Row } from './lexer.ts';
import { type Frame, readFrame } from './frame.ts';
import { PlanError } from './plan-error.ts';
import { taskCells, type TaskRow, taskRow } from './task-row.ts';

export interface Tables extends Frame {
  readonly indicators: readonly IndicatorRow[];
  readonly sections: readonly string[];
  readonly tasks: readonly TaskRow[];
}

/** Rows are recognised by their number of cells. The task table's header has one label less than its rows have cells: heading and text share one. */
const TASK_CELLS = taskCells.length;
const INDICATOR_LABELS = [/^序号$/, /^一级指标$/, /^二级指标$/, /^三级指标$/, /^\d{4}年目标$/];
const TASK_LABELS = [/^序号$/, /^试点任务$/, /^牵头单位$/, /^配合单位$/, /^责任单位$/, /^完成时限$/];
/** The ids of tasks have three digits. */
const MOST_TASKS = 999;

type Part = 'before' | 'indicators' | 'tasks';

/**
 * Step 2: the two tables, and what stands above and between them. Throws a PlanError on a row of any other length, a
 * missing table, a number out of order, a heading or level that nothing carries down, a line outside its place.
 */
export const readTables = ({ rows, texts }: Lexed): Tables => {
  const indicators: IndicatorRow[] = [];
  const sections: string[] = [];
  const tasks: TaskRow[] = [];
  const headers: Row[] = [];
  let part: Part = 'before';
  let above: TaskRow | undefined;
  for (const row of rows) {
    const length = row.cells.length;
    if (part === 'before' && length === INDICATOR_CELLS) {
      headers.push(labelled(row, INDICATOR_LABELS));
      part = 'indicators';
    } else if (part === 'indicators' && length === INDICATOR_CELLS) {
      indicators.push(indicatorRow(row, indicators.at(-1)));
    } else if (part === 'indicators' && length === TASK_LABELS.length) {
      headers.push(labelled(row, TASK_LABELS));
      part = 'tasks';
    } else if (part === 'tasks' && length === 1) {
      sections.push(sectionOf(row));
      above = undefined;
    } else if (part === 'tasks' && length === TASK_CELLS) {
      above = taskRow(row, tasks.length + 1, sections.at(-1) ?? noSection(row), above);
      tasks.push(above);
    } else throw unexpected(row, part);
  }
  const [header1, header2] = headers;
  if (header1 === undefined || header2 === undefined || tasks.length === 0) throw noTasks(rows);
  if (tasks.length > MOST_TASKS) throw tooMany(rows);
  const tables = { indicators: [header1.line, indicators.at(-1)?.line ?? header1.line], tasks: header2.line } as const;
  return { indicators, sections, tasks, ...readFrame(texts, tables) };
};

const expectedIn = {
  before: `${INDICATOR_CELLS}`,
  indicators: `${INDICATOR_CELLS} or ${TASK_LABELS.length}`,
  tasks: `1 or ${TASK_CELLS}`,
} as const satisfies Record<Part, string>;

const unexpected = (row: Row, part: Part): PlanError =>
  new PlanError(
    { line: row.line, column: 1, cell: null },
    `本行有${row.cells.length}个单元格，此处应为${expectedIn[part].replace(' or ', '或')}个`,
    `a row of ${row.cells.length} ${row.cells.length === 1 ? 'cell' : 'cells'}; ${expectedIn[part]} are expected here`,
  );

const labelled = (row: Row, labels: readonly RegExp[]): Row => {
  for (const [i, label] of labels.entries()) {
    const cell = cellAt(row, i);
    if (label.test(cell.text)) continue;
    const [zh, en] = [
      `表头为“${cell.text}”，应符合 ${label.source}`,
      `the header cell is "${cell.text}"; ${label.source} is expected`,
    ];
    throw mistake(cell, null, 0, zh, en);
  }
  return row;
};

/** A task row cut after its number has one cell, and is no section. */
const sectionOf = (row: Row): string => {
  const { text } = cellAt(row, 0);
  if (/^\d*$/.test(text)) throw unexpected(row, 'tasks');
  return text;
};

const noSection = (row: Row): never => {
  throw new PlanError(
    { line: row.line, column: 1, cell: null },
    '任务之前没有分节标题',
    'a task before the first section row',
  );
};

const noTasks = (rows: readonly Row[]): PlanError =>
  new PlanError(
    { line: rows.at(-1)?.line ?? 1, column: 1, cell: null },
    '没有找到任务清单',
    `no table of tasks: a header of ${TASK_LABELS.length} cells and rows of ${TASK_CELLS} are expected`,
  );

const tooMany = (rows: readonly Row[]): PlanError =>
  new PlanError(
    { line: rows.at(-1)?.line ?? 1, column: 1, cell: null },
    `任务超过${MOST_TASKS}项`,
    `more than ${MOST_TASKS} tasks; their ids have three digits`,
  );
