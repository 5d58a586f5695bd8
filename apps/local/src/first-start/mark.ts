import { existsSync, readFileSync } from 'node:fs';
import type { Home } from '../home.ts';
import { writePrivate } from '../secrets.ts';

/** How far the first start of a home has come. */
export type Mark = 'underway' | 'done';

const pathIn = (home: Home): string => home.at('first-start');

/** Null: it was never begun here. */
export const readMark = (home: Home): Mark | null => {
  if (!existsSync(pathIn(home))) return null;
  return readFileSync(pathIn(home), 'utf8').trim() === 'done' ? 'done' : 'underway';
};

export const writeMark = (home: Home, mark: Mark): void => {
  writePrivate(pathIn(home), `${mark}\n`);
};
