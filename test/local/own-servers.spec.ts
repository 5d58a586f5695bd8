import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startCatcher } from '../../apps/local/src/mail/catcher.ts';
import { findTemporal } from '../../apps/local/src/temporal/tool.ts';
import { browse } from '../support/browse.ts';
import { freePort } from '../support/free-port.ts';
import { asSuperuser, startPostgres } from '../support/postgres.ts';
import { clearUp, ROOT, runFileIn, startLauncher, temporaryFolder } from '../support/processes.ts';
import { caughtLetters } from '../support/mailbox.ts';
import { until } from '../support/until.ts';

const LONG_MS = 300_000;
afterAll(clearUp);

test(
  'with servers of one’s own only api and worker are started, and everything works on those servers',
  async () => {
    const folder = temporaryFolder('duban-own-');
    const home = join(folder, 'home');
    const postgres = await startPostgres({ durable: true });
    await asSuperuser(postgres.url('postgres'), (client) => client.query('create database mine'));
    const mail = await startCatcher({ smtp: 0, page: 0 });
    const { signal } = new AbortController();
    const program = await findTemporal({
      cli: null,
      caches: [join(ROOT, '.duban', 'bin')],
      signal,
      say: () => undefined,
    });
    const port = await freePort();
    const args = [
      'server',
      'start-dev',
      '--headless',
      '--ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--log-level',
      'error',
    ];
    const temporal = spawn(program, args, { cwd: folder, stdio: 'ignore' });
    const ended = new Promise((resolve) => temporal.once('exit', resolve));
    try {
      const launcher = startLauncher({
        DUBAN_HOME: home,
        DATABASE_URL: postgres.url('mine'),
        TEMPORAL_ADDRESS: `127.0.0.1:${port}`,
        SMTP_URL: `smtp://127.0.0.1:${mail.smtpPort}`,
        DUBAN_PORT: String(await freePort()),
      });
      await launcher.said('Ctrl-C stops it');
      const run = runFileIn(home);
      expect(run).toMatchObject({
        postgres: postgres.url('mine'),
        temporal: `127.0.0.1:${port}`,
        temporalUi: null,
        smtp: `smtp://127.0.0.1:${mail.smtpPort}`,
        mail: null,
        pids: { postgres: null, temporal: null },
      });
      await browse(run.page, 'zero-waste-office.chief', run.password);
      const letters = await until('letters arrive', async () => {
        const caught = await caughtLetters(`http://127.0.0.1:${mail.pagePort}`);
        return caught.length > 0 && caught;
      });
      expect(letters[0]?.to[0]).toMatch(/@duban\.example$/);
      launcher.signal('SIGTERM');
      expect(await launcher.ended).toBe(0);
      expect(existsSync(join(home, 'pg'))).toBe(false);

      // Another home on the same ledger finds it in use: nothing is imported, and its people keep their passwords.
      const other = join(folder, 'other');
      const second = startLauncher({
        DUBAN_HOME: other,
        DATABASE_URL: postgres.url('mine'),
        TEMPORAL_ADDRESS: `127.0.0.1:${port}`,
        // Nobody listens there: letters wait, and everything else works.
        SMTP_URL: 'smtp://127.0.0.1:1',
        DUBAN_DEMO_PASSWORD: 'quite-another-one',
        DUBAN_PORT: String(await freePort()),
      });
      await second.said('Ctrl-C stops it');
      expect(second.output()).toContain('wait, for the server that SMTP_URL names does not answer');
      expect(second.output()).toContain('DUBAN_DEMO_PASSWORD is heeded at a first start only');
      expect(second.output()).toContain('as the people in this ledger know it');
      await browse(runFileIn(other).page, 'zero-waste-office.chief', run.password);
      second.signal('SIGTERM');
      expect(await second.ended).toBe(0);
    } finally {
      await clearUp();
      temporal.kill('SIGTERM');
      await Promise.all([ended, mail.close(), postgres.stop()]);
    }
  },
  LONG_MS,
);

test('servers that are named but not there are told by the variables that name them', async () => {
  const home = join(temporaryFolder('duban-away-'), 'home');
  const launcher = startLauncher({ DUBAN_HOME: home, DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/mine' });
  expect(await launcher.ended).toBe(1);
  expect(launcher.output()).toContain('The PostgreSQL that DATABASE_URL names cannot be used');
  expect(launcher.output()).toContain('ECONNREFUSED');
  expect(launcher.output()).not.toContain('secret');
});
