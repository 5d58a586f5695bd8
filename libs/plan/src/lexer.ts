import { PlanError } from './plan-error.ts';

/** One cell, verbatim but for the white space around it. */
export interface Cell {
  readonly text: string;
  /** White space stood around the text. */
  readonly trimmed: boolean;
  readonly line: number;
}

export interface Row {
  readonly line: number;
  readonly cells: readonly Cell[];
}

/** A line that belongs to no table. */
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
  let open: { line: number; cells: { raw: string; line: number }[] } | null = null;
  const close = (): void => {
    if (open !== null)
      rows.push({
        line: open.line,
        cells: open.cells.map(({ raw, line }) => ({ text: raw.trim(), trimmed: raw !== raw.trim(), line })),
      });
    open = null;
  };
  for (const [i, text] of linesOf(document).entries()) {
    const line = i + 1;
    if (text.startsWith('\t')) {
      open ??= { line, cells: [] };
      const raw = text.slice(1);
      if (raw.includes('\t'))
        throw new PlanError(
          { line, column: raw.indexOf('\t') + 2, cell: null },
          '单元格内不能有制表符',
          'a TAB may only begin a line',
        );
      open.cells.push({ raw, line });
    } else if (text === '') close();
    else if (text.trim() === '') strays.push(line);
    else if (open === null) texts.push({ line, text: text.trim() });
    else continueLast(open.cells, text);
  }
  close();
  return { rows, texts, strays };
};

const continueLast = (cells: { raw: string; line: number }[], text: string): void => {
  const last = cells.at(-1);
  if (last !== undefined) last.raw += text;
};

const linesOf = (document: Uint8Array): readonly string[] => {
  const start = { line: 1, column: 1, cell: null };
  if (document.byteLength > MOST_BYTES)
    throw new PlanError(start, '文件超过20 MB', `the file has ${document.byteLength} bytes; allowed are ${MOST_BYTES}`);
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
    throw new PlanError({ line: 1, column: 1, cell: null }, '文件不是UTF-8编码', 'the file is not UTF-8');
  }
};
