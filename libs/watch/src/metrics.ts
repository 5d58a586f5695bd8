import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What a pool of connections to the database is doing. */
export interface PoolReading {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
}

const POOL = ['in_use', 'idle'];
/** An order is 5 to 20 ms; what takes seconds has waited for a lock or a database. */
const ORDER_S = [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
/** Rings and routing: tens of milliseconds, and 30 s is what is promised after a worker's death. */
const DELAY_S = [0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
/** Lines fall up to a second late by Temporal's timers, 5 s where the sweep finds them. */
const LATE_S = [0.5, 1, 2, 5, 10, 30, 60, 300, 1_800, 3_600, 86_400];
const ACTIVITY_S = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 120];

/**
 * The figures of one process, counted in memory and read when somebody asks. Labels are kinds, never ids: their values are
 * as many as the regulation has words.
 */
export class Metrics {
  readonly #registry = new Registry();
  #pool: (() => PoolReading) | null = null;

  readonly orders = this.#counter(
    'duban_orders_total',
    'Orders given, by kind and what became of them',
    'kind',
    'outcome',
  );
  readonly refusals = this.#counter('duban_refusals_total', 'Orders refused, by why', 'why');
  readonly orderSeconds = this.#histogram('duban_order_seconds', 'From taking up an order to its answer', ORDER_S);
  readonly ringSeconds = this.#histogram(
    'duban_ring_seconds',
    "From hearing of news to Temporal's answer to the ring",
    DELAY_S,
  );
  readonly ringFailures = this.#counter('duban_ring_failures_total', 'Rings that Temporal did not answer');
  readonly routedLagSeconds = this.#histogram(
    'duban_routed_lag_seconds',
    "From a fact's commit to its being routed",
    DELAY_S,
  );
  readonly dueLateSeconds = this.#histogram(
    'duban_due_late_seconds',
    'How late in real time due lines were carried out',
    LATE_S,
  );
  readonly letterAttempts = this.#counter(
    'duban_letter_attempts_total',
    'Attempts to send a letter, by outcome',
    'outcome',
  );
  readonly activitySeconds = this.#histogram(
    'duban_activity_seconds',
    'Activities that succeeded',
    ACTIVITY_S,
    'activity',
  );
  readonly activityFailures = this.#counter(
    'duban_activity_failures_total',
    'Activities that failed and are tried again',
    'activity',
  );

  constructor(app: string) {
    this.#registry.setDefaultLabels({ app });
    collectDefaultMetrics({ register: this.#registry });
    this.gauges(
      'duban_database_connections',
      'Connections to the database, by what they do',
      'state',
      POOL,
      async () => {
        const pool = this.#pool?.();
        return pool && { in_use: pool.total - pool.idle, idle: pool.idle };
      },
    );
    this.gauge(
      'duban_database_waiting',
      'Requests that wait for a connection to the database',
      async () => this.#pool?.().waiting,
    );
  }

  /** `pool` is asked when somebody reads. */
  watchPool(pool: () => PoolReading): void {
    this.#pool = pool;
  }

  /** A figure that is read when somebody asks for it; what is not known is not told. */
  gauge(name: string, help: string, read: () => Promise<number | undefined>): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect: async () => {
        const figure = await read();
        if (figure === undefined) gauge.remove();
        else gauge.set(figure);
      },
    });
  }

  /** The same for a label with these values; of those that are not spoken of there are none. */
  gauges(
    name: string,
    help: string,
    label: string,
    values: readonly string[],
    read: () => Promise<Readonly<Partial<Record<string, number>>> | undefined>,
  ): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.#registry],
      collect: async () => {
        const figures = await read();
        if (figures === undefined) gauge.reset();
        else for (const value of values) gauge.set({ [label]: value }, figures[value] ?? 0);
      },
    });
  }

  /** All of them in Prometheus' own text. */
  async text(): Promise<{ readonly type: string; readonly body: string }> {
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }

  #counter(name: string, help: string, ...labelNames: readonly string[]): Counter {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.#registry] });
  }

  #histogram(name: string, help: string, buckets: readonly number[], ...labelNames: readonly string[]): Histogram {
    return new Histogram({
      name,
      help,
      buckets: [...buckets],
      labelNames: [...labelNames],
      registers: [this.#registry],
    });
  }
}
