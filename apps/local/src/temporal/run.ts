import { spawn } from 'node:child_process';
import { endWithUs, signalGroup } from '../process-group.ts';

export interface Ran {
  readonly ok: boolean;
  /** What it said, or that it is not installed. */
  readonly said: string;
}

/** The last lines of an installer say what went wrong. */
const SAID_LINES = 3;

/**
 * Runs a program to its end, in a group of its own, for installers are often scripts around the real one. Whatever goes
 * wrong is an answer, for there may be another way; an abort ends the whole group and throws when it is gone.
 */
export const run = (
  file: string,
  args: readonly string[],
  signal: AbortSignal,
  input?: NodeJS.ReadableStream,
): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      detached: true,
      env: process.env,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    const end = (): void => {
      if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
    };
    const forget = endWithUs(end);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
    const answer = (ran: Ran): void => {
      forget();
      signal.removeEventListener('abort', end);
      if (signal.aborted) reject(asError(signal.reason));
      else resolve(ran);
    };
    let text = '';
    const hear = (bytes: Buffer): void => {
      text = (text + bytes.toString('utf8')).slice(-4_000);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    if (child.stdin !== null) {
      // A program that ends early closes its input; its exit code tells more than the broken pipe.
      child.stdin.on('error', () => undefined);
      input?.pipe(child.stdin);
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      answer({ ok: false, said: error.code === 'ENOENT' ? 'not installed' : error.message });
    });
    child.once('close', (code) => {
      answer({ ok: code === 0, said: text.trim().split('\n').slice(-SAID_LINES).join(' / ') });
    });
  });

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
