import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from '../home.ts';
import type { Say } from '../screen.ts';
import type { Account } from './account.ts';
import { type Binaries, postgres } from './binaries.ts';

/** Where PostgreSQL's programs and data stand. */
export interface Place {
  readonly binaries: Binaries;
  readonly data: string;
}

/** The system's folder for what services keep. */
const STATE = '/var/lib/duban';

/** A folder below the system's state that belongs to this home alone. */
export const stateFolderOf = (home: Home): string => {
  const name = createHash('sha256').update(realpathSync(home.folder)).digest('hex').slice(0, 12);
  return join(STATE, name);
};

/**
 * Programs and data stand where npm and the home have them, unless the user PostgreSQL runs as cannot go there (below
 * root's home, say): then they get a folder of their own. Data once there stay there.
 */
export const choosePlace = (home: Home, installed: Binaries, account: Account | null, say: Say): Place => {
  const inHome = { binaries: installed, data: home.at('pg') };
  if (account === null) return inHome;
  const state = stateFolderOf(home);
  const entersHome = mayEnter(account, home.folder);
  const runs = mayRun(account, postgres(installed));
  const movedData = !entersHome || existsSync(join(state, 'pg', 'PG_VERSION'));
  if (!movedData && runs) return inHome;
  say(
    `The user PostgreSQL runs as cannot enter ${entersHome ? installed.folder : home.folder}; what it needs is kept in ${state}.`,
  );
  mkdirSync(state, { recursive: true, mode: 0o755 });
  return {
    binaries: runs ? installed : copied(installed, state),
    data: movedData ? join(state, 'pg') : inHome.data,
  };
};

const mayEnter = (account: Account, folder: string): boolean =>
  asUser(account, '/bin/sh', ['-c', 'test -x "$0"', folder]);
const mayRun = (account: Account, program: string): boolean => asUser(account, program, ['--version']);

const asUser = (account: Account, command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { ...account, cwd: '/', stdio: 'ignore' }).status === 0;

/** Copied under another name first, so that a copy broken off is never taken for a whole one. */
const copied = (from: Binaries, state: string): Binaries => {
  const folder = join(state, `postgres-${from.version}`);
  if (!existsSync(folder)) {
    const part = `${folder}.part`;
    rmSync(part, { recursive: true, force: true });
    cpSync(from.folder, part, { recursive: true, verbatimSymlinks: true });
    renameSync(part, folder);
  }
  return { ...from, folder };
};
