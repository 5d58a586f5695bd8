import pg from 'pg';
import { DataSource } from 'typeorm';
import { First1700000000001 } from './migrations/first.ts';
import { Round1700000000011 } from './migrations/round.ts';
import { Rung1700000000010 } from './migrations/rung.ts';
import { Second1700000000002 } from './migrations/second.ts';
import { Third1700000000003 } from './migrations/third.ts';
import { Fourth1700000000004 } from './migrations/fourth.ts';
import { Fifth1700000000005 } from './migrations/fifth.ts';
import { rows } from './rows/rows.ts';
import { connectionOf } from './connection.ts';
import { MIGRATION_LOCK } from './locks.ts';

/** The ledger's roles: owner of the tables, the two apps, and a reader for reports. */
const ROLES = ['duban_owner', 'duban_api', 'duban_worker', 'duban_reader'] as const;
/** PostgreSQL's codes for a role that another start has just made. */
const MADE_MEANWHILE = ['42710', '23505'];

/** No statement of the apps takes seconds; whoever stops in the middle must not keep a task's row locked. */
const LONGEST_STATEMENT_MS = 10_000;
/** A migration of a large ledger takes what it takes; said to the server itself, for the driver says nothing of 0. */
const NO_LIMIT = 0;

/** What a data source of the ledger looks like; `log` of its schema builder is empty while rows and migrations agree. */
export const sourceOf = (
  url: string,
  name: string,
  poolSize: number,
  longestMs: number = LONGEST_STATEMENT_MS,
): DataSource =>
  new DataSource({
    type: 'postgres',
    ...connectionOf(url),
    applicationName: name,
    poolSize,
    schema: 'duban',
    entities: rows,
    migrations: [
      First1700000000001,
      Second1700000000002,
      Third1700000000003,
      Fourth1700000000004,
      Fifth1700000000005,
      Rung1700000000010,
      Round1700000000011,
    ],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    // An idle connection that breaks is dropped by the pool; whoever needs one next hears of the outage.
    poolErrorHandler: () => undefined,
    extra: {
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      // Statements that do not wait for each other's answers go out together.
      pipeline: true,
      options: `-c statement_timeout=${longestMs}`,
      idle_in_transaction_session_timeout: 30_000,
    },
  });

/**
 * Brings a database to the present schema. `ownerUrl` must be able to create roles and a schema (a superuser, or the
 * owner of the database with CREATEROLE). Runs on every start; does nothing when all is there. Throws PostgreSQL's error.
 */
export const migrate = async (ownerUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'duban-migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    for (const role of ROLES) await makeRole(client, role);
    await joinOwner(client);
    await client.query('create schema if not exists duban');
    const source = await sourceOf(ownerUrl, 'duban-migrate', 2, NO_LIMIT).initialize();
    try {
      await source.runMigrations();
    } finally {
      await source.destroy();
    }
    await giveToOwner(client);
  } finally {
    await client.end();
  }
};

/** Lets the two apps log in with these passwords. */
export const setRolePasswords = async (
  ownerUrl: string,
  passwords: { readonly duban_api: string; readonly duban_worker: string },
): Promise<void> => {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'duban-migrate' });
  await client.connect();
  try {
    for (const [role, password] of Object.entries(passwords)) {
      await client.query(
        `alter role ${client.escapeIdentifier(role)} login password ${client.escapeLiteral(password)}`,
      );
    }
  } finally {
    await client.end();
  }
};

const makeRole = async (client: pg.Client, role: string): Promise<void> => {
  const known = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (known.rowCount !== 0) return;
  try {
    await client.query(`create role ${role} nologin`);
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError && MADE_MEANWHILE.includes(cause.code ?? ''))) throw cause;
  }
};

/** Whoever migrates may act as the owner: a superuser may anyway, a role that made the others has to be let. */
const joinOwner = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ outside: boolean; version: number }>(
    `select not (select rolsuper from pg_roles where rolname = current_user) and not pg_has_role(current_user, 'duban_owner', 'USAGE') as outside,
       current_setting('server_version_num')::int / 10000 as version`,
  );
  const [me] = rows;
  if (me?.outside !== true) return;
  // Since 16 who makes a role may grant it, but is not yet a member who can act as it.
  await client.query(`grant duban_owner to current_user ${me.version >= 16 ? 'with inherit true, set true' : ''}`);
};

/** Tables belong to a role that nobody logs in as, so that no app can alter them. */
const giveToOwner = async (client: pg.Client): Promise<void> => {
  await client.query('alter schema duban owner to duban_owner');
  const tables = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'duban' and tableowner <> 'duban_owner'`,
  );
  for (const { name } of tables.rows) await client.query(`alter table ${name} owner to duban_owner`);
};
