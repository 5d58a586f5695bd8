import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { socketOf, takeLock } from './lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'duban-lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a lock is held by one at a time', async () => {
  const first = await takeLock(join(folder, 'lock'));
  expect(await takeLock(join(folder, 'lock'))).toBeNull();
  await first?.release();
  const second = await takeLock(join(folder, 'lock'));
  expect(second).not.toBeNull();
  await second?.release();
});

test('of many who want it at once one gets it, also when a killed process has left its socket behind', async () => {
  const path = join(folder, 'lock');
  const hold = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => console.log('held'))`;
  const holder = spawn(process.execPath, ['-e', hold], { stdio: ['ignore', 'pipe', 'inherit'], env: {} });
  await once(holder.stdout, 'data');
  expect(await takeLock(path)).toBeNull();
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(existsSync(path)).toBe(true);

  const locks = await Promise.all(Array.from({ length: 8 }, () => takeLock(path)));
  expect(locks.filter((lock) => lock !== null)).toHaveLength(1);
  await Promise.all(locks.flatMap((lock) => (lock === null ? [] : [lock.release()])));
});

test('where the folder has too long a name for a socket, it stands elsewhere', async () => {
  const deep = join(folder, 'x'.repeat(120));
  expect(socketOf(folder, 'lock')).toBe(join(folder, 'lock'));
  const path = socketOf(deep, 'lock');
  expect(path.length).toBeLessThan(104);
  expect(socketOf(`${deep}2`, 'lock')).not.toBe(path);
  const lock = await takeLock(path);
  expect(lock).not.toBeNull();
  await lock?.release();
});
