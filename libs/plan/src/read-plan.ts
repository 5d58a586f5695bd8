import type { Remark, TaskDraft } from '#domain/draft';
import { type Counts, countsOf } from './counts.ts';
import { draftOf } from './drafts.ts';
import type { Note } from './frame.ts';
import { type Indicator, readIndicators } from './indicators.ts';
import { lex } from './lexer.ts';
import { type Meaning, readMeanings } from './meanings.ts';
import { namesOf } from './names.ts';
import type { Pack, PackRemark } from './pack.ts';
import { fits } from './remarks.ts';
import { readTables, type Tables } from './tables.ts';

export type { Counts, Tally } from './counts.ts';
export type { Note } from './frame.ts';
export type { Indicator } from './indicators.ts';
export { PlanError } from './plan-error.ts';

/** A plan document as it was understood, for a person to look over. Texts are verbatim. */
export interface PlanReading {
  /** The plan's; the document itself has only titles of its two tables. */
  readonly title: string;
  readonly tableTitles: Tables['titles'];
  readonly tasks: readonly TaskDraft[];
  readonly sections: readonly string[];
  readonly indicators: readonly Indicator[];
  readonly notes: readonly Note[];
  /** Numbers of the tasks that move a ★ indicator, by links that are suggestions until a person confirms them. */
  readonly starTasks: readonly number[];
  /** What belongs to no single task; a task's own remarks stand in its draft. */
  readonly remarks: readonly Remark[];
  /** Lines of white space alone, which were passed over. */
  readonly strays: readonly number[];
  readonly counts: Counts;
}

/** Reads a plan document as a careful clerk would: nothing is guessed silently. Throws a PlanError and reads nothing when something is wrong. */
export const readPlan = (document: Uint8Array, pack: Pack): PlanReading => {
  const lexed = lex(document);
  const tables = readTables(lexed);
  const names = namesOf(pack);
  const meanings = readMeanings(tables.tasks, names);
  const tasks = meanings.map((meaning) => draftOf(meaning, pack, names));
  const { indicators, remarks } = readIndicators(tables.indicators, tables.notes, pack.indicatorFacts);
  const starred = indicators.filter((one) => one.star).flatMap((one) => one.facts.tasks.map((link) => link.no));
  return {
    title: pack.title,
    tableTitles: tables.titles,
    tasks,
    sections: tables.sections,
    indicators,
    notes: tables.notes,
    starTasks: [...new Set(starred)].sort((a, b) => a - b),
    remarks: [...remarks, ...unusedRemarks(pack.remarks, meanings), ...lexed.strays.map(strayLine)],
    strays: lexed.strays,
    counts: countsOf(tasks, indicators),
  };
};

/** The pack speaks of rows that this document does not have so: a revised document, most likely. */
const unusedRemarks = (known: readonly PackRemark[], meanings: readonly Meaning[]): readonly Remark[] =>
  known
    .filter((one) => !meanings.some((meaning) => fits(one, meaning)))
    .map(({ task, cell, excerpt }) => ({
      kind: 'odd',
      line: meanings.find(({ row }) => row.no === task)?.row.line ?? 1,
      cell,
      zh: `第${task}项没有“${excerpt}”字样，已有的说明未采用`,
      en: `Row ${task} has no "${excerpt}": a remark known of it was not used`,
    }));

const strayLine = (line: number): Remark => ({
  kind: 'trimmed',
  line,
  cell: '',
  zh: '只有空白的一行，已略过',
  en: 'A line of white space alone, passed over',
});
