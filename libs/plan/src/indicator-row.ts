import { cellAt, type CellName, cellNames, filled, numberOf } from './cells.ts';
import type { Cell, Row } from './lexer.ts';

/** A row of the indicator table; the two upper levels are carried down from the row that names them. */
export interface IndicatorRow {
  readonly line: number;
  readonly no: number;
  readonly level1: string;
  readonly level2: string;
  /** Verbatim, without the ★. */
  readonly name: string;
  /** ★: compulsory. */
  readonly star: boolean;
  readonly target: string;
  readonly cells: readonly Cell[];
}

export const indicatorCells = ['no', 'level1', 'level2', 'name', 'target'] as const satisfies readonly CellName[];
const STAR = '★';

/** A second level belongs to its first one: a new first level carries none down. */
export const indicatorRow = (row: Row, above: IndicatorRow | undefined): IndicatorRow => {
  const no = numberOf(row, (above?.no ?? 0) + 1);
  const cell1 = cellAt(row, 1);
  const level1 = cell1.text === '' && above ? above.level1 : named(cell1, 'level1');
  const cell2 = cellAt(row, 2);
  const level2 = cell2.text === '' && level1 === above?.level1 ? above.level2 : named(cell2, 'level2');
  const name = named(cellAt(row, 3), 'name');
  const star = name.endsWith(STAR);
  return {
    line: row.line,
    no,
    level1,
    level2,
    name: star ? name.slice(0, -STAR.length) : name,
    star,
    target: named(cellAt(row, 4), 'target'),
    cells: row.cells,
  };
};

const named = (cell: Cell, name: 'level1' | 'level2' | 'name' | 'target'): string =>
  filled(
    cell,
    name,
    `${cellNames[name]}为空，上方没有可沿用的内容`,
    'the cell is blank, with nothing above it to carry down',
  ).text;
