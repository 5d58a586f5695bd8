import { type Conductor, openConductor } from '#conductor/conductor';
import { migrate, setRolePasswords } from '#ledger/migrate';
import { type Ledger, openLedger } from '#ledger/open-ledger';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NAMESPACE, readyNamespace, searchAttributes } from '../../apps/local/src/temporal/namespace.ts';
import { findTemporal } from '../../apps/local/src/temporal/tool.ts';
import { freePort } from '../support/free-port.ts';
import { startPostgres } from '../support/postgres.ts';
import { ROOT } from '../support/processes.ts';
import { until } from '../support/until.ts';
import { type Child, startChild } from './child.ts';
import { type Http, openHttp } from './http.ts';

/** The product as it runs, in processes of its own on free ports, durable, with a worker that can be stopped and started. */
export interface Scene {
  readonly http: Http;
  readonly page: string;
  /** As the owner: to prepare, and to count. */
  readonly ledger: Ledger;
  readonly ownerUrl: string;
  readonly temporal: string;
  readonly conductor: Conductor;
  readonly startWorker: () => Promise<void>;
  readonly stopWorker: (signal?: NodeJS.Signals) => Promise<void>;
  /** A program of the bench's own, ended with the scene. */
  readonly startBare: (script: string, args: readonly string[]) => void;
  readonly close: () => Promise<void>;
}

const DATABASE = 'duban';
const READY_MS = 60_000;
const TYPESCRIPT = ['--no-warnings', '-C', 'own-source', '--import', '@swc-node/register/esm-register'];

export const openScene = async (settings: readonly string[] = []): Promise<Scene> => {
  if (!existsSync(join(ROOT, 'dist', '.built'))) throw new Error('build first: npm run build');
  const folder = mkdtempSync(join(tmpdir(), 'duban-bench-'));
  chmodSync(folder, 0o755);
  const log = (name: string): string => join(folder, `${name}.log`);
  const postgres = await startPostgres({ durable: true, settings });
  const bares: Child[] = [];
  const ledgerOf = async (): Promise<Ledger> => {
    const first = await openLedger(postgres.url('postgres'), { name: 'bench' });
    await first.ask(`create database ${DATABASE}`);
    await first.close();
    await migrate(postgres.url(DATABASE));
    await setRolePasswords(postgres.url(DATABASE), { duban_api: 'test', duban_worker: 'test' });
    return openLedger(postgres.url(DATABASE), { name: 'bench' });
  };
  const [ledger, temporal] = await Promise.all([ledgerOf(), startTemporal(folder, log('temporal'))]);
  const port = await freePort();
  const page = `http://127.0.0.1:${port}`;
  const env = {
    // No letter leaves while the clock stands, so nobody listens here.
    SMTP_URL: 'smtp://127.0.0.1:1',
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: NAMESPACE,
    PAGE_URL: page,
  };
  const start = (app: 'api' | 'worker', own: NodeJS.ProcessEnv): Child => {
    const main = join(ROOT, 'dist', 'apps', app, 'src', 'main.js');
    const url = postgres.url(DATABASE, `duban_${app}`);
    return startChild(process.execPath, [...profiled(), main], { ...env, DATABASE_URL: url, ...own }, log(app));
  };
  const api = start('api', { PORT: String(port), EVIDENCE_DIR: join(folder, 'files') });
  await until('the api is ready', async () => (await fetch(`${page}/api/readyz`)).ok, READY_MS);
  const http = openHttp(page);
  const conductor = openConductor(temporal.address, NAMESPACE);
  let worker: Child | null = null;
  const isBellHeld = async (): Promise<boolean> => {
    const status = JSON.parse((await http.send('GET', '/api/status')).text) as { readonly bell: unknown };
    return status.bell !== null;
  };
  const stopWorker = async (signal?: NodeJS.Signals): Promise<void> => {
    await worker?.stop(signal);
    worker = null;
  };
  return {
    http,
    page,
    ledger,
    ownerUrl: postgres.url(DATABASE),
    temporal: temporal.address,
    conductor,
    startWorker: async () => {
      worker = start('worker', {});
      await until('the worker has taken the bell', isBellHeld, READY_MS);
    },
    stopWorker,
    startBare: (script, args) => {
      const path = join(ROOT, 'test', 'bench', 'bare', script);
      bares.push(startChild(process.execPath, [...TYPESCRIPT, path, ...args], {}, log(script)));
    },
    close: async () => {
      http.close();
      await stopWorker();
      await api.stop();
      for (const bare of bares) await bare.stop();
      await conductor.close();
      await ledger.close();
      await temporal.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** As the launcher starts it: its file in WAL, and a commit on disk when it is answered. */
const startTemporal = async (folder: string, log: string): Promise<Child & { readonly address: string }> => {
  const signal = AbortSignal.timeout(READY_MS);
  const caches = [join(ROOT, '.duban', 'bin')] as const;
  const program = await findTemporal({ cli: process.env['TEMPORAL_CLI'] ?? null, caches, signal, say: console.log });
  const [port, uiPort] = [await freePort(), await freePort()];
  const args = [
    ['server', 'start-dev', '--log-level', 'error', '--namespace', NAMESPACE],
    ['--ip', '127.0.0.1', '--port', String(port), '--ui-ip', '127.0.0.1', '--ui-port', String(uiPort)],
    ['--db-filename', join(folder, 'temporal.db')],
    ['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=FULL'],
    Object.entries(searchAttributes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
  ].flat();
  const child = startChild(program, args, {}, log);
  const address = `127.0.0.1:${port}`;
  await readyNamespace(address, signal);
  return { ...child, address };
};

/** `BENCH_PROFILE=folder`: where the product's processes leave a profile of what they spend their time on. */
const profiled = (): readonly string[] => {
  const folder = process.env['BENCH_PROFILE'];
  return folder === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', folder];
};
