import { mkdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type Lock, takeLock } from './lock.ts';
import { Obstacle } from './obstacle.ts';
import type { Say } from './screen.ts';

export interface Ports {
  /** The wanted port or the next free one, kept from other launchers until the release. */
  readonly claim: (use: string, wanted: number) => Promise<number>;
  readonly release: () => Promise<void>;
}

/** How far from the wanted port one is looked for. */
const FARTHEST = 200;

/**
 * Gives out ports. Between finding a port free and a child's listening on it seconds may pass, in which a second copy
 * that starts at the same time would find it free too; so a port once given is also locked for other launchers.
 */
export const openPorts = (say: Say): Ports => {
  const locks: Lock[] = [];
  const folder = join(tmpdir(), `duban-ports-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    claim: async (use, wanted) => {
      const last = Math.min(65_535, wanted + FARTHEST);
      for (let port = wanted; port <= last; port += 1) {
        const lock = await takeLock(join(folder, String(port)));
        if (lock === null) continue;
        if (!(await isFree(port))) {
          await lock.release();
          continue;
        }
        locks.push(lock);
        if (port !== wanted) say(`Port ${wanted} (${use}) is taken; ${port} is used instead.`);
        return port;
      }
      throw new Obstacle(`No free port from ${wanted} to ${last} for ${use}.`);
    },
    release: async () => {
      await Promise.all(locks.map((lock) => lock.release()));
    },
  };
};

/** Whether nobody listens: asked both ways, for some systems let two listen where one of them means every address. */
export const isFree = async (port: number): Promise<boolean> => !(await answers(port)) && (await canListen(port));

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });

const canListen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host: '127.0.0.1' }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
