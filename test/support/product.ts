import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browse, browse } from './browse.ts';
import { freePort } from './free-port.ts';
import { type Launcher, START_MS, startLauncher } from './processes.ts';
import { until } from './until.ts';

/** `run.json`: the addresses in force. */
export interface RunFile {
  readonly page: string;
  readonly metrics: string;
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
  /** Somebody's browser, logged in. */
  readonly login: (login: string) => Promise<Browse>;
  readonly kill: (part: keyof RunFile['pids'], signal?: NodeJS.Signals) => void;
  /** Ctrl-C; gives the exit code. */
  readonly stop: () => Promise<number | string>;
  /** Starts it again; resolves when every part answers. */
  readonly start: () => Promise<void>;
  /** Stops it and removes its folder. */
  readonly remove: () => Promise<void>;
}

const PARTS = ['postgres', 'temporal', 'worker', 'smtp', 'bell', 'clock'];

/** `more` is set besides what every copy needs. */
export const startProduct = async (more: Readonly<Record<string, string>> = {}): Promise<Product> => {
  const home = mkdtempSync(join(tmpdir(), 'duban-home-'));
  const env = { DUBAN_HOME: home, DUBAN_PORT: String(await freePort()), ...more };
  let launcher: Launcher | null = null;
  const run = (): RunFile => JSON.parse(readFileSync(join(home, 'run.json'), 'utf8')) as RunFile;
  const everyPartAnswers = async (): Promise<boolean> => {
    const response = await fetch(`${run().page}/api/status`);
    const parts = (await response.json()) as Record<string, unknown>;
    return PARTS.every((part) => parts[part] !== null);
  };
  const start = async (): Promise<void> => {
    launcher = startLauncher(env);
    await launcher.said('Ctrl-C stops it');
    await until('every part answers', everyPartAnswers, START_MS);
  };
  const stop = async (): Promise<number | string> => {
    launcher?.signal('SIGINT');
    return (await launcher?.ended) ?? 0;
  };
  await start();
  return {
    home,
    run,
    login: (name) => browse(run().page, name, run().password),
    kill: (part, signal = 'SIGKILL') => {
      process.kill(run().pids[part], signal);
    },
    stop,
    start,
    remove: async () => {
      await stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
};
