import type { TextLine } from './lexer.ts';
import { PlanError } from './plan-error.ts';

/** A note between the tables: （2）… is number 2. */
export interface Note {
  readonly no: number;
  readonly line: number;
  readonly text: string;
}

/** What stands around the tables. */
export interface Frame {
  readonly titles: { readonly indicators: string; readonly tasks: string };
  readonly notes: readonly Note[];
}

/** Lines of the first table's header and last row, and of the second table's header. */
export interface TableLines {
  readonly indicators: readonly [first: number, last: number];
  readonly tasks: number;
}

const TABLE_NAME = /^附表\d+$/;
const NOTES_BEGIN = '注：';
const NOTE = /^（(?<no>\d+)）(?<text>.+)$/;

/**
 * Reads the lines that belong to no row: above each table its name and title, between them the notes. Any other line is
 * refused, for it may be a cell that lost its TAB.
 */
export const readFrame = (texts: readonly TextLine[], { indicators: [first, last], tasks }: TableLines): Frame => {
  const inside = texts.find(({ line }) => (line > first && line < last) || line > tasks);
  if (inside !== undefined) throw misplaced(inside);
  const before = texts.filter(({ line }) => line < first);
  const between = texts.filter(({ line }) => line > last);
  return {
    titles: { indicators: titleOf(before, first), tasks: titleOf(between.slice(-2), tasks) },
    notes: notesOf(between.slice(0, -2)),
  };
};

const titleOf = (texts: readonly TextLine[], headerLine: number): string => {
  const [name, title, more] = texts;
  if (name !== undefined && title !== undefined && more === undefined && TABLE_NAME.test(name.text)) return title.text;
  throw new PlanError(
    { line: headerLine, column: 1, cell: null },
    '表头之上应有“附表”一行和标题一行',
    'a line 附表 and a line with the title are expected above the header',
  );
};

const notesOf = ([begin, ...lines]: readonly TextLine[]): readonly Note[] => {
  if (begin === undefined) return [];
  if (begin.text !== NOTES_BEGIN) throw misplaced(begin);
  return lines.map((entry, i) => {
    const { no, text } = NOTE.exec(entry.text)?.groups ?? {};
    if (text === undefined || Number(no) !== i + 1) throw misplaced(entry);
    return { no: i + 1, line: entry.line, text };
  });
};

const misplaced = ({ line, text }: TextLine): PlanError =>
  new PlanError(
    { line, column: 1, cell: null },
    `“${text}”不属于任何单元格；单元格以制表符开头`,
    `"${text}" belongs to no cell; cells begin with a TAB`,
  );
