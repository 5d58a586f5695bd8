import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const SOURCES = ['apps', 'libs', 'workflows', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
const ENTRIES = ['local', 'api', 'worker', 'plan'].map((app) => join('apps', app, 'src', 'main.js'));
/** A build takes seconds; a lock older than this was left behind, even when another process has its number by now. */
const LONGEST_BUILD_MS = 5 * 60_000;

/**
 * Builds unless dist is newer than every source. Two at once take turns. The stamp is set to the moment the build
 * began and only when all of it went well: a file saved meanwhile, or a failed half, makes the next start build again.
 * @param {string} root
 * @returns {Promise<'fresh' | 'built' | 'failed' | 'interrupted'>}
 */
export const buildWhenStale = async (root) => {
  if (isFresh(root)) return 'fresh';
  const unlock = await takeTurn(root);
  try {
    if (isFresh(root)) return 'fresh';
    console.error('Building, for the sources are newer than dist …');
    const began = new Date();
    // The compiler trusts its notes of the last run: without what they speak of they must go too.
    if (ENTRIES.some((entry) => mtime(join(root, 'dist', entry)) === 0))
      rmSync(join(root, 'dist', '.tsbuildinfo'), { force: true });
    const done = await run(root);
    if (done === 'failed') console.error('The build failed; what it says above is the reason.');
    if (done !== 'built') return done;
    const stamp = stampOf(root);
    writeFileSync(stamp, '');
    utimesSync(stamp, began, began);
    console.error(`Built in ${((Date.now() - began.getTime()) / 1000).toFixed(1)} s.`);
    return 'built';
  } finally {
    unlock();
  }
};

const stampOf = (root) => join(root, 'dist', '.built');

const isFresh = (root) => {
  const built = mtime(stampOf(root));
  if (built === 0 || ENTRIES.some((entry) => mtime(join(root, 'dist', entry)) === 0)) return false;
  return SOURCES.every((source) => newest(join(root, source)) <= built);
};

const mtime = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** The newest file at or below a path; what is never compiled does not count. */
const newest = (path) => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || path.endsWith('.spec.ts') || path.endsWith('.md')) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
};

/** The build as `npm run build` names it, in a group of its own, so that it can be ended as a whole. */
const run = (root) =>
  new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit', detached: true });
    let interrupted = false;
    const interrupt = () => {
      interrupted = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    };
    const end = (outcome) => {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      resolve(interrupted ? 'interrupted' : outcome);
    };
    process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
    child.on('error', (error) => {
      console.error(`npm cannot be run: ${error.message}`);
      end('failed');
    });
    child.on('exit', (code) => end(code === 0 ? 'built' : 'failed'));
  });

/** Waits until nobody else builds here, and keeps others waiting until the given function is called. */
const takeTurn = async (root) => {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const lock = join(root, 'dist', '.building');
  for (let told = false; ;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = read(lock);
    if (isAbandoned(lock, holder)) setAside(lock, holder);
    else {
      if (!told) console.error('Another build is under way here; waiting for it …');
      told = true;
      await sleep(100);
    }
  }
};

const isAbandoned = (lock, holder) => {
  const pid = Number(holder);
  if (pid === 0) return Date.now() - mtime(lock) > 1_000;
  if (Date.now() - mtime(lock) > LONGEST_BUILD_MS) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
};

/** Two who find the same dead lock must not remove the new one of the faster: what was renamed is looked at again. */
const setAside = (lock, holder) => {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (read(aside) === holder) rmSync(aside);
    else renameSync(aside, lock);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
};

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
