import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { withDeathSignal } from './death-signal.ts';
import type { LogFile } from './log-file.ts';
import { Obstacle, reasonOf } from './obstacle.ts';
import { endWithUs, signalGroup } from './process-group.ts';

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
  /** Ends it in order, and by force when that takes too long; resolves when it is gone. */
  readonly stop: () => Promise<void>;
  readonly kill: () => void;
  readonly lastLines: () => readonly string[];
}

/** An ordered stop takes Temporal one second and a busy worker a few. */
const STOP_DEADLINE_MS = 10_000;
const SHOWN_LINES = 6;

/** Starts a child in a group of its own, so that Ctrl-C in a terminal reaches only the launcher, which stops in order. */
export const startChild = async (command: Command): Promise<Child> => {
  const { stopSignal, deathSignal = stopSignal } = command;
  const [file, args] = withDeathSignal(deathSignal, [command.file, command.args]);
  const out = command.log.open();
  const child = spawn(file, [...args], {
    cwd: command.cwd,
    env: command.env,
    detached: true,
    stdio: ['ignore', out, out],
    ...(command.user ?? {}),
  });
  closeSync(out);
  let over = false;
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      over = true;
      resolve(signal === null ? `it ended with code ${code ?? 'unknown'}` : `it was ended by ${signal}`);
    });
  });
  const pid = await spawned(child, command);
  const send = (signal: NodeJS.Signals): void => {
    if (!over) signalGroup(pid, signal);
  };
  const started: Child = {
    name: command.name,
    pid,
    ended,
    kill: () => {
      send(command.killSignal ?? 'SIGKILL');
    },
    stop: async () => {
      child.kill(stopSignal);
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

export const indented = (line: string): string => `    ${line}`;

const spawned = (child: ChildProcess, command: Command): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once('spawn', () => {
      resolve(child.pid ?? 0);
    });
    child.once('error', (error) => {
      reject(new Obstacle(`${command.name} cannot be run (${command.file}): ${reasonOf(error)}`));
    });
  });
