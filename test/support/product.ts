import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browse, browse } from './browse.ts';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

/** `run.json`: the addresses in force. */
export interface RunFile {
  readonly page: string;
  readonly temporal: string;
  readonly mail: string;
  readonly postgres: string;
  readonly password: string;
  readonly pids: Readonly<Record<'launcher' | 'postgres' | 'temporal' | 'api' | 'worker', number>>;
}

/** The whole product as a user starts it, in a folder and on ports of its own. */
export interface Product {
  readonly home: string;
  readonly run: () => RunFile;
  readonly output: () => string;
  /** Somebody's browser, logged in. */
  readonly login: (login: string) => Promise<Browse>;
  readonly kill: (part: keyof RunFile['pids'], signal?: NodeJS.Signals) => void;
  /** Waits until every part answers. */
  readonly ready: () => Promise<void>;
  /** Ctrl-C; gives the exit code. */
  readonly stop: () => Promise<number | null>;
  readonly start: () => Promise<void>;
  /** Stops it if it runs and removes its folder. */
  readonly remove: () => Promise<void>;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** A first start fetches, builds nothing, imports and dispatches; two shared cores are slow at times. */
const START_MS = 120_000;

export const startProduct = async (env: Readonly<Record<string, string>> = {}): Promise<Product> => {
  const home = mkdtempSync(join(tmpdir(), 'duban-home-'));
  const ports = { DUBAN_PORT: String(await freePort()) };
  let child: ReturnType<typeof spawn> | null = null;
  let printed = '';
  const run = (): RunFile => JSON.parse(readFileSync(join(home, 'run.json'), 'utf8')) as RunFile;
  const login = (name: string): Promise<Browse> => browse(run().page, name, run().password);
  const ready = (): Promise<void> =>
    until(
      'every part answers',
      async () => {
        if (child?.exitCode !== null) throw new Error(`the launcher has ended:\n${printed}`);
        const response = await fetch(`${run().page}/api/status`);
        const parts = (await response.json()) as Record<string, unknown>;
        return ['postgres', 'temporal', 'worker', 'smtp', 'bell', 'clock'].every((part) => parts[part] !== null);
      },
      START_MS,
    ).then(() => undefined);
  const start = async (): Promise<void> => {
    child = spawn(process.execPath, ['apps/local/start.js'], {
      cwd: ROOT,
      env: { ...process.env, NODE_OPTIONS: '', ...ports, DUBAN_HOME: home, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer): void => {
      printed += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    await until(
      'the launcher says that it is ready',
      () => {
        if (child?.exitCode !== null) throw new Error(`the launcher has ended:\n${printed}`);
        return printed.includes(READY);
      },
      START_MS,
    );
    await ready();
  };
  const stop = async (): Promise<number | null> => {
    const ending = child;
    if (ending === null || ending.exitCode !== null) return ending?.exitCode ?? null;
    const ended = new Promise<number | null>((gone) => ending.once('exit', gone));
    ending.kill('SIGINT');
    printed = '';
    return ended;
  };
  await start();
  return {
    home,
    run,
    output: () => printed,
    login,
    kill: (part, signal = 'SIGKILL') => {
      process.kill(run().pids[part], signal);
    },
    ready,
    stop,
    start,
    remove: async () => {
      await stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
};

/** The last line of the launcher's table. */
const READY = 'Ctrl-C';
