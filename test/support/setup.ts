import { migrate, setRolePasswords } from '#ledger/migrate';
import { asSuperuser, startPostgres } from './postgres.ts';
import { servers } from './servers.ts';

/** Starts what every server test shares, once: PostgreSQL with a migrated template database that each file clones. */
export default async function setup(): Promise<void> {
  const postgres = await startPostgres();
  servers.postgres = postgres;
  await asSuperuser(postgres.url('postgres'), (client) => client.query('create database duban_template'));
  await migrate(postgres.url('duban_template'));
  await setRolePasswords(postgres.url('duban_template'), { duban_api: 'test', duban_worker: 'test' });
  process.env['TEST_POSTGRES_PORT'] = String(postgres.port);
}
