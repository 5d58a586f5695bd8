import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** A first start on two shared cores, with a build before it when somebody has just saved a file. */
export const START_MS = 150_000;

/** A launcher as somebody runs it in a terminal. */
export interface Launcher {
  readonly pid: number;
  readonly output: () => string;
  /** Waits until it has said that. */
  readonly said: (text: string | RegExp) => Promise<void>;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Its exit code; the signal's name when it was killed. */
  readonly ended: Promise<number | string>;
}

const launchers: Launcher[] = [];

export const startLauncher = (
  env: Readonly<Record<string, string>>,
  options: { readonly root?: string; readonly args?: readonly string[] } = {},
): Launcher => {
  const script = join(options.root ?? ROOT, 'apps', 'local', 'start.js');
  const child = spawn(process.execPath, [script, ...(options.args ?? [])], {
    cwd: options.root ?? ROOT,
    // What the tests themselves run with (other conditions, a password of their own) is not for the product.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const hear = (bytes: Buffer): void => {
    output += bytes.toString('utf8');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => {
      resolve(code ?? signal ?? 'unknown');
    });
  });
  const launcher: Launcher = {
    pid: child.pid ?? 0,
    output: () => output,
    said: async (text) => {
      const has = (): boolean => (typeof text === 'string' ? output.includes(text) : text.test(output));
      await Promise.race([
        until(`the launcher says ${String(text)}`, has, START_MS).catch((thrown: unknown) => {
          throw new Error(`${String(thrown)}\nIt has said:\n${output}`);
        }),
        ended.then((how) => {
          if (!has()) throw new Error(`the launcher has ended (${how}) without ${String(text)}:\n${output}`);
        }),
      ]);
    },
    signal: (signal) => {
      child.kill(signal);
    },
    ended,
  };
  launchers.push(launcher);
  return launcher;
};

/** `run.json` as far as the tests read it. */
export interface RunFile {
  readonly page: string;
  readonly temporal: string;
  readonly mail: string;
  readonly smtp: string;
  readonly postgres: string;
  readonly password: string;
  readonly pids: Readonly<Record<'launcher' | 'postgres' | 'temporal' | 'api' | 'worker', number | null>>;
}

export const runFileIn = (home: string): RunFile => JSON.parse(readFileSync(join(home, 'run.json'), 'utf8')) as RunFile;

export const isAlive = (pid: number | null): boolean => {
  try {
    if (pid === null) return false;
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Processes that have a home in their arguments or their environment: what must be none after an end. */
export const processesOf = (home: string): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => textOf(`/proc/${pid}/cmdline`).includes(home) || textOf(`/proc/${pid}/environ`).includes(home))
    .map((pid) => `${pid} ${textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`);

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** A folder of one's own that every user may enter, removed with every launcher that still runs when the file's tests are over. */
export const temporaryFolder = (name: string): string => {
  const folder = mkdtempSync(join(tmpdir(), name));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
};
const folders: string[] = [];

/** Ends what a failed test has left. */
export const clearUp = async (): Promise<void> => {
  for (const launcher of launchers.splice(0)) {
    if (isAlive(launcher.pid)) launcher.signal('SIGTERM');
    await launcher.ended;
  }
  for (const folder of folders.splice(0)) if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
};
