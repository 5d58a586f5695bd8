import 'reflect-metadata';
import { ConsoleLogger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readConfig } from './config.ts';
import { openApi } from './open-api.ts';

/** Requests under way may end by themselves for so long; then their connections are cut. */
const GRACE_MS = 3_000;
/** A neighbour that hangs must not hold the process. */
const LONGEST_STOP_MS = 10_000;

/** The api process: it serves from the first moment on, whether PostgreSQL and Temporal are there yet or not. */
const main = async (): Promise<void> => {
  const config = readConfig(process.env);
  // Nest tells every route at the start; what goes wrong is enough.
  const log = new ConsoleLogger('api', { json: true, logLevels: ['warn', 'error', 'fatal'] });
  const leaving = new Promise<void>((leave) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, leave);
  });
  const app = await openApi(config, log);
  await app.listen(config.PORT, config.HOST);
  new ConsoleLogger('api', { json: true }).log(`listening on ${await app.getUrl()}`);
  await leaving;
  await stop(app);
};

/** No new connection, then the routes, then the neighbours. */
const stop = async (app: NestFastifyApplication): Promise<void> => {
  const server = app.getHttpServer();
  setTimeout(() => {
    server.closeAllConnections();
  }, GRACE_MS).unref();
  setTimeout(() => process.exit(0), LONGEST_STOP_MS).unref();
  await app.close();
  process.exit(0);
};

main().catch((cause: unknown) => {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exit(1);
});
