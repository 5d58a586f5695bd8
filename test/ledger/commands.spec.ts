import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { program } from '../../apps/plan/src/program.ts';

/** What the commands make of their surroundings, in a home where nothing is running. */
const root = resolve(import.meta.dirname, '../..');
const SOURCE = ['--no-warnings', '-C', 'own-source', '--import', '@swc-node/register/esm-register'];
const nothing = { DATABASE_URL: '', DUBAN_HOME: '', TEMPORAL_ADDRESS: '', TEMPORAL_NAMESPACE: '' };
let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'duban-nothing-'));
});
afterAll(() => {
  rmSync(home, { recursive: true });
});

const run = (script: string, env: Readonly<Record<string, string>>) =>
  new Promise<{ readonly code: number | null; readonly err: string }>((done) => {
    const command = [...SOURCE, join(root, script)];
    const around = { PATH: process.env['PATH'], ...env };
    const child = execFile(process.execPath, command, { cwd: root, env: around }, (_, _out, err) => {
      done({ code: child.exitCode, err });
    });
  });

test('verify takes what is set to nothing for what is not set', async () => {
  expect(await run('apps/worker/src/verify-command.ts', { ...nothing, DUBAN_HOME: home })).toEqual({
    code: 2,
    err: expect.stringContaining(`nothing is running in ${home}`) as string,
  });
});

test('verify names what is wrong, without its password', async () => {
  const wrong = { DATABASE_URL: 'duban:secret@db', TEMPORAL_ADDRESS: '127.0.0.1:1' };
  expect(await run('apps/worker/src/verify-command.ts', wrong)).toEqual({
    code: 2,
    err: expect.stringContaining('DATABASE_URL holds "duban:***@db"; allowed is') as string,
  });
});

test('migrate takes what is set to nothing for what is not set', async () => {
  expect(await run('libs/ledger/src/migrate-command.ts', nothing)).toEqual({
    code: 1,
    err: expect.stringContaining('DATABASE_URL holds nothing') as string,
  });
});

test('plan takes what is set to nothing for what is not set', async () => {
  const lines: string[] = [];
  const code = await program({
    args: ['import', join(root, 'libs/plan/packs/example-sponge-city/plan.txt')],
    env: nothing,
    root: home,
    out: () => undefined,
    err: (line) => lines.push(line),
  });
  expect(code).toBe(1);
  expect(lines.at(-1)).toContain(`nothing is running in ${join(home, '.duban')}`);
});
