import { migrate, setRolePasswords, sourceOf } from '#ledger/migrate';
import { asSuperuser, startPostgres } from '../support/postgres.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.drop());

test('migrations and rows do not drift', async () => {
  const source = await sourceOf(database.url(), 'drift', 2).initialize();
  try {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map((one) => one.query)).toEqual([]);
  } finally {
    await source.destroy();
  }
});

test('a planted column is found as drift', async () => {
  await database.owner.ask('alter table duban.unit add planted text');
  const source = await sourceOf(database.url(), 'drift', 2).initialize();
  try {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map((one) => one.query).join()).toContain('planted');
  } finally {
    await source.destroy();
    await database.owner.ask('alter table duban.unit drop planted');
  }
});

test('a migration may take longer than any statement of the apps', async () => {
  const waiting = async (): Promise<number | undefined> => {
    const [row] = await database.owner.ask<{ seconds: number }>(
      `select extract(epoch from clock_timestamp() - query_start)::float8 as seconds from pg_stat_activity
       where application_name = 'duban-migrate' and datname = current_database() and wait_event_type = 'Lock'`,
    );
    return row?.seconds;
  };
  // Whoever runs the server may have set a limit for everybody.
  const [own] = await database.owner.ask<{ name: string }>('select current_database() as name');
  await database.owner.ask(`alter database ${own?.name ?? ''} set statement_timeout = '1s'`);
  let migrated: Promise<void> = Promise.resolve();
  await database.owner.transact(async (ask) => {
    await ask('lock table duban.migration in access exclusive mode');
    migrated = migrate(database.url());
    let failed = false;
    migrated.catch(() => {
      failed = true;
    });
    await until('it has waited for eleven seconds, or has failed', async () => failed || ((await waiting()) ?? 0) > 11);
  });
  await expect(migrated).resolves.toBeUndefined();
  await database.owner.ask(`alter database ${own?.name ?? ''} reset statement_timeout`);
}, 40_000);

/** Who may change what; select is everybody's but for secrets. */
const grants: readonly (readonly [table: string, api: string, worker: string])[] = [
  ['admin_event', 'INSERT,SELECT', 'INSERT,SELECT'],
  ['anchor', 'SELECT', 'INSERT,SELECT'],
  ['assignment', 'DELETE,INSERT,SELECT,UPDATE', 'DELETE,INSERT,SELECT,UPDATE'],
  ['bounced_address', 'DELETE,SELECT', 'INSERT,SELECT,UPDATE'],
  ['calendar', 'SELECT', 'SELECT'],
  ['calendar_day', 'SELECT', 'SELECT'],
  ['clock', 'INSERT,SELECT,UPDATE', 'SELECT,UPDATE'],
  ['empty_chair', 'SELECT', 'DELETE,INSERT,SELECT,UPDATE'],
  ['engine', 'SELECT', 'INSERT,SELECT,UPDATE'],
  ['indicator', 'INSERT,SELECT', 'SELECT'],
  ['letter', 'SELECT', 'INSERT,SELECT,UPDATE'],
  ['notice', 'SELECT', 'INSERT,SELECT,UPDATE'],
  ['obligation', 'DELETE,INSERT,SELECT,UPDATE', 'DELETE,INSERT,SELECT,UPDATE'],
  ['person', 'SELECT', ''],
  ['plan', 'INSERT,SELECT', 'SELECT'],
  ['post', 'DELETE,INSERT,SELECT', 'SELECT'],
  ['session', 'DELETE,INSERT,SELECT', ''],
  ['task', 'INSERT,SELECT,UPDATE', 'SELECT,UPDATE'],
  ['task_event', 'INSERT,SELECT', 'INSERT,SELECT'],
  ['task_order', 'INSERT,SELECT', 'INSERT,SELECT'],
  ['trouble', 'SELECT', 'DELETE,INSERT,SELECT,UPDATE'],
  ['unit', 'INSERT,SELECT', 'SELECT'],
  ['upload', 'INSERT,SELECT', 'SELECT'],
  ['worker', 'SELECT', 'DELETE,INSERT,SELECT,UPDATE'],
];

test.each(grants)('%s: the api may %s, the worker %s', async (table, api, worker) => {
  const granted = async (role: string): Promise<string> => {
    const rows = await database.owner.ask<{ privilege: string }>(
      `select p as privilege from unnest(array['SELECT','INSERT','UPDATE','DELETE','TRUNCATE']) p where has_table_privilege($1, 'duban.' || $2, p) order by 1`,
      [role, table],
    );
    return rows.map((row) => row.privilege).join();
  };
  expect(await granted('duban_api')).toBe(api);
  expect(await granted('duban_worker')).toBe(worker);
});

test('every table has its grants written down', async () => {
  const tables = await database.owner.ask<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'duban' and tablename <> 'migration' order by 1`,
  );
  expect(tables.map((table) => table.name)).toEqual(grants.map(([table]) => table));
});

test('reports may read every table but sessions and whole people', async () => {
  const rows = await database.owner.ask<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'duban'::regnamespace and relkind = 'r' and relname <> 'migration'
     and not has_table_privilege('duban_reader', oid, 'SELECT') order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(['person', 'session']);
});

test('neither app can change or delete a fact', async () => {
  for (const ledger of [database.api, database.worker]) {
    await expect(ledger.ask('update duban.task_event set kind = kind')).rejects.toThrow(/permission denied/);
    await expect(ledger.ask('delete from duban.task_event')).rejects.toThrow(/permission denied/);
  }
});

test('an owner who may make roles and a schema is enough, on the first start and on the next', async () => {
  const postgres = await startPostgres();
  try {
    await asSuperuser(postgres.url('postgres'), async (client) => {
      await client.query(`create role plain login createrole password 'test'`);
      await client.query('create database mine owner plain');
    });
    const url = postgres.url('mine', 'plain');
    await migrate(url);
    await setRolePasswords(url, { duban_api: 'test', duban_worker: 'test' });
    await migrate(url);
    const seen = await asSuperuser(postgres.url('mine', 'duban_api'), (client) =>
      client.query('select count(*)::int as n from duban.task'),
    );
    expect(seen.rows).toEqual([{ n: 0 }]);
  } finally {
    await postgres.stop();
  }
});
