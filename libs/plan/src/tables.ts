import type { Cell, Lexed, Row } from './lexer.ts';
import { PlanError } from './plan-error.ts';

/** A row of the indicator table; the two upper levels are carried down from the row that names them. */
export interface IndicatorRow {
  readonly line: number;
  readonly no: number;
  readonly level1: string;
  readonly level2: string;
  readonly name: string;
  readonly star: boolean;
  readonly target: string;
}

/** A row of the task table, its cells as they stand; section and heading are carried down. */
export interface TaskRow {
  readonly line: number;
  readonly no: number;
  readonly section: string;
  readonly heading: string;
  readonly text: string;
  readonly lead: Cell;
  readonly support: Cell;
  readonly responsible: Cell;
  readonly due: Cell;
}

export interface Tables {
  readonly indicators: readonly IndicatorRow[];
  readonly sections: readonly string[];
  readonly tasks: readonly TaskRow[];
}

/** Rows are recognised by their number of cells. The task table's header has one label less than its rows have cells: heading and text share one. */
const INDICATOR_CELLS = 5;
const TASK_HEADER_CELLS = 6;
const TASK_CELLS = 7;
const INDICATOR_LABELS = ['序号', '一级指标', '二级指标', '三级指标'];
const TASK_LABELS = ['序号', '试点任务', '牵头单位', '配合单位', '责任单位', '完成时限'];
/** What the cells of a task row are called when something in them is wrong. */
export const cellNames = {
  no: '序号',
  heading: '试点任务（小标题）',
  text: '试点任务',
  lead: '牵头单位',
  support: '配合单位',
  responsible: '责任单位',
  due: '完成时限',
} as const;
const STAR = '★';

/** Step 2: the two tables. Throws a PlanError on a row of any other length, a missing table, a number out of order. */
export const readTables = ({ rows }: Lexed): Tables => {
  const indicators: IndicatorRow[] = [];
  const sections: string[] = [];
  const tasks: TaskRow[] = [];
  let part: 'before' | 'indicators' | 'tasks' = 'before';
  let heading = '';
  for (const row of rows) {
    if (row.cells.length === INDICATOR_CELLS && part === 'before') {
      expectLabels(row, INDICATOR_LABELS);
      part = 'indicators';
    } else if (row.cells.length === INDICATOR_CELLS && part === 'indicators')
      indicators.push(indicatorOf(row, indicators));
    else if (row.cells.length === TASK_HEADER_CELLS && part !== 'tasks') {
      expectLabels(row, TASK_LABELS);
      part = 'tasks';
    } else if (row.cells.length === 1 && part === 'tasks') {
      sections.push(textOf(row, 0));
      heading = '';
    } else if (row.cells.length === TASK_CELLS && part === 'tasks') {
      const task = taskOf(row, sections, heading, tasks.length + 1);
      heading = task.heading;
      tasks.push(task);
    } else throw unexpected(row, part);
  }
  if (tasks.length === 0)
    throw new PlanError(
      { line: rows.at(-1)?.line ?? 1, column: 1, cell: null },
      '没有找到任务清单',
      `no table of tasks: a header ${TASK_LABELS.join(' ')} and rows of ${TASK_CELLS} cells are expected`,
    );
  return { indicators, sections, tasks };
};

const textOf = (row: Row, i: number): string => row.cells[i]?.text ?? '';

const cellAt = (row: Row, i: number): Cell => row.cells[i] ?? { text: '', trimmed: false, line: row.line };

const unexpected = (row: Row, part: 'before' | 'indicators' | 'tasks'): PlanError => {
  const expected =
    part === 'before'
      ? INDICATOR_CELLS
      : part === 'indicators'
        ? `${INDICATOR_CELLS} or ${TASK_HEADER_CELLS}`
        : `1 or ${TASK_CELLS}`;
  return new PlanError(
    { line: row.line, column: 1, cell: null },
    `本行有${row.cells.length}个单元格`,
    `a row of ${row.cells.length} cells; ${expected} are expected here`,
  );
};

const expectLabels = (row: Row, labels: readonly string[]): void => {
  const wrong = labels.findIndex((label, i) => textOf(row, i) !== label);
  if (wrong < 0) return;
  const cell = cellAt(row, wrong);
  throw new PlanError(
    { line: cell.line, column: 2, cell: null },
    `表头应为“${labels[wrong] ?? ''}”`,
    `the header cell is "${cell.text}"; "${labels[wrong] ?? ''}" is expected`,
  );
};

const numberOf = (row: Row, expected: number): number => {
  const cell = cellAt(row, 0);
  if (cell.text === String(expected)) return expected;
  throw new PlanError(
    { line: cell.line, column: 2, cell: cellNames.no },
    `序号应为${expected}，实为“${cell.text}”`,
    `the number is "${cell.text}"; ${expected} is expected`,
  );
};

const indicatorOf = (row: Row, before: readonly IndicatorRow[]): IndicatorRow => {
  const name = textOf(row, 3);
  return {
    line: row.line,
    no: numberOf(row, before.length + 1),
    level1: textOf(row, 1) || (before.at(-1)?.level1 ?? ''),
    level2: textOf(row, 2) || (before.at(-1)?.level2 ?? ''),
    name: name.replace(STAR, ''),
    star: name.endsWith(STAR),
    target: textOf(row, 4),
  };
};

const taskOf = (row: Row, sections: readonly string[], carried: string, expected: number): TaskRow => {
  const no = numberOf(row, expected);
  const section = sections.at(-1);
  if (section === undefined)
    throw new PlanError(
      { line: row.line, column: 1, cell: null },
      '任务之前没有分节标题',
      'a task before the first section row',
    );
  const text = cellAt(row, 2);
  if (text.text === '')
    throw new PlanError(
      { line: text.line, column: 2, cell: cellNames.text },
      '任务正文为空',
      'the text of the task is empty',
    );
  return {
    line: row.line,
    no,
    section,
    // A heading is carried down within its section; every section begins with its own.
    heading: textOf(row, 1) || carried,
    text: text.text,
    lead: cellAt(row, 3),
    support: cellAt(row, 4),
    responsible: cellAt(row, 5),
    due: cellAt(row, 6),
  };
};
