import { Log, type Level } from '#watch/log';
import { Metrics } from '#watch/metrics';
import { Recent } from '#watch/recent';
import { noTracing, type Tracing } from '#watch/tracing';
import type { LogEntry } from '@temporalio/worker';

/** What is told of the worker's work: lines, figures, traces; and the slowest of the last minute, for its sign of life. */
export interface Watch {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly rung: (ms: number) => void;
  readonly routed: (lagMs: number) => void;
  readonly recent: { readonly ringMs: Recent; readonly routedLagMs: Recent };
}

export const watchWith = ({
  log = Log.silent,
  tracing = noTracing,
}: Partial<Pick<Watch, 'log' | 'tracing'>>): Watch => {
  const metrics = new Metrics('worker');
  const recent = { ringMs: new Recent(), routedLagMs: new Recent() };
  return {
    ...{ log, metrics, tracing, recent },
    rung: (ms) => {
      recent.ringMs.add(ms);
      metrics.ringSeconds.observe(ms / 1000);
    },
    routed: (lagMs) => {
      recent.routedLagMs.add(lagMs);
      metrics.routedLagSeconds.observe(lagMs / 1000);
    },
  };
};

const LEVELS: { readonly [K in LogEntry['level']]: Exclude<Level, 'silent'> } = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};

/** What Temporal's own code has to say goes the same way as everything else. */
export const fromTemporal =
  (log: Log) =>
  ({ level, message, meta = {} }: LogEntry): void => {
    log.event('temporal', { said: message, ...meta }, LEVELS[level]);
  };
