import { join } from 'node:path';
import type { Ground } from '../ground.ts';
import { keep } from '../keeper.ts';
import { Obstacle, reasonOf } from '../obstacle.ts';
import { readyNamespace } from './namespace.ts';
import { startTemporal } from './server.ts';
import { findTemporal } from './tool.ts';

/** A Temporal that answers for our namespace. */
export interface TemporalAddress {
  readonly address: string;
  /** Its web page; null when the server is not ours and has one we do not know. */
  readonly ui: string | null;
}

const WANTED_PORT = 7233;
const WANTED_UI_PORT = 8233;

/** TEMPORAL_ADDRESS, or a server of our own. */
export const raiseTemporal = async (ground: Ground): Promise<TemporalAddress> => {
  const given = ground.config.temporalAddress;
  const temporal = given === null ? await own(ground) : await foreign(ground, given);
  ground.book.note({ temporal: temporal.address, temporalUi: temporal.ui });
  return temporal;
};

const foreign = async ({ signal }: Ground, address: string): Promise<TemporalAddress> => {
  await readyNamespace(address, signal).catch((thrown: unknown) => {
    signal.throwIfAborted();
    throw new Obstacle(`The Temporal that TEMPORAL_ADDRESS names cannot be used: ${reasonOf(thrown)}`);
  });
  return { address, ui: null };
};

const own = async (ground: Ground): Promise<TemporalAddress> => {
  const { root, config, home, book, ports, signal, say, up } = ground;
  // A copy that another home of the same project has fetched is as good as an own one.
  const caches = [home.at('bin'), join(root, '.duban', 'bin')] as const;
  const program = await findTemporal({ cli: config.temporalCli, caches, signal, say });
  const port = await ports.claim('Temporal', WANTED_PORT);
  const uiPort = await ports.claim("Temporal's page", WANTED_UI_PORT);
  const server = { program, file: home.at('temporal.db'), port, uiPort, log: ground.logOf('temporal') };
  const kept = await keep({
    name: 'Temporal',
    launch: (launch) => startTemporal(server, launch),
    signal,
    say,
    changed: (pid) => {
      book.notePid('temporal', pid);
    },
  });
  up.add('servers', { name: 'Temporal', stop: kept.stop });
  return { address: `127.0.0.1:${port}`, ui: `http://127.0.0.1:${uiPort}` };
};
