import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Child } from '../../apps/local/src/child.ts';
import { clearUp, ROOT, temporaryFolder } from '../support/processes.ts';
import { until } from '../support/until.ts';
import { firedIn, isFelled } from './fired.ts';
import { type Part, startPart } from './part.ts';

afterAll(clearUp);

/** A worker that is nothing but a failpoint, and a death of its own when it is told. */
const program = `
  process.stdin.once('data', () => process.kill(process.pid, 'SIGKILL'));
  setInterval(() => void globalThis.failpoint('routed'), 20);`;

interface Alone {
  readonly part: Part;
  readonly folder: string;
  readonly deaths: readonly string[];
  readonly lives: () => number;
  readonly dieByItself: () => void;
}

const alone = async (): Promise<Alone> => {
  const folder = temporaryFolder('duban-failpoints-');
  const deaths: string[] = [];
  const children: { readonly dies: () => void }[] = [];
  const launch = async (): Promise<Child> => {
    const failpoint = join(ROOT, 'test', 'chaos', 'failpoint.js');
    const running = spawn(process.execPath, ['--import', failpoint, '-e', program], {
      env: { PATH: process.env['PATH'], DUBAN_FAILPOINTS: folder },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const ended = once(running, 'exit').then(() => 'it was ended');
    await once(running, 'spawn');
    children.push({ dies: () => running.stdin.write('now') });
    const kill = (): void => {
      running.kill('SIGKILL');
    };
    const stop = async (): Promise<void> => {
      kill();
      await ended;
    };
    return { name: 'The worker', pid: running.pid ?? 0, ended, stop, kill, lastLines: () => [] };
  };
  const { signal } = new AbortController();
  const part = await startPart({
    ...{ name: 'worker', launch, signal },
    isFelled: (pid) => isFelled(folder, 'worker', pid),
    died: (text) => deaths.push(text),
  });
  return {
    ...{ part, folder, deaths },
    lives: () => children.length,
    dieByItself: () => {
      children.at(-1)?.dies();
    },
  };
};

test('a death by a failpoint is excused, and no other one, before or after it', async () => {
  const { part, folder, deaths, lives, dieByItself } = await alone();
  try {
    writeFileSync(join(folder, 'worker.routed'), 'crash');
    await until('it was felled and lives again', () => lives() === 2);
    expect(deaths).toEqual([]);
    dieByItself();
    await until('it died and lives again', () => lives() === 3);
    expect(deaths).toEqual([expect.stringMatching(/^worker has gone by itself/)]);
  } finally {
    await part.close();
  }
});

test('a failpoint that only makes it silent, or is still to fire, excuses nothing', async () => {
  const { part, folder, deaths, lives, dieByItself } = await alone();
  try {
    writeFileSync(join(folder, 'worker.marked'), 'crash');
    writeFileSync(join(folder, 'worker.routed'), 'pause 1');
    await until('it fired', () => firedIn(folder).length === 1);
    dieByItself();
    await until('it died and lives again', () => lives() === 2);
    expect(deaths).toHaveLength(1);
  } finally {
    await part.close();
  }
});

test('a failpoint of another part excuses nothing', () => {
  const folder = temporaryFolder('duban-failpoints-');
  writeFileSync(join(folder, 'fired-api.after-commit-42-1'), 'crash');
  expect([isFelled(folder, 'api', 42), isFelled(folder, 'worker', 42), isFelled(folder, 'api', 2)]).toEqual([
    true,
    false,
    false,
  ]);
});
