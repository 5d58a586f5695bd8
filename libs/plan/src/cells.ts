import type { Cell, Row } from './lexer.ts';
import { PlanError } from './plan-error.ts';

/** What the cells of the two tables are called in the form. The task table's 试点任务 spans two cells, heading and text. */
export const cellNames = {
  no: '序号',
  heading: '试点任务（小标题）',
  text: '试点任务',
  lead: '牵头单位',
  support: '配合单位',
  responsible: '责任单位',
  due: '完成时限',
  level1: '一级指标',
  level2: '二级指标',
  name: '三级指标',
  target: '目标',
} as const;
export type CellName = keyof typeof cellNames;

export const cellAt = (row: Row, i: number): Cell =>
  row.cells[i] ?? { text: '', trimmed: false, continued: 0, line: row.line, column: 1 };

/** A mistake in a cell, `at` characters from the beginning of its text. */
export const mistake = (cell: Cell, name: CellName | null, at: number, zh: string, en: string): PlanError =>
  new PlanError({ line: cell.line, column: cell.column + at, cell: name === null ? null : cellNames[name] }, zh, en);

/** The cell itself, unless it is blank. */
export const filled = (cell: Cell, name: CellName, zh: string, en: string): Cell => {
  if (cell.text === '') throw mistake(cell, name, 0, zh, en);
  return cell;
};

/** Rows count from 1 without gap, so that a lost or doubled row is noticed. */
export const numberOf = (row: Row, expected: number): number => {
  const cell = cellAt(row, 0);
  if (cell.text === String(expected)) return expected;
  throw mistake(
    cell,
    'no',
    0,
    `序号应为${expected}，实为“${cell.text}”`,
    `the number is "${cell.text}"; ${expected} is expected`,
  );
};
