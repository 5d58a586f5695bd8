import { cellAt, type CellName, cellNames, mistake } from './cells.ts';
import { indicatorCells, type IndicatorRow, indicatorRow } from './indicator-row.ts';
import type { Lexed, Row } from './lexer.ts';
import { type Frame, readFrame } from './frame.ts';
import { PlanError } from './plan-error.ts';
import { taskCells, type TaskRow, taskRow } from './task-row.ts';

export interface Tables extends Frame {
  /** The year for which the targets of the indicators are set: part of their header. */
  readonly targetYear: number;
  readonly indicators: readonly IndicatorRow[];
  readonly sections: readonly string[];
  readonly tasks: readonly TaskRow[];
}

/** Rows are recognised by their number of cells. The task table's header has one label less than its rows have cells: heading and text share one. */
const INDICATOR_CELLS = indicatorCells.length;
const TASK_CELLS = taskCells.length;
const INDICATOR_LABELS = ['序号', '一级指标', '二级指标', '三级指标', '2020年目标'];
const TASK_LABELS = ['序号', '试点任务', '牵头单位', '配合单位', '责任单位', '完成时限'];
/** The last label of the indicators stands for one with any year. */
const TARGET = /^\d{4}年目标$/;
/** The ids of tasks have three digits. */
const MOST_TASKS = 999;

type Part = 'before' | 'indicators' | 'tasks';

/**
 * Step 2: the two tables, and what stands above and between them. Throws a PlanError on a row of any other length, a
 * missing table, a number out of order, a heading or level that nothing carries down, a line outside its place.
 */
export const readTables = ({ rows, texts, strays }: Lexed): Tables => {
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
    } else throw unexpected(row, part, strays);
  }
  const [header1, header2] = headers;
  if (header1 === undefined || header2 === undefined || tasks.length === 0) throw noTasks(rows);
  if (tasks.length > MOST_TASKS) throw tooMany(rows);
  const tables = { indicators: [header1.line, indicators.at(-1)?.line ?? header1.line], tasks: header2.line } as const;
  const targetYear = Number.parseInt(cellAt(header1, INDICATOR_CELLS - 1).text, 10);
  return { targetYear, indicators, sections, tasks, ...readFrame(texts, tables) };
};

const cellsOf = (names: readonly CellName[]): string =>
  `${names.length}个（${names.map((name) => cellNames[name]).join('、')}）`;

/** What a row may be in each part: its number of cells, and in Chinese what they are. */
const expectedIn: { readonly [K in Part]: { readonly zh: string; readonly en: string } } = {
  before: { zh: cellsOf(indicatorCells), en: `${INDICATOR_CELLS}` },
  indicators: {
    zh: `${cellsOf(indicatorCells)}，或任务清单表头的${TASK_LABELS.length}个`,
    en: `${INDICATOR_CELLS} or ${TASK_LABELS.length}`,
  },
  tasks: { zh: `${cellsOf(taskCells)}，或分节标题的1个`, en: `1 or ${TASK_CELLS}` },
};

/** The row as people find it in the table: by its number, where it has one. */
const rowZh = (row: Row): string => {
  const { text } = cellAt(row, 0);
  return /^\d+$/.test(text) ? `序号为${text}的表格行` : '此表格行';
};

const unexpected = (row: Row, part: Part, strays: readonly number[] = []): PlanError => {
  if (part !== 'before' && cellAt(row, 0).text === cellNames.no) return secondTable(row);
  const last = row.cells.at(-1)?.line ?? row.line;
  const stray = strays.find((line) => line > row.line && line <= last);
  const [zh, en] =
    stray === undefined
      ? ['请核对每格是否单独成行、以制表符开头', '']
      : [
          `第${stray}行看似空行，实际含有空格，行与行之间的空行不能有空格`,
          `; line ${stray} looks empty and holds spaces`,
        ];
  return new PlanError(
    { line: row.line, column: 1, cell: null },
    `${rowZh(row)}有${row.cells.length}个单元格，此处应为${expectedIn[part].zh}；${zh}`,
    `a row of ${row.cells.length} ${row.cells.length === 1 ? 'cell' : 'cells'}; ${expectedIn[part].en} are expected here${en}`,
  );
};

const secondTable = (row: Row): PlanError =>
  new PlanError(
    { line: row.line, column: 1, cell: cellNames.no },
    '此处又有一个表头：文件应只有一张指标表和一张任务清单',
    'another header: one table of indicators and one of tasks are expected',
  );

const labelled = (row: Row, labels: readonly string[]): Row => {
  for (const [i, label] of labels.entries()) {
    const cell = cellAt(row, i);
    if (cell.text === label || (TARGET.test(label) && TARGET.test(cell.text))) continue;
    const any = TARGET.test(label) ? ['（年份可以不同）', ' with any year'] : ['', ''];
    const [zh, en] = [
      `表头为“${cell.text}”，应为“${label}”${any[0] ?? ''}`,
      `the header cell is "${cell.text}"; "${label}"${any[1] ?? ''} is expected`,
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
    `没有找到任务清单：应有${TASK_LABELS.length}格的表头（${TASK_LABELS.join('、')}）和${TASK_CELLS}格的任务行，每格一行、以制表符开头，行与行之间空一行`,
    `no table of tasks: a header of ${TASK_LABELS.length} cells and rows of ${TASK_CELLS} are expected, each cell on a line that begins with a TAB, an empty line between rows`,
  );

const tooMany = (rows: readonly Row[]): PlanError =>
  new PlanError(
    { line: rows.at(-1)?.line ?? 1, column: 1, cell: null },
    `任务超过${MOST_TASKS}项`,
    `more than ${MOST_TASKS} tasks; their ids have three digits`,
  );
