import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PartName } from './faults.ts';

/** The failpoints that have fired, by the names that `failpoint.js` gives their files: after the part's, with its process's id. */
export const firedIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.startsWith('fired-'));

/** Whether a failpoint has killed this process of a part: it fired in it, and it was armed to kill. Any other death is the product's own. */
export const isFelled = (folder: string, part: PartName, pid: number): boolean =>
  firedIn(folder).some(
    (name) =>
      name.startsWith(`fired-${part}.`) &&
      new RegExp(`-${pid}-\\d+$`).test(name) &&
      readFileSync(join(folder, name), 'utf8').trim() === 'crash',
  );
