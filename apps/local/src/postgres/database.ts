import pg from 'pg';
import { Obstacle } from '../obstacle.ts';

interface Settings {
  readonly synchronous_commit: string;
  readonly fsync: string;
  readonly encoding: string;
  readonly version: number;
}

/** The oldest version that has what the ledger's statements use. */
const OLDEST = 15;

/** Makes the database where it is missing. `url` names it; the role must be able to reach `postgres`. */
export const makeDatabase = async (url: string): Promise<void> => {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const server = new URL(url);
  server.pathname = '/postgres';
  await withClient(server.href, async (client) => {
    const known = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (known.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
};

/** An answered order must survive a power cut, so the settings that promise it are asked for, not assumed. */
export const checkDatabase = async (url: string): Promise<void> => {
  const settings = await withClient(url, async (client) => {
    const { rows } = await client.query<Settings>(
      `select current_setting('synchronous_commit') as synchronous_commit, current_setting('fsync') as fsync,
              pg_encoding_to_char(encoding) as encoding, current_setting('server_version_num')::int / 10000 as version
       from pg_database where datname = current_database()`,
    );
    return rows[0];
  });
  if (settings === undefined) throw new Obstacle('PostgreSQL does not know its own database.');
  const wrong = [
    settings.version < OLDEST ? `it is version ${settings.version}, needed is ${OLDEST} or newer` : null,
    settings.encoding !== 'UTF8' ? `its encoding is ${settings.encoding}, needed is UTF8` : null,
    settings.synchronous_commit === 'off' ? 'synchronous_commit is off: an answered order could be lost' : null,
    settings.fsync === 'off' ? 'fsync is off: the ledger would not survive a power cut' : null,
  ].filter((sentence) => sentence !== null);
  if (wrong.length > 0) throw new Obstacle(`PostgreSQL cannot hold the ledger: ${wrong.join('; ')}.`);
};

/** The same database, for another role. */
export const urlFor = (url: string, role: string, password: string): string => {
  const other = new URL(url);
  other.username = role;
  other.password = encodeURIComponent(password);
  return other.href;
};

/** Whether it answers: what "ready" means. */
export const answers = (url: string): Promise<true> => withClient(url, async () => true as const);

const withClient = async <Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> => {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'duban-local',
  });
  // A server that ends meanwhile is told by the query that fails.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
