import type { Due } from '#domain/task';
import { parseDay } from '#domain/time/day';
import type { UnitId } from '#domain/unit';
import { mistake } from './cells.ts';
import type { Cell } from './lexer.ts';
import type { Names } from './names.ts';
import type { TaskCell, TaskRow } from './task-row.ts';
import {
  type Named,
  once,
  readLead,
  readResponsible,
  readSupport,
  type UnitExpression,
  UnitMistake,
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

/**
 * Step 4: what the rows mean. A row with all four cells blank takes those of the nearest row above that has its own, of
 * the same section and heading. Throws a PlanError that names line, column and cell.
 */
export const readMeanings = (rows: readonly TaskRow[], names: Names): readonly Meaning[] => {
  const meanings: Meaning[] = [];
  for (const row of rows) {
    const from = mergeable.every((name) => row.cells[name].text === '') ? source(row, meanings.at(-1)?.from) : row;
    meanings.push({ row, from, ...meaningOf(from, names) });
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

const meaningOf = (row: TaskRow, names: Names): Omit<Meaning, 'row' | 'from'> => {
  const { lead: leadCell, support: supportCell, responsible: responsibleCell, due } = row.cells;
  const lead = at(leadCell, 'lead', () => {
    if (leadCell.text === '') throw new UnitMistake(0, '没有牵头单位', 'exactly one lead unit is expected');
    return readLead(leadCell.text, names);
  });
  const support = at(supportCell, 'support', () => {
    const read = readSupport(supportCell.text, names);
    once(read.units, new Set([lead.unit]));
    return read;
  });
  const responsible = at(responsibleCell, 'responsible', () => {
    const read = readResponsible(responsibleCell.text, names);
    once(read.units, new Set<UnitId>([lead.unit, ...support.units.map(({ unit }) => unit)]));
    return read;
  });
  return { lead, support, responsible, due: dueOf(due) };
};

/** Says where in the document a mistake inside a cell stands. */
const at = <T>(cell: Cell, name: TaskCell, read: () => T): T => {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof UnitMistake) throw mistake(cell, name, cause.at, cause.zh, cause.en);
    throw cause;
  }
};

/** `2020年` is known to the year only, and due at its end. */
const dueOf = (cell: Cell): Due => {
  const year = YEAR.exec(cell.text)?.[1];
  const day = year === undefined ? null : parseDay(`${year}-12-31`);
  if (day !== null) return { day, precision: 'year' };
  const [zh, en] = [
    `时限应如“2020年”，实为“${cell.text}”`,
    `the due date is "${cell.text}"; a year such as "2020年" is expected`,
  ];
  throw mistake(cell, 'due', 0, zh, en);
};
