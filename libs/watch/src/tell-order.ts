import type { Fields, Log } from './log.ts';
import type { Metrics } from './metrics.ts';

/** An order as it is told: ids, kinds and numbers. */
export interface OrderTold {
  readonly task: string;
  readonly kind: string;
  readonly key: string;
  readonly person: string;
  readonly outcome: string;
  readonly why: string | null;
  readonly planDay: string | null;
  readonly seq: number | null;
  readonly ms: number;
}

/** Every order is one line and one count, whoever gave it; `more` says in whose course. */
export const tellOrder =
  ({ log, metrics }: { readonly log: Log; readonly metrics: Metrics }, more: () => Fields = () => ({})) =>
  ({ kind, ms, ...told }: OrderTold): void => {
    metrics.orders.inc({ kind, outcome: told.outcome });
    if (told.why !== null) metrics.refusals.inc({ why: told.why });
    metrics.orderSeconds.observe(ms / 1000);
    const fields = { ...more(), order: kind, ...told, ms: Math.round(ms * 10) / 10 };
    log.event('order', fields, told.outcome === 'failed' ? 'warn' : 'info');
  };
