import { execFile } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { commandOf } from '../command-of.ts';
import { Obstacle, reasonOf } from '../obstacle.ts';
import type { Account } from './account.ts';
import { initdb, pgCtl } from './binaries.ts';
import type { Place } from './place.ts';

const run = promisify(execFile);

export const SUPERUSER = 'postgres';

/** Makes the cluster on first use. Broken off in the middle it leaves a `.part` that the next start throws away. */
export const makeCluster = async (
  place: Place,
  password: string,
  account: Account | null,
  signal: AbortSignal,
): Promise<void> => {
  if (existsSync(place.data)) return;
  const part = `${place.data}.part`;
  const passwordFile = `${place.data}.password`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account !== null) for (const path of [part, passwordFile]) chownSync(path, account.uid, account.gid);
  try {
    // The locale is named, for initdb takes the caller's: under LC_ALL=C the cluster would be SQL_ASCII.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const login = ['--auth=scram-sha-256', `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`];
    await run(initdb(place.binaries), [...locale, ...login, '-D', part], { ...account, cwd: dirname(part), signal });
  } catch (thrown) {
    signal.throwIfAborted();
    throw new Obstacle(`PostgreSQL's data folder ${place.data} could not be made: ${reasonOf(thrown)}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  chmodSync(part, 0o700);
  renameSync(part, place.data);
};

/** Ends a server that a killed launcher has left behind in our data folder; that none is there is the usual case. */
export const stopOrphan = async (place: Place, account: Account | null): Promise<void> => {
  const pidFile = `${place.data}/postmaster.pid`;
  if (!existsSync(pidFile)) return;
  // The number in it may have been given to somebody else since; pg_ctl would not look.
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (!commandOf(pid).includes(place.data)) return;
  const args = ['stop', '-D', place.data, '-m', 'fast', '-w', '-t', '10'];
  await run(pgCtl(place.binaries), args, { ...account, cwd: dirname(place.data) }).catch(() => undefined);
};
