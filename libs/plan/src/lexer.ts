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
  readonly rows: readonly Row[];
  readonly texts: readonly TextLine[];
  /** Lines of white space alone, which say nothing. */
  readonly strays: readonly number[];
}

const MOST_BYTES = 20 * 1024 * 1024;
// eslint-disable-next-line no-control-regex -- finding them is the purpose
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\ufeff]/;

/**
 * Step 1: lines, cells, rows. A line that begins with a TAB is a cell, an empty line ends a row, a line without TAB in
 * an open row continues its last cell. Throws a PlanError on other encodings, control characters and 20 MB and more.
 */
export const lex = (document: Uint8Array): Lexed => {
  const rows: Row[] = [];
  const texts: TextLine[] = [];
  const strays: number[] = [];
  let open: Cell[] = [];
  const close = (): void => {
    const [first] = open;
    if (first !== undefined) rows.push({ line: first.line, cells: open });
    open = [];
  };
  for (const [i, text] of linesOf(document).entries()) {
    const line = i + 1;
    const last = open.at(-1);
    if (text.startsWith('\t')) open.push(cellOf(text, line));
    else if (text === '') close();
    else if (text.trim() === '') strays.push(line);
    else if (last === undefined) texts.push({ line, text: text.trim() });
    // The line break stands inside a word, so nothing comes between.
    else open = [...open.slice(0, -1), { ...last, text: last.text + text.trim(), continued: last.continued + 1 }];
  }
  close();
  return { rows, texts, strays };
};

const cellOf = (text: string, line: number): Cell => {
  const raw = text.slice(1);
  if (raw.includes('\t'))
    throw new PlanError(
      { line, column: raw.indexOf('\t') + 2, cell: null },
      '单元格内不能有制表符',
      'a TAB may only begin a line',
    );
  const value = raw.trim();
  return { text: value, trimmed: raw !== value, continued: 0, line, column: raw.indexOf(value) + 2 };
};

const linesOf = (document: Uint8Array): readonly string[] => {
  if (document.byteLength > MOST_BYTES)
    throw new PlanError(
      { line: 1, column: 1, cell: null },
      '文件超过20 MB',
      `the file has ${document.byteLength} bytes; allowed are ${MOST_BYTES}`,
    );
  const lines = decoded(document).split(/\r?\n/);
  for (const [i, text] of lines.entries()) {
    const at = text.search(CONTROL);
    if (at >= 0)
      throw new PlanError(
        { line: i + 1, column: at + 1, cell: null },
        '含有控制字符',
        'a control character; only text, TAB and line ends are expected',
      );
  }
  return lines;
};

const decoded = (document: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(document);
  } catch {
    // Read leniently, every byte that is not UTF-8 becomes the replacement character.
    const before = new TextDecoder('utf-8').decode(document).split('\uFFFD', 1)[0] ?? '';
    const lines = before.split('\n');
    throw new PlanError(
      { line: lines.length, column: (lines.at(-1) ?? '').length + 1, cell: null },
      '文件不是UTF-8编码',
      'the file is not UTF-8',
    );
  }
};
