import { dirname } from 'node:path';
import type { Child, Command } from '../child.ts';
import { type Launch, readyChild } from '../ready-child.ts';
import type { LogFile } from '../log-file.ts';
import { Obstacle } from '../obstacle.ts';
import { isFree } from '../ports.ts';
import { NAMESPACE, readyNamespace, searchAttributes } from './namespace.ts';

export interface TemporalServer {
  readonly program: string;
  /** SQLite file of all workflows. */
  readonly file: string;
  readonly port: number;
  readonly uiPort: number;
  readonly log: LogFile;
}

/** Starts the server and waits until it answers for our namespace. */
export const startTemporal = async (server: TemporalServer, launch: Launch): Promise<Child> => {
  for (const port of [server.port, server.uiPort]) {
    if (!(await isFree(port))) throw new Obstacle(`Temporal's port ${port} is taken.`);
  }
  const address = `127.0.0.1:${server.port}`;
  return await readyChild(commandOf(server), (asking) => readyNamespace(address, asking), launch);
};

const commandOf = ({ program, file, port, uiPort, log }: TemporalServer): Command => ({
  name: 'Temporal',
  file: program,
  args: [
    ['server', 'start-dev', '--log-level', 'error', '--namespace', NAMESPACE],
    ['--ip', '127.0.0.1', '--port', String(port), '--ui-ip', '127.0.0.1', '--ui-port', String(uiPort)],
    // FULL: a commit is on disk when it is answered, as in the ledger.
    ['--db-filename', file, '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=FULL'],
    Object.entries(searchAttributes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
  ].flat(),
  cwd: dirname(file),
  env: process.env,
  log,
  stopSignal: 'SIGTERM',
});
