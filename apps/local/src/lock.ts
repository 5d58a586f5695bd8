import { createHash } from 'node:crypto';
import { renameSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Held until released, or until the process ends in whatever way: the kernel closes a socket, a pid file it forgets. */
export interface Lock {
  readonly release: () => Promise<void>;
}

/** The longest path a unix socket can have (108 bytes with its end on Linux, 104 on macOS). */
const LONGEST_SOCKET_PATH = 103;

/** Where the socket of a lock stands: beside what it guards, or in the temporary folder when that path is too long. */
export const socketOf = (folder: string, name: string): string => {
  const beside = join(folder, name);
  if (Buffer.byteLength(beside) <= LONGEST_SOCKET_PATH) return beside;
  return join(tmpdir(), `duban-${createHash('sha256').update(beside).digest('hex').slice(0, 16)}.lock`);
};

/** Takes the lock, or gives null when a living process holds it. A socket left behind by a dead one is removed. */
export const takeLock = async (path: string): Promise<Lock | null> => {
  for (;;) {
    const server = await listen(path);
    if (server !== null) return { release: () => close(server) };
    const seen = identity(path);
    if (await answers(path)) return null;
    if (seen !== null && !removeDead(path, seen)) return null;
  }
};

const listen = (path: string): Promise<Server | null> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.end());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(path, () => {
      // Holding a lock is no reason to stay alive.
      server.unref();
      resolve(server);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT');
    });
  });

const identity = (path: string): string | null => {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? null : `${stat.ino}/${stat.ctimeNs}`;
};

/** Two may find the same dead socket; the slower must not remove the living one of the faster. False: it was alive. */
const removeDead = (path: string, seen: string): boolean => {
  if (identity(path) !== seen) return true;
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return true;
  }
  // A rename touches the change time, so only the number of the file can be compared here.
  if (identity(aside)?.split('/')[0] === seen.split('/')[0]) {
    rmSync(aside, { force: true });
    return true;
  }
  renameSync(aside, path);
  return false;
};
