import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readConfig } from './config.ts';
import { openApi } from './open-api.ts';
import { version } from './version.ts';
import { Log } from '#watch/log';
import { openTracing } from '#watch/open-tracing';
import type { Tracing } from '#watch/tracing';

/** Requests under way may end by themselves for so long; then their connections are cut. */
const GRACE_MS = 3_000;
/** A neighbour that hangs must not hold the process. */
const LONGEST_STOP_MS = 10_000;

/** The api process: it serves from the first moment on, whether PostgreSQL and Temporal are there yet or not. */
const main = async (): Promise<void> => {
  const config = readConfig(process.env);
  const log = Log.open('api', { level: config.LOG_LEVEL });
  const tracing = await openTracing({ service: 'duban-api', version, log }, process.env);
  const leaving = new Promise<void>((leave) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, leave);
  });
  const app = await openApi(config, { log, tracing });
  await app.listen(config.PORT, config.HOST);
  log.event('listening', { url: await app.getUrl(), version, tracing: tracing.isOn });
  await leaving;
  await stop(app, tracing);
};

/** No new connection, then the routes, then the neighbours. */
const stop = async (app: NestFastifyApplication, tracing: Tracing): Promise<void> => {
  const server = app.getHttpServer();
  setTimeout(() => {
    server.closeAllConnections();
  }, GRACE_MS).unref();
  setTimeout(() => process.exit(0), LONGEST_STOP_MS).unref();
  await app.close();
  await tracing.close();
  process.exit(0);
};

main().catch((cause: unknown) => {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exit(1);
});
