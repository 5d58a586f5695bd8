import { commandOf } from './command-of.ts';
import type { Home } from './home.ts';
import { readRunFile } from './run-book.ts';
import type { Say } from './screen.ts';
import { until } from './waiting.ts';

/** The kernel has told them to stop when their launcher died; Temporal takes a second for it. */
const PATIENCE_MS = 4_000;

/**
 * A launcher that was killed leaves children that are just ending (or, where the kernel does not tell them, do not):
 * they hold ports and the file of workflows. They are waited for, then ended. PostgreSQL's own file leads to it later.
 */
export const clearLeftovers = async (home: Home, signal: AbortSignal, say: Say): Promise<void> => {
  const run = readRunFile(home);
  if (run === null) return;
  const marks = {
    api: 'apps/api/src/main.js',
    worker: 'apps/worker/src/main.js',
    temporal: home.at('temporal.db'),
  };
  const left = (['api', 'worker', 'temporal'] as const)
    .map((name) => ({ name, pid: run.pids[name], mark: marks[name] }))
    .filter(({ pid, mark }) => isStill(pid, mark));
  for (const step of [null, 'SIGTERM', 'SIGKILL'] as const) {
    const alive = left.filter(({ pid, mark }) => isStill(pid, mark));
    if (alive.length === 0) break;
    const names = alive.map(({ name }) => name).join(', ');
    if (step === null) say(`The last launcher ended without its children; waiting for ${names} to end.`);
    else alive.forEach(({ pid }) => end(pid, step));
    const gone = async (): Promise<true | null> => (alive.some(({ pid, mark }) => isStill(pid, mark)) ? null : true);
    await until(gone, { what: `the end of ${names}`, deadlineMs: PATIENCE_MS, signal }).catch(() => {
      signal.throwIfAborted();
    });
  }
};

/** Whether that process lives and is still the one meant: numbers are given anew. */
const isStill = (pid: number | null, mark: string): boolean => pid !== null && commandOf(pid).includes(mark);

const end = (pid: number | null, signal: NodeJS.Signals): void => {
  if (pid === null) return;
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in this very moment.
  }
};
