import type { Ask } from '#ledger/ask';
import { type Ledger, openLedger, type PoolReading } from '#ledger/open-ledger';
import type { ToldOrder } from '#ledger/told-order';
import { traced } from '#ledger/traced';
import { type Tracing } from '#watch/tracing';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Outage } from '#ledger/outage';

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;

/** The ledger of a process that may start before PostgreSQL does: until it is there, asking it is an outage. */
@Injectable()
export class LateLedger implements Ledger, OnApplicationShutdown {
  readonly #url: string;
  readonly #name: string;
  readonly #log = new Logger('ledger');
  #inner: Ledger | null = null;
  #opening: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;
  #closed = false;
  readonly #tracing: Tracing;
  /** Hears of every order. */
  readonly tell: (told: ToldOrder) => void;

  constructor(
    url: string,
    name: string,
    watch: { readonly tell: (told: ToldOrder) => void; readonly tracing: Tracing },
  ) {
    this.#url = url;
    this.#name = name;
    this.#tracing = watch.tracing;
    this.tell = watch.tell;
    this.#open(FIRST_WAIT_MS);
  }

  readonly ask: Ask = async (statement, params) => this.#ready.ask(statement, params);

  readonly transact: Ledger['transact'] = async (work) => this.#ready.transact(work);

  readonly calendar: Ledger['calendar'] = async (version, ask) => this.#ready.calendar(version, ask);

  get known(): Ledger['known'] {
    return this.#ready.known;
  }

  readonly announce = (subject: string): void => {
    // A word lost is found by the sweep; whoever announces has committed already.
    this.#inner?.announce(subject);
  };

  /** Nothing yet while PostgreSQL has not answered. */
  readonly pool = (): PoolReading => this.#inner?.pool() ?? { total: 0, idle: 0, waiting: 0 };

  readonly close = async (): Promise<void> => {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#opening;
    await this.#inner?.close();
    this.#inner = null;
  };

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  get #ready(): Ledger {
    if (this.#inner === null) throw new Outage('PostgreSQL has not answered yet');
    return this.#inner;
  }

  #open(waitMs: number): void {
    this.#opening = openLedger(this.#url, { name: this.#name }).then(
      (ledger) => {
        this.#inner = this.#tracing.isOn ? traced(ledger, this.#tracing.part) : ledger;
      },
      (cause: unknown) => {
        if (this.#closed) return;
        this.#log.warn(`PostgreSQL does not answer yet: ${cause instanceof Error ? cause.message : String(cause)}`);
        this.#timer = setTimeout(() => {
          this.#open(Math.min(waitMs * 2, LONGEST_WAIT_MS));
        }, waitMs);
      },
    );
  }
}
