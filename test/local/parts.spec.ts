import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { homeAt } from '../../apps/local/src/home.ts';
import { logFile } from '../../apps/local/src/log-file.ts';
import { postgresAccount } from '../../apps/local/src/postgres/account.ts';
import { installedBinaries } from '../../apps/local/src/postgres/binaries.ts';
import { makeCluster } from '../../apps/local/src/postgres/cluster.ts';
import { answers, checkDatabase, makeDatabase } from '../../apps/local/src/postgres/database.ts';
import { choosePlace, stateFolderOf } from '../../apps/local/src/postgres/place.ts';
import { startPostgres } from '../../apps/local/src/postgres/server.ts';
import { NAMESPACE, readyNamespace } from '../../apps/local/src/temporal/namespace.ts';
import { findTemporal } from '../../apps/local/src/temporal/tool.ts';
import { freePort } from '../support/free-port.ts';
import { clearUp, ROOT, temporaryFolder } from '../support/processes.ts';

const { signal } = new AbortController();
const asRoot = process.getuid?.() === 0 ? test : test.skip;

afterEach(clearUp);

asRoot(
  'below a folder that the postgres user cannot enter, PostgreSQL runs on copies in a place of its own',
  async () => {
    const closed = temporaryFolder('duban-closed-');
    chmodSync(closed, 0o700);
    const home = homeAt(join(closed, '督办 home'));
    mkdirSync(home.folder);
    const installed = await installedBinaries();
    cpSync(installed.folder, join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
    const account = postgresAccount();
    const said: string[] = [];
    const state = stateFolderOf(home);
    try {
      const place = choosePlace(home, { ...installed, folder: join(closed, 'native') }, account, (line) =>
        said.push(line),
      );
      expect(said).toEqual([expect.stringContaining(`cannot enter ${home.folder}; what it needs is kept in ${state}`)]);
      await makeCluster(place, 'secret', account, signal);
      const port = await freePort();
      const url = `postgres://postgres:secret@127.0.0.1:${port}/postgres`;
      const log = logFile(join(closed, 'postgres.log'));
      const server = await startPostgres({ place, account, port, log, url }, { signal, born: () => undefined });
      await makeDatabase(url.replace(/postgres$/, 'ledger'));
      await checkDatabase(url.replace(/postgres$/, 'ledger'));
      await server.stop();
      expect(statSync(join(state, 'pg')).mode & 0o777).toBe(0o700);
      // What is there stays there, even when the folder can be entered by now.
      chmodSync(closed, 0o755);
      expect(choosePlace(home, installed, account, () => undefined)).toEqual({
        binaries: installed,
        data: join(state, 'pg'),
      });
    } finally {
      rmSync(state, { recursive: true, force: true });
    }
  },
);

test('a start broken off while the data folder was made begins it anew', async () => {
  const home = homeAt(temporaryFolder('duban-part-'));
  chmodSync(home.folder, 0o711);
  const account = postgresAccount();
  const place = choosePlace(home, await installedBinaries(), account, () => undefined);
  const broken = new AbortController();
  const making = makeCluster(place, 'secret', account, broken.signal);
  broken.abort(new Error('asked to stop'));
  await expect(making).rejects.toThrow('asked to stop');
  expect(existsSync(place.data)).toBe(false);
  await makeCluster(place, 'secret', account, signal);
  expect(readdirSync(home.folder)).toEqual(['pg']);
});

test('a PostgreSQL that may forget what it has answered is refused', async () => {
  const url = `postgres://postgres:test@127.0.0.1:${process.env['TEST_POSTGRES_PORT'] ?? ''}/postgres`;
  expect(await answers(url)).toBe(true);
  await expect(checkDatabase(url)).rejects.toThrow(/synchronous_commit is off[^]*fsync is off/);
});

test('a Temporal of one’s own is given the namespace, a week of histories and the search attributes, once', async () => {
  const folder = temporaryFolder('duban-temporal-');
  const caches = [join(ROOT, '.duban', 'bin')] as const;
  const program = await findTemporal({ cli: null, caches, signal, say: () => undefined });
  const port = await freePort();
  const args = [
    'server',
    'start-dev',
    '--headless',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--log-level',
    'error',
  ];
  const server = spawn(program, args, { cwd: folder, stdio: 'ignore' });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  try {
    await readyNamespace(`127.0.0.1:${port}`, signal);
    await readyNamespace(`127.0.0.1:${port}`, signal);
    const connection = await Connection.connect({ address: `127.0.0.1:${port}` });
    const { config } = await connection.workflowService.describeNamespace({ namespace: NAMESPACE });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: NAMESPACE });
    await connection.close();
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(168 * 3600);
    expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(['DubanPlan', 'DubanNo', 'DubanLead']));
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
});
