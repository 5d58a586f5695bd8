import type { Remark, TaskDraft } from '#domain/draft';
import type { PlanId } from '#domain/task';
import { cellNames } from './cells.ts';
import { type Counts, countsOf } from './counts.ts';
import { drafting } from './drafts.ts';
import type { Note } from './frame.ts';
import { type Indicator, readIndicators } from './indicators.ts';
import { lex } from './lexer.ts';
import type { Encoding } from './decode.ts';
import { type Meaning, readMeanings } from './meanings.ts';
import { namesOf } from './names.ts';
import type { Pack, PackRemark, PackUnit, Suggestion } from './pack.ts';
import { fits } from './remarks.ts';
import { renumber } from './renumber.ts';
import { readTables, type Tables } from './tables.ts';
import { mustBeWhole, mustFit } from './whole.ts';

export type { Counts, Tally } from './counts.ts';
export type { Note } from './frame.ts';
export type { Indicator } from './indicators.ts';
export { PlanError } from './plan-error.ts';

/** A plan document as it was understood, for a person to look over. Texts are verbatim. */
export interface PlanReading {
  readonly id: PlanId;
  /** The plan's; the document itself has only titles of its two tables. */
  readonly title: string;
  readonly tableTitles: Tables['titles'];
  readonly targetYear: number;
  readonly encoding: Encoding;
  readonly tasks: readonly TaskDraft[];
  readonly sections: readonly string[];
  readonly indicators: readonly Indicator[];
  readonly notes: readonly Note[];
  /** Provisional units: one for each unknown name, where the pack asks about these. */
  readonly newUnits: readonly PackUnit[];
  /** Numbers of the tasks that move a ★ indicator, by links that are suggestions until a person confirms them. */
  readonly starTasks: readonly number[];
  /** What belongs to no single task; a task's own remarks stand in its draft. */
  readonly remarks: readonly Remark[];
  /** Lines of white space alone, which were passed over. */
  readonly strays: readonly number[];
  readonly counts: Counts;
}

/** What whoever imports a document says of it. */
export interface Declared {
  /** The plan's id, when it is not the pack's. */
  readonly as?: PlanId | undefined;
  /** How many rows it has, when it is not the pack's own document. */
  readonly tasks?: number | undefined;
  readonly indicators?: number | undefined;
  readonly sections?: number | undefined;
}

/**
 * Reads a plan document as a careful clerk would: nothing is guessed silently. It must have as many rows as the pack's own
 * document, or as many as are declared. Throws a PlanError and reads nothing when something is wrong.
 */
export const readPlan = (document: Uint8Array, pack: Pack, declared: Declared = {}): PlanReading => {
  const lexed = lex(document);
  const tables = readTables(lexed);
  mustBeWhole(tables, {
    tasks: declared.tasks ?? pack.rows.tasks,
    indicators: declared.indicators ?? pack.rows.indicators,
    sections: declared.sections ?? pack.rows.sections,
  });
  const names = namesOf(pack);
  const meanings = readMeanings(tables.tasks, names);
  const { known, gone } = renumber(document, tables.tasks, pack);
  // A pack's slug is its plan's id.
  const id = declared.as ?? (pack.slug as PlanId);
  const draftFor = drafting(id, { ...pack, ...known }, names);
  const tasks = meanings.map(draftFor);
  mustFit(tasks);
  const { indicators, remarks } = readIndicators(tables.indicators, tables.notes, known.indicatorFacts);
  const starred = indicators.filter((one) => one.star).flatMap((one) => one.facts?.tasks.map((link) => link.no) ?? []);
  return {
    id,
    title: pack.title,
    tableTitles: tables.titles,
    targetYear: tables.targetYear,
    encoding: lexed.encoding,
    tasks,
    sections: tables.sections,
    indicators,
    notes: tables.notes,
    newUnits: [...names.strangers.values()],
    starTasks: [...new Set(starred)].sort((a, b) => a - b),
    remarks: [
      ...remarks,
      ...unusedRemarks(known.remarks, meanings),
      ...unusedSuggestions(known.suggestions, meanings),
      ...otherTitle(tables.titles, pack),
      ...gone.map(goneRow),
      ...lexed.strays.map(strayLine),
    ],
    strays: lexed.strays,
    counts: countsOf(tasks, indicators),
  };
};

/** The pack speaks of rows that this document does not have so: a revised document, most likely. Rows count from 1 without gap. */
const unusedRemarks = (known: readonly PackRemark[], meanings: readonly Meaning[]): readonly Remark[] =>
  known
    .map((one) => ({ one, meaning: meanings[one.task - 1] }))
    .filter(({ one, meaning }) => meaning === undefined || !fits(one, meaning))
    .map(({ one: { task, cell, excerpt }, meaning }) => ({
      kind: 'odd',
      line: meaning?.row.line ?? 1,
      cell: cellNames[cell],
      zh: `第${task}项没有“${excerpt}”字样，已有的说明未采用`,
      en: `Row ${task} has no "${excerpt}": a remark known of it was not used`,
    }));

const unusedSuggestions = (known: readonly Suggestion[], meanings: readonly Meaning[]): readonly Remark[] =>
  known
    .filter(({ task, excerpt }) => meanings[task - 1]?.row.text.includes(excerpt) !== true)
    .map(({ task, excerpt }) => ({
      kind: 'odd',
      line: meanings[task - 1]?.row.line ?? 1,
      cell: cellNames.text,
      zh: `第${task}项没有“${excerpt}”字样，已有的建议未采用`,
      en: `Row ${task} has no "${excerpt}": a suggestion known for it was not used`,
    }));

const otherTitle = ({ indicators }: Tables['titles'], { title }: Pack): readonly Remark[] =>
  indicators.startsWith(title)
    ? []
    : [
        {
          kind: 'odd',
          line: 2,
          cell: '',
          zh: `文件标题“${indicators}”与资料包的“${title}”不同，请核对资料包`,
          en: `The document's title is "${indicators}", the pack's "${title}": is it the right pack?`,
        },
      ];

const goneRow = (no: number): Remark => ({
  kind: 'odd',
  line: 1,
  cell: '',
  zh: `资料包所述文件的第${no}项，本文件中没有对应的任务，有关说明未采用`,
  en: `No row is row ${no} of the document that the pack describes: what is known of that one was not used`,
});

const strayLine = (line: number): Remark => ({
  kind: 'trimmed',
  line,
  cell: '',
  zh: '只有空白的一行，已略过',
  en: 'A line of white space alone, passed over',
});
