import { type Remark, type TaskDraft, taskId } from '#domain/draft';
import type { Question, QuestionId } from '#domain/question';
import type { Due, PlanId } from '#domain/task';
import { parseDay } from '#domain/time/day';
import type { Cell } from './lexer.ts';
import type { Pack } from './pack.ts';
import { PlanError } from './plan-error.ts';
import { cellNames, type TaskRow } from './tables.ts';
import { readUnits, type UnitExpression } from './unit-expression.ts';

const { lead: LEAD, support: SUPPORT, responsible: RESPONSIBLE, due: DUE } = cellNames;
const YEAR = /^(\d{4})年$/;

/** Step 4: what a row means: a draft with its assignments, questions and remarks. Throws a PlanError naming line and cell. */
export const readTasks = (rows: readonly TaskRow[], pack: Pack): readonly TaskDraft[] => {
  let source: TaskRow | null = null;
  return rows.map((row) => {
    const inherits = [row.lead, row.support, row.responsible, row.due].every((cell) => cell.text === '')
      ? source
      : null;
    source = inherits ?? row;
    return draftOf(row, inherits, pack);
  });
};

/** A row whose four cells are all blank was merged with the row above it in the printed table, and takes them from there. */
const draftOf = (row: TaskRow, inherits: TaskRow | null, pack: Pack): TaskDraft => {
  const from = inherits ?? row;
  const lead = unitsOf(from.lead, LEAD, pack);
  const support = unitsOf(from.support, SUPPORT, pack);
  const responsible = unitsOf(from.responsible, RESPONSIBLE, pack);
  const [leading] = lead.units;
  if (leading === undefined || lead.units.length > 1)
    throw mistake(from.lead, LEAD, 0, '应恰有一个牵头单位', 'exactly one lead unit is expected');
  const units: TaskDraft['units'] = [
    { role: 'lead', unit: leading },
    ...support.units.map((unit) => ({ role: 'support' as const, unit })),
    ...responsible.units.map((unit) => ({ role: 'responsible' as const, unit })),
  ];
  const twice = units.find(({ unit }, i) => units.findIndex((one) => one.unit === unit) !== i);
  if (twice !== undefined)
    throw mistake(
      from.responsible,
      RESPONSIBLE,
      0,
      `单位在本项中出现两次：${twice.unit}`,
      `a unit twice in one task: ${twice.unit}`,
    );
  return {
    // The pack's slug is the plan's id.
    id: taskId(pack.slug as PlanId, row.no),
    plan: pack.slug as PlanId,
    no: row.no,
    seats: pack.seats,
    section: row.section,
    heading: row.heading,
    text: row.text,
    lead: leading,
    units,
    supportOpen: support.open,
    due: dueOf(from.due),
    questions: questionsOf(row, inherits, responsible, pack),
    remarks: remarksOf(row, inherits, responsible, pack),
  };
};

const unitsOf = (cell: Cell, name: string, pack: Pack): UnitExpression => {
  const read = readUnits(cell.text, pack);
  if ('zh' in read) throw mistake(cell, name, read.at, read.zh, read.en);
  return read;
};

const dueOf = (cell: Cell): Due => {
  const year = YEAR.exec(cell.text)?.[1];
  const day = year === undefined ? null : parseDay(`${year}-12-31`);
  if (day === null)
    throw mistake(
      cell,
      DUE,
      0,
      `时限应如“2020年”，实为“${cell.text}”`,
      `the due date is "${cell.text}"; a year such as "2020年" is expected`,
    );
  return { day, precision: 'year' };
};

/** The TAB before a cell is its line's first column. */
const mistake = (cell: Cell, name: string, at: number, zh: string, en: string): PlanError =>
  new PlanError({ line: cell.line, column: at + 2, cell: name }, zh, en);

const questionsOf = (
  row: TaskRow,
  inherits: TaskRow | null,
  responsible: UnitExpression,
  pack: Pack,
): readonly Question[] => {
  const questions: Question[] = [];
  if (inherits !== null) {
    questions.push({
      id: 'inherited' as QuestionId,
      kind: 'inherited',
      line: row.line,
      cell: [LEAD, SUPPORT, RESPONSIBLE, DUE].join('、'),
      text: `四格空白，沿用第${inherits.no}项：${[inherits.lead, inherits.support, inherits.responsible, inherits.due].map((cell) => cell.text).join('；')}`,
      suggestion: null,
    });
  }
  if (responsible.unresolved !== null) {
    const suggested = pack.suggestions.find((one) => one.task === row.no);
    questions.push({
      id: 'units' as QuestionId,
      kind: 'units',
      line: row.responsible.line,
      cell: RESPONSIBLE,
      text: responsible.unresolved,
      suggestion: suggested === undefined ? null : { units: suggested.units, reason: suggested.reason },
    });
  }
  return questions;
};

const remarksOf = (
  row: TaskRow,
  inherits: TaskRow | null,
  responsible: UnitExpression,
  pack: Pack,
): readonly Remark[] => {
  const remarks: Remark[] = [];
  if (inherits !== null) {
    remarks.push({
      kind: 'inherited',
      line: row.line,
      cell: LEAD,
      zh: `四格沿用第${inherits.no}项`,
      en: `Four cells taken from row ${inherits.no}`,
    });
  }
  const { expanded, units } = responsible;
  if (expanded !== null) {
    remarks.push({
      kind: 'expanded',
      line: row.responsible.line,
      cell: RESPONSIBLE,
      zh: `“${expanded.group}”展开为${units.length}个单位`,
      en: `"${expanded.group}" stands for ${units.length} units`,
    });
  }
  for (const [cell, name] of [
    [row.lead, LEAD],
    [row.support, SUPPORT],
    [row.responsible, RESPONSIBLE],
    [row.due, DUE],
  ] as const) {
    if (cell.trimmed)
      remarks.push({
        kind: 'trimmed',
        line: cell.line,
        cell: name,
        zh: '去掉首尾空白',
        en: 'White space around the text removed',
      });
  }
  const odd = pack.remarks.filter((one) => one.task === row.no);
  return [
    ...remarks,
    ...odd.map(({ zh, en }): Remark => ({ kind: 'odd', line: row.line, cell: cellNames.text, zh, en })),
  ];
};
