import { spawnSync } from 'node:child_process';

/** A program with its arguments. */
export type Program = readonly [file: string, args: readonly string[]];

/**
 * The program run so that the kernel sends it `signal` when we are killed and can stop nobody any more; unchanged where
 * the system does not offer that (macOS).
 */
export const withDeathSignal = (signal: NodeJS.Signals, [file, args]: Program): Program =>
  canSetDeathSignal() ? ['setpriv', ['--pdeathsig', signal.slice(3), '--', file, ...args]] : [file, args];

let known: boolean | null = null;
const canSetDeathSignal = (): boolean => {
  known ??= spawnSync('setpriv', ['--pdeathsig', 'TERM', '--', 'true'], { stdio: 'ignore' }).status === 0;
  return known;
};
