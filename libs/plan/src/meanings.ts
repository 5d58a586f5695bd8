import type { Due } from '#domain/task';
import { parseDay } from '#domain/time/day';
import { mistake } from './cells.ts';
import type { Cell } from './lexer.ts';
import type { Names } from './names.ts';
import type { TaskCell, TaskRow } from './task-row.ts';
import {
  apart,
  CellMistake,
  type Named,
  readLead,
  readResponsible,
  readSupport,
  type UnitExpression,
} from './unit-expression.ts';

/** A row, and what its cells or the ones it inherits say of who and when. */
export interface Meaning {
  readonly row: TaskRow;
  /** The row whose cells these are: the row itself, or the one it was merged with. */
  readonly from: TaskRow;
  readonly lead: Named;
  readonly support: UnitExpression;
  readonly responsible: UnitExpression;
  readonly due: Due;
}

/** The cells of who and when: blank all four where the printed table merged them with the row above. */
export const mergeable = ['lead', 'support', 'responsible', 'due'] as const satisfies readonly TaskCell[];

const YEAR = /^(\d{4})年$/;
/** A year beyond these is a slip of the pen. */
const [FIRST_YEAR, LAST_YEAR] = [2000, 2099];

/**
 * Step 4: what the rows mean. A row with all four cells blank takes those of the nearest row above that has its own, of
 * the same section and heading. Throws a PlanError that names line, column and cell.
 */
export const readMeanings = (rows: readonly TaskRow[], names: Names): readonly Meaning[] => {
  const meanings: Meaning[] = [];
  const read = readersWith(names);
  for (const row of rows) {
    const from = mergeable.every((name) => row.cells[name].text === '') ? source(row, meanings.at(-1)?.from) : row;
    meanings.push({ row, from, ...meaningOf(from, read) });
  }
  return meanings;
};

const source = (row: TaskRow, above: TaskRow | undefined): TaskRow => {
  if (above !== undefined && above.section === row.section && above.heading === row.heading) return above;
  throw mistake(
    row.cells.lead,
    'lead',
    0,
    '没有牵头单位，本小标题上方也没有可沿用的',
    'no lead, and none above under the same heading to take over',
  );
};

/** What each of the four cells means by itself. They throw a CellMistake. */
interface Readers {
  readonly lead: (text: string) => Named;
  readonly support: (text: string) => UnitExpression;
  readonly responsible: (text: string) => UnitExpression;
  readonly due: (text: string) => Due;
}

const readersWith = (names: Names): Readers => ({
  lead: remembered((text) => readLead(text, names)),
  support: remembered((text) => readSupport(text, names)),
  responsible: remembered((text) => readResponsible(text, names)),
  due: remembered(readDue),
});

/** The same words mean the same: a plan has a few dozen expressions and hundreds of cells. */
const remembered = <T>(read: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>();
  return (text) => {
    const meaning = known.get(text) ?? read(text);
    known.set(text, meaning);
    return meaning;
  };
};

const meaningOf = ({ cells }: TaskRow, read: Readers): Omit<Meaning, 'row' | 'from'> => {
  const lead = at(cells.lead, 'lead', read.lead);
  const support = at(cells.support, 'support', read.support);
  const responsible = at(cells.responsible, 'responsible', read.responsible);
  at(cells.support, 'support', () => apart(support.units, [lead]));
  at(cells.responsible, 'responsible', () => apart(responsible.units, [lead, ...support.units]));
  return { lead, support, responsible, due: at(cells.due, 'due', read.due) };
};

/** Says where in the document a mistake inside a cell stands. */
const at = <T>(cell: Cell, name: TaskCell, read: (text: string) => T): T => {
  try {
    return read(cell.text);
  } catch (cause) {
    if (cause instanceof CellMistake) throw mistake(cell, name, cause.at, cause.zh, cause.en);
    throw cause;
  }
};

/** `2020年` is known to the year only, and due at its end. */
const readDue = (text: string): Due => {
  const year = Number(YEAR.exec(text)?.[1]);
  const day = year >= FIRST_YEAR && year <= LAST_YEAR ? parseDay(`${year}-12-31`) : null;
  if (day !== null) return { day, precision: 'year' };
  throw new CellMistake(
    0,
    `时限应为${FIRST_YEAR}年至${LAST_YEAR}年，写作“2020年”；实为“${text}”`,
    `the due date is "${text}"; a year from ${FIRST_YEAR} to ${LAST_YEAR} is expected, such as "2020年"`,
  );
};
