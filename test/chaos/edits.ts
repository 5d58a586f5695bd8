import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/processes.ts';

/** A change of one built file. What is looked for must stand there exactly once, so that a stale edit fails aloud. */
export interface Edit {
  /** Below `dist`. */
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** A copy of the build in a folder of its own, changed; the project's own `dist` stays what it is. */
export const copyOfBuild = (folder: string, edits: readonly Edit[]): void => {
  mkdirSync(folder, { recursive: true });
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const edit of edits) {
    const { file, find, put } = edit;
    const path = join(folder, 'dist', file);
    const text = readFileSync(path, 'utf8');
    const times = timesIn(text, edit);
    if (times !== 1) throw new Error(`stale edit: ${file} holds this ${times} times, not once: ${find}`);
    // A function, so that no `$` in it is read as a pattern.
    writeFileSync(
      path,
      text.replace(find, () => put),
    );
  }
};

/** Of these edits those that do not fit the build. */
export const staleEdits = (edits: readonly Edit[]): readonly Edit[] =>
  edits.filter((edit) => timesIn(readFileSync(join(ROOT, 'dist', edit.file), 'utf8'), edit) !== 1);

const timesIn = (text: string, { find }: Edit): number => text.split(find).length - 1;
