import { randomInt } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Home } from './home.ts';

/** Without the letters and digits that are mistaken for one another (l 1 I, o 0 O). */
const UNAMBIGUOUS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A password of unambiguous letters: 12 have 69 bits. */
export const newPassword = (length = 12): string =>
  Array.from({ length }, () => UNAMBIGUOUS[randomInt(UNAMBIGUOUS.length)]).join('');

/** The secret kept under this name in the home; made on first use, readable by nobody else. */
export const keptSecret = (home: Home, name: string, make: () => string = () => newPassword(24)): string => {
  const path = home.at(name);
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  const secret = make();
  writePrivate(path, `${secret}\n`);
  return secret;
};

/** Writes a file that only its owner may read, whole or not at all. */
export const writePrivate = (path: string, text: string): void => {
  const part = `${path}.part`;
  writeFileSync(part, text, { mode: 0o600 });
  chmodSync(part, 0o600);
  renameSync(part, path);
};
