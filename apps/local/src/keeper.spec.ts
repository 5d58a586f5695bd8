import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from './child.ts';
import { readyChild } from './ready-child.ts';
import { keep, type Kept } from './keeper.ts';
import { logFile } from './log-file.ts';
import { until } from './waiting.ts';

const never = new AbortController().signal;
const patience = (what: string): Parameters<typeof until>[1] => ({
  what,
  deadlineMs: 10_000,
  everyMs: 10,
  signal: never,
});

let folder: string;
let said: string[];
let pids: (number | null)[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'duban-keeper-'));
  said = [];
  pids = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const command = (script: string): Command => ({
  name: 'The part',
  file: '/bin/sh',
  args: ['-c', script],
  cwd: folder,
  env: { PATH: process.env['PATH'] },
  log: logFile(join(folder, 'part.log')),
  stopSignal: 'SIGTERM',
});

const kept = (script: string, signal: AbortSignal = never): Promise<Kept> =>
  keep({
    name: 'The part',
    launch: (launch) => readyChild(command(script), async () => true, launch),
    signal,
    say: (line) => said.push(line),
    changed: (pid) => pids.push(pid),
  });

test('a part that is killed is started again, and both are said with the cause and its last words', async () => {
  const part = await kept('echo about to work; exec sleep 60');
  const log = join(folder, 'part.log');
  await until(async () => (readFileSync(log, 'utf8').includes('about') ? true : null), patience('its words'));
  process.kill(pids[0] ?? 0, 'SIGKILL');
  await until(async () => (said.length === 2 ? true : null), patience('its return'));
  expect(said).toEqual([
    'The part has gone: it was ended by SIGKILL. Starting it again in 0.5 s.\n    about to work',
    'The part is up again.',
  ]);
  expect(pids).toEqual([expect.any(Number), null, expect.any(Number)]);
  await part.stop();
  expect(() => process.kill(pids[2] ?? 0, 0)).toThrow('ESRCH');
});

test('the pause grows while it goes on dying', async () => {
  const part = await kept('exit 3');
  await until(
    async () => (said.filter((line) => line.includes('has gone')).length === 3 ? true : null),
    patience('three deaths'),
  );
  expect(said.filter((line) => line.includes('has gone')).map((line) => /in ([\d.]+) s/.exec(line)?.[1])).toEqual([
    '0.5',
    '1',
    '2',
  ]);
  expect(said[0]).toContain('it ended with code 3');
  await part.stop();
});

test('a part that cannot start at all is told after three attempts, with its last words', async () => {
  const launching = keep({
    name: 'The part',
    launch: (launch) =>
      readyChild(
        command('echo no such table >&2; exit 1'),
        (signal) => until(async () => null, { what: 'nothing', deadlineMs: 5_000, signal }),
        launch,
      ),
    signal: never,
    say: (line) => said.push(line),
    changed: () => undefined,
  });
  await expect(launching).rejects.toThrow('The part did not start: it ended with code 1\n    no such table');
  expect(said).toHaveLength(2);
});

test('a program that is not there is named', async () => {
  const missing = { ...command(''), file: join(folder, 'missing') };
  const started = readyChild(missing, async () => true, { signal: never, born: () => undefined });
  // Through setpriv a missing program is an end, without it an error; both name it.
  await started.then(
    async (child) => {
      expect(await child.ended).toBe('it ended with code 127');
      expect(child.lastLines().join()).toContain('missing');
    },
    (thrown: unknown) => {
      expect(String(thrown)).toContain('missing');
    },
  );
});

test('a stop in the middle of a start leaves nothing behind', async () => {
  const leaving = new AbortController();
  const starting = keep({
    name: 'The part',
    launch: (launch) =>
      readyChild(
        command('exec sleep 60'),
        (signal) => until(async () => null, { what: 'x', deadlineMs: 60_000, signal }),
        launch,
      ),
    signal: leaving.signal,
    say: () => undefined,
    changed: (pid) => {
      pids.push(pid);
      leaving.abort(new Error('asked to stop'));
    },
  });
  await expect(starting).rejects.toThrow('asked to stop');
  expect(() => process.kill(pids[0] ?? 0, 0)).toThrow('ESRCH');
});
