import { Log } from '#watch/log';
import { openTracing } from '#watch/open-tracing';
import { NestFactory } from '@nestjs/core';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import 'reflect-metadata';
import { Backoff } from './backoff.ts';
import { type Config, readConfig } from './config.ts';
import { version } from './name.ts';
import { fromTemporal, type Watch, watchWith } from './watch.ts';
import { WorkerModule } from './worker.module.ts';

/** The worker process: Temporal's worker with its activities, the bell, and the keeper of playing clocks. */
const main = async (): Promise<void> => {
  const config = readConfig(process.env);
  const leaving = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      leaving.abort();
    });
  const log = Log.open('worker', { level: config.LOG_LEVEL });
  // Before anything of Temporal: signals are ours.
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('WARN', fromTemporal(log)),
    // Its native part would write on the screen in a form of its own.
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
  });
  const watch = watchWith({ log, tracing: await openTracing({ service: 'duban-worker', version, log }, process.env) });
  await serve(config, watch, leaving.signal);
  await watch.tracing.close();
};

/** The database may come up later than the worker: the start is tried again until it succeeds. */
const serve = async (config: Config, watch: Watch, leaving: AbortSignal): Promise<void> => {
  const { log } = watch;
  const backoff = new Backoff(200, 5_000);
  while (!leaving.aborted) {
    try {
      const app = await NestFactory.createApplicationContext(WorkerModule.of(config, watch), {
        logger: log.quiet,
        abortOnError: false,
      });
      await new Promise<void>((left) => {
        if (leaving.aborted) left();
        leaving.addEventListener('abort', () => {
          left();
        });
      });
      await app.close();
      return;
    } catch (cause) {
      log.warn(`the worker could not start yet: ${cause instanceof Error ? cause.message : String(cause)}`);
      await backoff.wait(leaving);
    }
  }
};

main().then(
  // Everything of ours is closed; what Temporal's native part may still wait for must not keep the process.
  () => process.exit(0),
  (cause: unknown) => {
    console.error(cause instanceof Error ? cause.message : cause);
    process.exit(1);
  },
);
