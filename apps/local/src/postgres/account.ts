import { spawnSync } from 'node:child_process';
import { Obstacle } from '../obstacle.ts';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'postgres';
const WAYS = 'Start Duban as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.';

/** PostgreSQL refuses to run as root: then it gets a user of its own, made where it is missing. Otherwise null: as we are. */
export const postgresAccount = (): Account | null => {
  if (process.getuid?.() !== 0) return null;
  const known = look();
  if (known !== null) return known;
  run('groupadd', ['--system', '--force', NAME]);
  run('useradd', ['--system', '--gid', NAME, '--no-create-home', NAME]);
  const made = look();
  if (made === null) throw new Obstacle(`The user ${NAME} was made but cannot be found. ${WAYS}`);
  return made;
};

const look = (): Account | null => {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, NAME], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
};

const run = (command: string, args: readonly string[]): void => {
  const done = spawnSync(command, args, { encoding: 'utf8' });
  if (done.status === 0) return;
  const why = done.error?.message ?? done.stderr.trim();
  throw new Obstacle(`PostgreSQL does not run as root, and no user for it could be made (${command}: ${why}). ${WAYS}`);
};
