import { sameRows } from '#domain/same-rows';
import { lex } from './lexer.ts';
import type { Pack } from './pack.ts';
import { readTables } from './tables.ts';
import type { TaskRow } from './task-row.ts';

/** What of a pack speaks of rows by their numbers, and is used while a document is read. */
export type Knowledge = Pick<Pack, 'suggestions' | 'remarks' | 'indicatorFacts' | 'checklists'>;

/**
 * What the pack knows, by the numbers of this document: in a revised one a row may stand elsewhere, be worded otherwise or
 * be gone. `gone` are numbers of rows of the pack's own document of which the pack knows something that no row here is.
 */
export const renumber = (
  document: Uint8Array,
  tasks: readonly TaskRow[],
  pack: Pack,
): { readonly known: Knowledge; readonly gone: readonly number[] } => {
  if (pack.document.equals(document)) return { known: pack, gone: [] };
  const now = new Map<number, number>();
  for (const [no, old] of sameRows(readTables(lex(pack.document)).tasks, tasks)) now.set(old, no);
  const here = <T extends { readonly task: number }>(all: readonly T[]): readonly T[] =>
    all.flatMap((one) => {
      const task = now.get(one.task);
      return task === undefined ? [] : [{ ...one, task }];
    });
  const spokenOf = [...pack.suggestions, ...pack.remarks].map(({ task }) => task);
  return {
    known: {
      suggestions: here(pack.suggestions),
      remarks: here(pack.remarks),
      indicatorFacts: pack.indicatorFacts.map((facts) => ({
        ...facts,
        tasks: facts.tasks.flatMap((link) => {
          const no = now.get(link.no);
          return no === undefined ? [] : [{ ...link, no }];
        }),
      })),
      checklists: {
        ...pack.checklists,
        tasks: Object.fromEntries(
          Object.entries(pack.checklists.tasks).flatMap(([old, type]) => {
            const no = now.get(Number(old));
            return no === undefined ? [] : [[no, type]];
          }),
        ),
      },
    },
    gone: [...new Set(spokenOf)].filter((no) => !now.has(no)).sort((a, b) => a - b),
  };
};
