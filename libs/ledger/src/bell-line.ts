import pg from 'pg';
import { CHANNEL } from './announcer.ts';
import { ASK_AFTER_IT, BELL_LOCK } from './locks.ts';
import { HOLD_LIFE } from './worker-sign.ts';

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;

/**
 * The line on which announcements arrive: one connection that listens, holds the bell's lock, and tells that its worker lives. Several workers may
 * stand in line; the lock makes one of them the bell. Reconnects for as long as it is open, backing off.
 */
export class BellLine {
  readonly #url: string;
  readonly #name: string;
  readonly #worker: string;
  readonly #heard: (subjects: readonly string[]) => void;
  readonly #taken: () => void;
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #open = true;
  #held = false;
  #waitMs = FIRST_WAIT_MS;

  /**
   * `name` is the connection's, `worker` that of the process; `heard` gets what was announced; `taken` is told whenever
   * this bell becomes the one that rings.
   */
  constructor(
    { url, name, worker }: { readonly url: string; readonly name: string; readonly worker: string },
    heard: (subjects: readonly string[]) => void,
    taken: () => void,
  ) {
    this.#url = url;
    this.#name = name;
    this.#worker = worker;
    this.#heard = heard;
    this.#taken = taken;
    void this.#connect();
  }

  /** Whether this is the bell that rings. */
  get held(): boolean {
    return this.#held;
  }

  async close(): Promise<void> {
    this.#open = false;
    this.#held = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: this.#name,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      options: ASK_AFTER_IT,
    });
    this.#client = client;
    client.on('notification', ({ payload }) => {
      if (payload !== undefined) this.#heard(payload.split(' '));
    });
    client.on('error', () => undefined);
    client.on('end', () => {
      this.#again();
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      await client.query(HOLD_LIFE, [this.#worker]);
      // Waits until the bell before it has gone: a session's lock ends with its connection.
      await client.query('select pg_advisory_lock($1)', [BELL_LOCK]);
      this.#waitMs = FIRST_WAIT_MS;
      this.#held = true;
      this.#taken();
    } catch {
      // `end` comes only after a connection was made; the timer is set once.
      await client.end().catch(() => undefined);
      this.#again();
    }
  }

  #again(): void {
    this.#held = false;
    if (!this.#open || this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#connect();
    }, this.#waitMs);
    this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 2);
  }
}
