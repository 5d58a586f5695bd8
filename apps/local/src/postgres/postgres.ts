import type { Ground } from '../ground.ts';
import { keep } from '../keeper.ts';
import { Obstacle, reasonOf } from '../obstacle.ts';
import { keptSecret } from '../secrets.ts';
import { until } from '../waiting.ts';
import { postgresAccount } from './account.ts';
import { installedBinaries } from './binaries.ts';
import { makeCluster, SUPERUSER } from './cluster.ts';
import { answers, checkDatabase, makeDatabase } from './database.ts';
import { choosePlace } from './place.ts';
import { startPostgres } from './server.ts';

/** A database for the ledger that answers and keeps what it is told. */
export interface LedgerDatabase {
  /** As owner. */
  readonly url: string;
}

const DATABASE = 'duban';
const WANTED_PORT = 5433;
const FOREIGN_ANSWER_MS = 10_000;

/** DATABASE_URL, or a PostgreSQL of our own from the binaries npm has installed. */
export const raisePostgres = async (ground: Ground): Promise<LedgerDatabase> => {
  const database =
    ground.config.databaseUrl === null ? await own(ground) : await foreign(ground, ground.config.databaseUrl);
  await checkDatabase(database.url);
  ground.book.note({ postgres: database.url });
  return database;
};

const foreign = async ({ signal }: Ground, url: string): Promise<LedgerDatabase> => {
  const patience = { what: 'an answer', deadlineMs: FOREIGN_ANSWER_MS, everyMs: 500, signal };
  await until(() => answers(url), patience).catch((thrown: unknown) => {
    signal.throwIfAborted();
    throw new Obstacle(`The PostgreSQL that DATABASE_URL names cannot be used: ${reasonOf(thrown)}`);
  });
  return { url };
};

const own = async (ground: Ground): Promise<LedgerDatabase> => {
  const { home, book, ports, signal, say, up } = ground;
  const account = postgresAccount();
  const place = choosePlace(home, await installedBinaries(), account, say);
  const password = keptSecret(home, 'postgres-password');
  await makeCluster(place, password, account, signal);
  const port = await ports.claim('PostgreSQL', WANTED_PORT);
  const urlOf = (database: string): string => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
  const server = { place, account, port, log: ground.logOf('postgres'), url: urlOf('postgres') };
  const kept = await keep({
    name: 'PostgreSQL',
    launch: (launch) => startPostgres(server, launch),
    signal,
    say,
    changed: (pid) => {
      book.notePid('postgres', pid);
    },
  });
  up.add('servers', { name: 'PostgreSQL', stop: kept.stop });
  await makeDatabase(urlOf(DATABASE));
  return { url: urlOf(DATABASE) };
};
