import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { LogFile } from './log-file.ts';
import { Obstacle, reasonOf } from './obstacle.ts';

export interface Command {
  /** As the person at the screen knows it. */
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: LogFile;
  /** What ends it in order. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  /** What the kernel sends when the launcher dies; default the same. */
  readonly deathSignal?: 'SIGKILL';
  /** What ends it at once but without damage; default SIGKILL. */
  readonly killSignal?: 'SIGKILL' | 'SIGQUIT';
  /** Run as another user. */
  readonly user?: { readonly uid: number; readonly gid: number } | null;
}

/** A running part of the product. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  /** Why it ended; never rejects. */
  readonly ended: Promise<string>;
  readonly hasEnded: () => boolean;
  /** Ends it in order, and by force when that takes too long; resolves when it is gone. */
  readonly stop: () => Promise<void>;
  readonly kill: () => void;
  readonly lastLines: () => readonly string[];
}

/** An ordered stop takes Temporal one second and a busy worker a few. */
const STOP_DEADLINE_MS = 10_000;
const SHOWN_LINES = 6;

const living = new Set<() => void>();

/** Has `kill` called when this process ends while the other still runs; the result takes that back. */
export const endWithUs = (kill: () => void): (() => void) => {
  living.add(kill);
  return () => {
    living.delete(kill);
  };
};

/** Ends at once whatever runs; nothing is waited for. */
export const killAll = (): void => {
  for (const kill of living) kill();
};

/** Starts a child in a group of its own, so that Ctrl-C in a terminal reaches only the launcher, which stops in order. */
export const startChild = async (command: Command): Promise<Child> => {
  const [file, args] = withDeathSignal(command);
  const out = command.log.open();
  const child = spawn(file, [...args], {
    cwd: command.cwd,
    env: command.env,
    detached: true,
    stdio: ['ignore', out, out],
    ...(command.user ?? {}),
  });
  closeSync(out);
  const pid = await spawned(child, command);
  let over = false;
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      over = true;
      resolve(signal === null ? `it ended with code ${code ?? 'unknown'}` : `it was ended by ${signal}`);
    });
  });
  const send = (signal: NodeJS.Signals): void => {
    if (!over) signalGroup(pid, signal);
  };
  const started: Child = {
    name: command.name,
    pid,
    ended,
    hasEnded: () => over,
    kill: () => {
      send(command.killSignal ?? 'SIGKILL');
    },
    stop: async () => {
      child.kill(command.stopSignal);
      const hurry = [
        setTimeout(() => {
          send(command.killSignal ?? 'SIGKILL');
        }, STOP_DEADLINE_MS),
        setTimeout(() => {
          send('SIGKILL');
        }, STOP_DEADLINE_MS + 2_000),
      ];
      await ended;
      hurry.forEach(clearTimeout);
    },
    lastLines: () => command.log.tail(SHOWN_LINES),
  };
  void ended.then(endWithUs(started.kill));
  return started;
};

/** What a launch is given: when to give up, and whom to tell of the process as soon as there is one. */
export interface Launch {
  readonly signal: AbortSignal;
  readonly born: (pid: number) => void;
}

/** Waits until `ready` has an answer; when the child ends first, or it takes too long, nothing half-started is left. */
export const readyChild = async (
  command: Command,
  ready: (signal: AbortSignal) => Promise<unknown>,
  { signal, born }: Launch,
): Promise<Child> => {
  const child = await startChild(command);
  born(child.pid);
  const asking = new AbortController();
  try {
    await Promise.race([
      ready(AbortSignal.any([signal, asking.signal])),
      child.ended.then((why) => {
        throw new Obstacle([`${command.name} did not start: ${why}`, ...child.lastLines().map(indented)].join('\n'));
      }),
    ]);
    return child;
  } catch (thrown) {
    await child.stop();
    throw thrown;
  } finally {
    asking.abort(new Error('no longer asked'));
  }
};

export const indented = (line: string): string => `    ${line}`;

/** Sends a signal to a child and all that it started; gone already is fine. */
export const signalGroup = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-pid, signal);
  } catch {
    // ESRCH: it ended in this very moment.
  }
};

const spawned = (child: ChildProcess, command: Command): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once('spawn', () => {
      resolve(child.pid ?? 0);
    });
    child.once('error', (error) => {
      reject(new Obstacle(`${command.name} cannot be run (${command.file}): ${reasonOf(error)}`));
    });
  });

/** Where the kernel offers it, a child is stopped by it when the launcher is killed and can stop nobody any more. */
const withDeathSignal = ({ file, args, stopSignal, deathSignal }: Command): readonly [string, readonly string[]] =>
  canSetDeathSignal()
    ? ['setpriv', ['--pdeathsig', (deathSignal ?? stopSignal).slice(3), '--', file, ...args]]
    : [file, args];

let known: boolean | null = null;
const canSetDeathSignal = (): boolean => {
  known ??= spawnSync('setpriv', ['--pdeathsig', 'TERM', '--', 'true'], { stdio: 'ignore' }).status === 0;
  return known;
};
