import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** A process of a bench, which the kernel ends when the bench is killed. */
export interface Child {
  readonly pid: number;
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
}

const STOP_MS = 15_000;

/** Starts a program; what it says goes into a file, of which the end is told when it dies unasked. */
export const startChild = (file: string, args: readonly string[], env: NodeJS.ProcessEnv, log: string): Child => {
  const out = openSync(log, 'a');
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', file, ...args], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', out, out],
    detached: true,
  });
  closeSync(out);
  let asked = false;
  const ended = once(child, 'exit').then(([code]: unknown[]) => {
    if (asked) return;
    const last = readFileSync(log, 'utf8').split('\n').slice(-20).join('\n');
    console.error(`${args[0] ?? file} has ended by itself (${String(code)}):\n${last}`);
    process.exit(1);
  });
  return {
    pid: child.pid ?? 0,
    stop: async (signal = 'SIGTERM') => {
      asked = true;
      child.kill(signal);
      const hurry = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(hurry);
    },
  };
};
