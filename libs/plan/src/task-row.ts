import { cellAt, filled, numberOf } from './cells.ts';
import type { Cell, Row } from './lexer.ts';

/** A row of the task table, its cells as they stand; section and heading are carried down. */
export interface TaskRow {
  readonly line: number;
  readonly no: number;
  readonly section: string;
  readonly heading: string;
  /** The heading is written out though it is the one carried down: a page break, not a new group. */
  readonly headingRepeated: boolean;
  readonly text: string;
  readonly cells: Readonly<Record<TaskCell, Cell>>;
}

export const taskCells = ['no', 'heading', 'text', 'lead', 'support', 'responsible', 'due'] as const;
export type TaskCell = (typeof taskCells)[number];

/** `above` is the row above in the same section: no heading is carried over a section row, for each begins with its own. */
export const taskRow = (row: Row, no: number, section: string, above: TaskRow | undefined): TaskRow => {
  const cells = {
    no: cellAt(row, 0),
    heading: cellAt(row, 1),
    text: cellAt(row, 2),
    lead: cellAt(row, 3),
    support: cellAt(row, 4),
    responsible: cellAt(row, 5),
    due: cellAt(row, 6),
  };
  const carried = cells.heading.text === '' ? above?.heading : undefined;
  const heading =
    carried ??
    filled(
      cells.heading,
      'heading',
      '小标题为空，本节上方没有可沿用的小标题',
      'no heading, and none above it in its section',
    ).text;
  return {
    line: row.line,
    no: numberOf(row, no),
    section,
    heading,
    headingRepeated: cells.heading.text === above?.heading,
    text: filled(cells.text, 'text', '任务正文为空', 'the text of the task is empty').text,
    cells,
  };
};
