import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Obstacle } from './obstacle.ts';

/** The folder that holds everything of one copy (`.duban`, or DUBAN_HOME). */
export interface Home {
  readonly folder: string;
  readonly at: (...names: readonly string[]) => string;
}

/** Says that a folder is ours: only such a one is ever emptied. */
export const MARK = '.duban-home';
/** What may stand in a folder that is to become ours: a tool laid there beforehand, and what a new file system holds. */
const HARMLESS = ['bin', 'lost+found'];

export const homeAt = (folder: string): Home => ({ folder, at: (...names) => join(folder, ...names) });

export const isHome = (home: Home): boolean => existsSync(home.at(MARK));

/** Something that stands in a folder and is not to be touched. */
export const foreignIn = (home: Home): string | undefined =>
  readdirSync(home.folder).find((name) => !HARMLESS.includes(name));

/** Makes the folder, or takes one that is empty. Refuses a folder with things of other people in it. */
export const openHome = (folder: string): Home => {
  const home = homeAt(folder);
  mkdirSync(folder, { recursive: true });
  const foreign = foreignIn(home);
  if (!isHome(home) && foreign !== undefined) {
    throw new Obstacle(
      `DUBAN_HOME is ${JSON.stringify(folder)}, which holds "${foreign}" and was not made by Duban; allowed is a new or empty folder.`,
    );
  }
  writeFileSync(home.at(MARK), '');
  // The postgres user must be able to pass through to its data; secrets have modes of their own.
  chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  mkdirSync(home.at('logs'), { recursive: true, mode: 0o700 });
  return home;
};
