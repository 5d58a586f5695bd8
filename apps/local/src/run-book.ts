import { existsSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import type { Home } from './home.ts';
import { writePrivate } from './secrets.ts';

const address = z.string().nullable();
const pid = z.number().nullable();
const shape = z.object({
  page: address,
  /** The worker's figures; the api's are at `/metrics` of the page. */
  metrics: address,
  temporal: address,
  temporalUi: address,
  mail: address,
  smtp: address,
  postgres: address,
  password: address,
  pids: z.object({ launcher: pid, postgres: pid, temporal: pid, api: pid, worker: pid }),
});

/**
 * `run.json`: the addresses in force and the processes behind them, for scripts, for support and for the next start.
 * Null is what is not up yet, or not ours.
 */
export type RunFile = Readonly<z.output<typeof shape>>;
export type KeptName = Exclude<keyof RunFile['pids'], 'launcher'>;

export interface RunBook {
  readonly note: (addresses: Partial<Omit<RunFile, 'pids'>>) => void;
  readonly notePid: (name: KeptName, pid: number | null) => void;
  /** An ordered end leaves no file behind. */
  readonly close: () => void;
}

const pathIn = (home: Home): string => home.at('run.json');

/** Writes the file anew at every change, from the first process on: a launcher killed early leaves processes too. */
export const openRunBook = (home: Home): RunBook => {
  let run: RunFile = {
    page: null,
    metrics: null,
    temporal: null,
    temporalUi: null,
    mail: null,
    smtp: null,
    postgres: null,
    password: null,
    pids: { launcher: process.pid, postgres: null, temporal: null, api: null, worker: null },
  };
  const write = (next: RunFile): void => {
    run = next;
    // It holds passwords.
    writePrivate(pathIn(home), `${JSON.stringify(run, null, 2)}\n`);
  };
  write(run);
  return {
    note: (addresses) => {
      write({ ...run, ...addresses });
    },
    notePid: (name, now) => {
      write({ ...run, pids: { ...run.pids, [name]: now } });
    },
    close: () => {
      rmSync(pathIn(home), { force: true });
    },
  };
};

/** Null when nothing runs and the last end was an ordered one. */
export const readRunFile = (home: Home): RunFile | null => {
  if (!existsSync(pathIn(home))) return null;
  try {
    return shape.parse(JSON.parse(readFileSync(pathIn(home), 'utf8')));
  } catch {
    // Of another version, or touched by hand: then it is of no use.
    return null;
  }
};
