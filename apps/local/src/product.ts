import { join } from 'node:path';
import { z } from 'zod';
import type { Child, Command } from './child.ts';
import { type Launch, readyChild } from './ready-child.ts';
import type { LogFile } from './log-file.ts';
import { Obstacle } from './obstacle.ts';
import { isFree } from './ports.ts';
import { NAMESPACE } from './temporal/namespace.ts';
import { until } from './waiting.ts';

/** What the api and the worker are told about the others. */
export interface Surroundings {
  readonly root: string;
  readonly page: string;
  readonly pagePort: number;
  /** Where the worker tells its figures. */
  readonly figures: string;
  /** The folder of evidence. */
  readonly files: string;
  readonly temporal: string;
  readonly temporalUi: string | null;
  readonly smtp: string;
  /** Where letters can be read, when they go to our own catcher. */
  readonly mail: string | null;
}

const READY_MS = 60_000;
const parts = ['postgres', 'temporal', 'worker', 'smtp', 'bell', 'clock'] as const;
const statusShape = z.looseObject({
  smtp: z.object({}).nullable(),
  plans: z.array(z.object({ id: z.string(), planDay: z.string(), rate: z.number() })),
});
export type Status = z.output<typeof statusShape>;

/** Starts the api; it is ready when people can work. */
export const startApi = async (at: Surroundings, databaseUrl: string, log: LogFile, launch: Launch): Promise<Child> => {
  if (!(await isFree(at.pagePort))) throw new Obstacle(`The page's port ${at.pagePort} is taken.`);
  const own = { PORT: String(at.pagePort), HOST: '127.0.0.1', EVIDENCE_DIR: at.files };
  const command = commandOf('api', at, databaseUrl, log, own);
  const ready = async (): Promise<true | null> => ((await get(`${at.page}/readyz`)).ok ? true : null);
  return await readyChild(
    command,
    (asking) => until(ready, { what: "the api's answer", deadlineMs: READY_MS, signal: asking }),
    launch,
  );
};

/** Starts the worker. That it works is seen from the api's status, which knows every part. */
export const startWorker = async (
  at: Surroundings,
  databaseUrl: string,
  log: LogFile,
  launch: Launch,
): Promise<Child> =>
  await readyChild(commandOf('worker', at, databaseUrl, log, { METRICS_LISTEN: at.figures }), async () => true, launch);

/** Waits until every part answers; a mail server of somebody else's may be away, for letters wait. */
export const everyPart = async (
  { page, mail }: Pick<Surroundings, 'page' | 'mail'>,
  signal: AbortSignal,
): Promise<Status> => {
  const needed = mail === null ? parts.filter((part) => part !== 'smtp') : parts;
  const ask = async (): Promise<Status | null> => {
    const status = statusShape.parse(await (await get(`${page}/status`)).json());
    const missing = needed.filter((part) => status[part] === null || status[part] === undefined);
    if (missing.length > 0) throw new Obstacle(`no sign of ${missing.join(', ')}`);
    return status;
  };
  return await until(ask, { what: 'a sign of life from every part', deadlineMs: READY_MS, everyMs: 100, signal });
};

const get = (url: string): Promise<Response> => fetch(url, { signal: AbortSignal.timeout(5_000) });

const commandOf = (
  app: 'api' | 'worker',
  at: Surroundings,
  databaseUrl: string,
  log: LogFile,
  own: NodeJS.ProcessEnv,
): Command => ({
  name: app === 'api' ? 'The api' : 'The worker',
  file: process.execPath,
  args: ['--enable-source-maps', join(at.root, 'dist', 'apps', app, 'src', 'main.js')],
  cwd: at.root,
  env: {
    ...process.env,
    DATABASE_URL: databaseUrl,
    PAGE_URL: at.page,
    TEMPORAL_ADDRESS: at.temporal,
    TEMPORAL_NAMESPACE: NAMESPACE,
    SMTP_URL: at.smtp,
    ...(at.temporalUi !== null && { TEMPORAL_UI_URL: at.temporalUi }),
    ...(at.mail !== null && { MAIL_LOG_URL: at.mail, MAIL_PAGE_URL: at.mail }),
    ...own,
  },
  log,
  stopSignal: 'SIGTERM',
  // With the launcher all they need has gone; in order they would wait for it, and nobody is there to hurry them.
  deathSignal: 'SIGKILL',
});
