import { migrate, setRolePasswords } from './migrate.ts';

/**
 * `npm run migrate`: brings the database behind DATABASE_URL (an owner's address) to the present schema. With
 * DUBAN_API_PASSWORD and DUBAN_WORKER_PASSWORD the two apps' roles may log in with these. A variable set to nothing is one
 * that is not set: an empty address would be that of any database on this machine.
 */
const [url, api, worker] = ['DATABASE_URL', 'DUBAN_API_PASSWORD', 'DUBAN_WORKER_PASSWORD'].map((name) => {
  const held = process.env[name];
  return held === '' ? undefined : held;
});

if (url === undefined) {
  console.error('DATABASE_URL holds nothing; allowed is postgres://owner:password@host:port/database.');
  process.exitCode = 1;
} else {
  await migrate(url);
  if (api !== undefined && worker !== undefined) await setRolePasswords(url, { duban_api: api, duban_worker: worker });
  console.log('the ledger has the present schema');
}
