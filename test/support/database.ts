import { type Ledger, openLedger } from '#ledger/open-ledger';
import { randomBytes } from 'node:crypto';
import { asSuperuser } from './postgres.ts';

/** One file's own database, cloned from the migrated template, with a ledger for each role. */
export interface Database {
  readonly url: (role?: 'postgres' | 'duban_api' | 'duban_worker') => string;
  readonly owner: Ledger;
  readonly api: Ledger;
  readonly worker: Ledger;
  readonly drop: () => Promise<void>;
}

const urlOf = (database: string, role: string): string =>
  `postgres://${role}:test@127.0.0.1:${process.env['TEST_POSTGRES_PORT'] ?? ''}/${database}`;

export const openDatabase = async (): Promise<Database> => {
  const name = `t_${randomBytes(6).toString('hex')}`;
  const admin = urlOf('postgres', 'postgres');
  await asSuperuser(admin, (client) =>
    client.query(`create database ${name} template duban_template strategy file_copy`),
  );
  const url = (role = 'postgres'): string => urlOf(name, role);
  const [owner, api, worker] = await Promise.all([
    openLedger(url(), { name: 'test-owner' }),
    openLedger(url('duban_api'), { name: 'test-api' }),
    openLedger(url('duban_worker'), { name: 'test-worker' }),
  ]);
  return {
    url,
    owner,
    api,
    worker,
    drop: async () => {
      await Promise.all([owner.close(), api.close(), worker.close()]);
      await asSuperuser(admin, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
};
