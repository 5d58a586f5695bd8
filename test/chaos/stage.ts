import { type Child, startChild } from '../../apps/local/src/child.ts';
import { openHome } from '../../apps/local/src/home.ts';
import { logFile } from '../../apps/local/src/log-file.ts';
import { reasonOf } from '../../apps/local/src/obstacle.ts';
import { postgresAccount } from '../../apps/local/src/postgres/account.ts';
import { installedBinaries } from '../../apps/local/src/postgres/binaries.ts';
import { makeCluster, SUPERUSER } from '../../apps/local/src/postgres/cluster.ts';
import { makeDatabase, urlFor } from '../../apps/local/src/postgres/database.ts';
import { choosePlace } from '../../apps/local/src/postgres/place.ts';
import { startPostgres } from '../../apps/local/src/postgres/server.ts';
import { startApi, startWorker } from '../../apps/local/src/product.ts';
import type { Launch } from '../../apps/local/src/ready-child.ts';
import { startTemporal } from '../../apps/local/src/temporal/server.ts';
import { findTemporal } from '../../apps/local/src/temporal/tool.ts';
import { migrate, setRolePasswords } from '#ledger/migrate';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../support/free-port.ts';
import { ROOT } from '../support/processes.ts';
import { until } from '../support/until.ts';
import { copyOfBuild, type Edit } from './edits.ts';
import { failpointEdits } from './failpoints.ts';
import { type LinkName, type PartName } from './faults.ts';
import { isFelled } from './fired.ts';
import { type Link, openLink } from './link.ts';
import { startPart, type Part } from './part.ts';

/** The product on this machine, every part a child of the run, every way between them a link. */
export interface Stage {
  readonly page: string;
  readonly mail: string;
  readonly temporal: string;
  /** As owner, and not by a link. */
  readonly database: string;
  readonly parts: { readonly [P in PartName]: Part };
  readonly links: { readonly [L in LinkName]: Link };
  /** Where failpoints are armed. */
  readonly failpoints: string;
  /** From the next start of api and worker on they run with these edits. */
  readonly rebuild: (edits: readonly Edit[]) => void;
  /** Takes Temporal's data away; it must not be running. */
  readonly forget: () => void;
  readonly close: () => Promise<void>;
}

const PASSWORD = 'chaos';

/** Brings everything up in `folder`; `died` is told when a part ends that nobody has killed. */
export const openStage = async (
  folder: string,
  say: (text: string) => void,
  died: (text: string) => void,
): Promise<Stage> => {
  const home = openHome(folder);
  const failpoints = home.at('failpoints');
  for (const name of ['failpoints', 'files']) mkdirSync(home.at(name));
  // The parts take their surroundings from this process.
  process.env['DUBAN_FAILPOINTS'] = failpoints;
  process.env['NODE_OPTIONS'] = `--import ${join(ROOT, 'test', 'chaos', 'failpoint.js')}`;
  let build = home.at('build-0');
  copyOfBuild(build, failpointEdits);

  const leaving = new AbortController();
  const [pgPort, temporalPort, uiPort, smtpPort, mailPort, pagePort, figuresPort] = await ports();
  const log = (name: string) => logFile(home.at('logs', `${name}.log`));
  const account = postgresAccount();
  const place = choosePlace(home, await installedBinaries(), account, say);
  await makeCluster(place, PASSWORD, account, leaving.signal);
  const urlOf = (database: string, port: number): string =>
    `postgres://${SUPERUSER}:${PASSWORD}@127.0.0.1:${port}/${database}`;
  const program = await findTemporal({
    cli: null,
    caches: [join(ROOT, '.duban', 'bin')],
    signal: leaving.signal,
    say,
  });

  const links: { [L in LinkName]: Link } = {
    'api-postgres': await openLink(pgPort),
    'worker-postgres': await openLink(pgPort),
    'worker-temporal': await openLink(temporalPort),
    'worker-smtp': await openLink(smtpPort),
  };
  const part = (name: PartName, launch: (launch: Launch) => Promise<Child>): Promise<Part> =>
    startPart({ name, launch, signal: leaving.signal, isFelled: (pid) => isFelled(failpoints, name, pid), died });
  const postgresLog = log('postgres');
  const postgres = await part('postgres', (launch) =>
    startPostgres({ place, account, port: pgPort, log: postgresLog, url: urlOf('postgres', pgPort) }, launch),
  );
  const database = urlOf('duban', pgPort);
  await makeDatabase(database);
  await migrate(database);
  await setRolePasswords(database, { duban_api: PASSWORD, duban_worker: PASSWORD });

  const temporalLog = log('temporal');
  const temporalFile = home.at('temporal.db');
  const mail = `http://127.0.0.1:${mailPort}`;
  const page = `http://127.0.0.1:${pagePort}`;
  const surroundings = () => ({
    root: build,
    page,
    pagePort,
    files: home.at('files'),
    temporal: `127.0.0.1:${links['worker-temporal'].port}`,
    temporalUi: null,
    figures: `127.0.0.1:${figuresPort}`,
    smtp: `smtp://127.0.0.1:${links['worker-smtp'].port}`,
    mail,
  });
  const appUrl = (app: 'api' | 'worker'): string =>
    urlFor(urlOf('duban', links[`${app}-postgres`].port), `duban_${app}`, PASSWORD);
  const [apiLog, workerLog, smtpLog] = [log('api'), log('worker'), log('smtp')];
  const [temporal, smtp, api, worker] = await Promise.all([
    part('temporal', (launch) =>
      startTemporal({ program, file: temporalFile, port: temporalPort, uiPort, log: temporalLog }, launch),
    ),
    part('smtp', async ({ born }) => {
      const child = await startChild({
        name: 'The catcher',
        file: process.execPath,
        args: [join(ROOT, 'test', 'chaos', 'catcher.js'), home.at('caught'), String(smtpPort), String(mailPort)],
        cwd: ROOT,
        env: process.env,
        log: smtpLog,
        stopSignal: 'SIGTERM',
      });
      born(child.pid);
      await until('the catcher answers', async () => (await fetch(`${mail}/api/email`)).ok);
      return child;
    }),
    part('api', (launch) => startApi(surroundings(), appUrl('api'), apiLog, launch)),
    part('worker', (launch) => startWorker(surroundings(), appUrl('worker'), workerLog, launch)),
  ]);
  const all = { postgres, temporal, smtp, api, worker };
  let builds = 0;
  return {
    page,
    mail,
    temporal: `127.0.0.1:${temporalPort}`,
    database,
    parts: all,
    links,
    failpoints,
    rebuild: (edits) => {
      builds += 1;
      const next = home.at(`build-${builds}`);
      copyOfBuild(next, [...edits, ...failpointEdits]);
      build = next;
    },
    forget: () => {
      for (const end of ['', '-wal', '-shm']) rmSync(`${temporalFile}${end}`, { force: true });
    },
    close: async () => {
      leaving.abort(new Error('the run is over'));
      for (const one of [worker, api, smtp, temporal, postgres])
        await one.close().catch((cause: unknown) => {
          say(reasonOf(cause));
        });
      await Promise.all(Object.values(links).map((link) => link.close()));
    },
  };
};

const ports = async (): Promise<[number, number, number, number, number, number, number]> => [
  await freePort(),
  await freePort(),
  await freePort(),
  await freePort(),
  await freePort(),
  await freePort(),
  await freePort(),
];
