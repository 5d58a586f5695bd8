import type { Child } from '../../apps/local/src/child.ts';
import { reasonOf } from '../../apps/local/src/obstacle.ts';
import type { Launch } from '../../apps/local/src/ready-child.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../support/until.ts';

/** A process of the product that comes back whenever it has gone, as under the launcher. */
export interface Part {
  /** kill -9, of all its processes at once; it is started again `downMs` later, after `meanwhile`. */
  readonly kill: (downMs: number, meanwhile?: () => void) => Promise<void>;
  /** SIGSTOP to all its processes, SIGCONT after `ms`. */
  readonly freeze: (ms: number) => Promise<void>;
  /** Ended in order, and started again. */
  readonly restart: () => Promise<void>;
  /** Resolves once it runs. */
  readonly up: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Starting {
  readonly name: string;
  readonly launch: (launch: Launch) => Promise<Child>;
  readonly signal: AbortSignal;
  /** Whether it was a failpoint that ended the process of this id. */
  readonly isFelled: (pid: number) => boolean;
  /** It has ended, and nobody had killed it. */
  readonly died: (text: string) => void;
}

const AGAIN_MS = 300;
const UP_MS = 120_000;

/** Starts it and waits until it is ready. */
export const startPart = async ({ name, launch, signal, isFelled, died }: Starting): Promise<Part> => {
  const give = (): Promise<Child> => launch({ signal, born: () => undefined });
  let child: Child | null = await give();
  let downMs = AGAIN_MS;
  let meanwhile = (): void => undefined;
  let killed = false;
  let over = false;
  const watch = async (): Promise<void> => {
    while (child !== null) {
      const why = await child.ended;
      const { pid } = child;
      const lines = child.lastLines();
      child = null;
      if (over) return;
      if (!killed && !isFelled(pid)) died(`${name} has gone by itself: ${why}\n${lines.join('\n')}`);
      killed = false;
      meanwhile();
      await pause(downMs);
      [downMs, meanwhile] = [AGAIN_MS, () => undefined];
      while (child === null && !hasEnded()) {
        try {
          child = await give();
        } catch (cause) {
          // A neighbour is away, or the old processes hold the place a moment longer.
          if (signal.aborted) return;
          lastTrouble = reasonOf(cause);
          await pause(AGAIN_MS);
        }
      }
    }
  };
  let lastTrouble = '';
  const hasEnded = (): boolean => over;
  const watched = watch();
  const living = (): Child | null => child;
  return {
    kill: async (ms, then = () => undefined) => {
      const victim = living();
      if (victim === null) return;
      [downMs, meanwhile, killed] = [ms, then, true];
      signalAll(victim.pid, 'SIGKILL');
      await victim.ended;
    },
    freeze: async (ms) => {
      const victim = living();
      if (victim === null) return;
      signalAll(victim.pid, 'SIGSTOP');
      await pause(ms, undefined, { signal }).catch(() => undefined);
      signalAll(victim.pid, 'SIGCONT');
    },
    restart: async () => {
      const victim = living();
      if (victim === null) return;
      killed = true;
      await victim.stop();
    },
    up: async () => {
      await until(`${name} runs (${lastTrouble})`, () => living() !== null, UP_MS);
    },
    close: async () => {
      over = true;
      const last = living();
      if (last !== null) {
        signalAll(last.pid, 'SIGCONT');
        await last.stop();
      }
      await watched;
    },
  };
};

/** A process and all that it has started: PostgreSQL is a dozen, each in a group of its own. */
const signalAll = (pid: number, signal: NodeJS.Signals): void => {
  for (const one of [pid, ...descendants(pid)]) {
    try {
      process.kill(one, signal);
    } catch {
      // It ended in this very moment.
    }
  }
};

const descendants = (pid: number): readonly number[] => {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(name);
    if (parent !== null) parents.set(Number(name), parent);
  }
  const found: number[] = [];
  for (let more = [pid]; more.length > 0;) {
    const children = [...parents].filter(([, parent]) => more.includes(parent)).map(([child]) => child);
    found.push(...children);
    more = children;
  }
  return found;
};

const parentOf = (pid: string): number | null => {
  try {
    // The name of the program stands in brackets and may hold anything.
    const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return Number(parent);
  } catch {
    return null;
  }
};
