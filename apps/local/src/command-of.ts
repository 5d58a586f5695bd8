import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** The command line of a running process; empty when there is none. Numbers are given anew, so whoever means one asks first. */
export const commandOf = (pid: number): string => {
  const list = `/proc/${pid}/cmdline`;
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(list, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return typeof stdout === 'string' ? stdout : '';
};
