import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child, Command } from '../child.ts';
import { type Launch, readyChild } from '../ready-child.ts';
import type { LogFile } from '../log-file.ts';
import { isFree } from '../ports.ts';
import { Obstacle } from '../obstacle.ts';
import { until } from '../waiting.ts';
import type { Account } from './account.ts';
import { postgres } from './binaries.ts';
import { stopOrphan } from './cluster.ts';
import { answers } from './database.ts';
import type { Place } from './place.ts';

export interface Postgres {
  readonly place: Place;
  readonly account: Account | null;
  readonly port: number;
  readonly log: LogFile;
  /** As superuser, any database: readiness is a question, not a log line. */
  readonly url: string;
}

const READY_MS = 30_000;
/** After kill -9 the old backends hold the shared memory a moment longer. */
const LINGERING = /lock file|shared memory block/;
const LINGERING_ATTEMPTS = 20;

/** Starts the server and waits until it answers. */
export const startPostgres = async (server: Postgres, launch: Launch): Promise<Child> => {
  await stopOrphan(server.place, server.account);
  for (let attempt = 1; ; attempt += 1) {
    if (!(await isFree(server.port))) throw new Obstacle(`PostgreSQL's port ${server.port} is taken.`);
    try {
      return await readyChild(
        commandOf(server),
        (asking) =>
          until(() => answers(server.url), { what: 'an answer of PostgreSQL', deadlineMs: READY_MS, signal: asking }),
        launch,
      );
    } catch (thrown) {
      launch.signal.throwIfAborted();
      if (attempt === LINGERING_ATTEMPTS || !LINGERING.test(server.log.tail(6).join('\n'))) throw thrown;
      await sleep(500, undefined, { signal: launch.signal });
    }
  }
};

const commandOf = ({ place, account, port, log }: Postgres): Command => ({
  name: 'PostgreSQL',
  file: postgres(place.binaries),
  // No unix socket: its folder may not exist, and nobody needs it. Durability is said, whatever the defaults become.
  args: [
    ['-D', place.data],
    ['-p', String(port)],
    ['-c', 'listen_addresses=127.0.0.1'],
    ['-c', 'unix_socket_directories='],
    ['-c', 'synchronous_commit=on'],
    ['-c', 'fsync=on'],
    ['-c', 'max_connections=100'],
  ].flat(),
  cwd: dirname(place.data),
  env: { PATH: process.env['PATH'], TZ: 'UTC', LC_ALL: 'C' },
  log,
  // Fast shutdown: open transactions are rolled back, everything committed is on disk.
  stopSignal: 'SIGINT',
  killSignal: 'SIGQUIT',
  user: account,
});
