import { decode, type Encoding } from './decode.ts';
import { PlanError } from './plan-error.ts';

/** One cell, verbatim but for the white space around it. */
export interface Cell {
  readonly text: string;
  /** White space stood around the text. */
  readonly trimmed: boolean;
  /** How many lines without a TAB go on with it. */
  readonly continued: number;
  readonly line: number;
  /** Where the text begins, from 1; the TAB is the first column. */
  readonly column: number;
}

export interface Row {
  readonly line: number;
  readonly cells: readonly Cell[];
}

/** A line that belongs to no row: a title or a note. */
export interface TextLine {
  readonly line: number;
  readonly text: string;
}

export interface Lexed {
  readonly encoding: Encoding;
  readonly rows: readonly Row[];
  readonly texts: readonly TextLine[];
  /** Lines of white space alone, which say nothing. */
  readonly strays: readonly number[];
}

/** 999 tasks of nine lines each are a tenth of this. */
const MOST_LINES = 100_000;
/** The longest row of the form has seven; how many are right is the tables' business. */
const MOST_CELLS = 50;
/** The longest text of a known plan has 161 characters; as much as an order may say. */
const MOST_CHARACTERS = 2_000;

/**
 * Step 1: lines, cells, rows. A line that begins with a TAB is a cell, an empty line ends a row, a line without TAB in
 * an open row continues its last cell. Throws a PlanError on what `decode` refuses, on a TAB inside a line, and on lines,
 * cells and rows beyond all measure.
 */
export const lex = (document: Uint8Array): Lexed => {
  const { text: whole, encoding } = decode(document);
  const rows: Row[] = [];
  const texts: TextLine[] = [];
  const strays: number[] = [];
  let open: Cell[] = [];
  let line = 0;
  for (const text of linesOf(whole)) {
    line += 1;
    const tab = text.indexOf('\t', 1);
    // Of a line of white space nothing is lost.
    if (tab > 0 && (text.startsWith('\t') || text.trim() !== '')) throw tabInside(line, tab);
    const last = open.at(-1);
    if (text.startsWith('\t')) {
      if (open.length === MOST_CELLS) throw tooManyCells(line);
      open.push(cellOf(text, line));
    } else if (text === '') {
      open = closed(rows, open);
    } else if (text.trim() === '') strays.push(line);
    else if (last === undefined) texts.push({ line, text: text.trim() });
    else open[open.length - 1] = continued(last, text, line);
  }
  closed(rows, open);
  return { encoding, rows, texts, strays };
};

/** Adds the row, if there is one, and begins the next. */
const closed = (rows: Row[], cells: readonly Cell[]): Cell[] => {
  const [first] = cells;
  if (first !== undefined) rows.push({ line: first.line, cells });
  return [];
};

const cellOf = (text: string, line: number): Cell => {
  const value = text.trim();
  if (value.length > MOST_CHARACTERS) throw tooLong(line);
  return {
    text: value,
    trimmed: value.length !== text.length - 1,
    continued: 0,
    line,
    column: value === '' ? 2 : text.length - text.trimStart().length + 1,
  };
};

/** The line break stands inside a word, so nothing comes between. */
const continued = (last: Cell, text: string, line: number): Cell => {
  const joined = last.text + text.trim();
  if (joined.length > MOST_CHARACTERS) throw tooLong(line);
  return { ...last, text: joined, continued: last.continued + 1 };
};

const linesOf = (text: string): readonly string[] => {
  const lines = text.replaceAll('\r\n', '\n').split('\n', MOST_LINES + 1);
  if (lines.length <= MOST_LINES) return lines;
  throw new PlanError(
    { line: MOST_LINES + 1, column: 1, cell: null },
    `文件超过${MOST_LINES}行`,
    `more than ${MOST_LINES} lines are no plan`,
  );
};

const tabInside = (line: number, tab: number): PlanError =>
  new PlanError(
    { line, column: tab + 1, cell: null },
    '制表符只能在行首，每格单独一行',
    'a TAB may only begin a line: each cell has a line of its own',
  );

const tooManyCells = (line: number): PlanError =>
  new PlanError(
    { line, column: 1, cell: null },
    `一行表格超过${MOST_CELLS}个单元格；行与行之间应有空行`,
    `more than ${MOST_CELLS} cells in one row; an empty line is expected between two rows`,
  );

const tooLong = (line: number): PlanError =>
  new PlanError(
    { line, column: 1, cell: null },
    `单元格超过${MOST_CHARACTERS}字`,
    `a cell of more than ${MOST_CHARACTERS} characters`,
  );
