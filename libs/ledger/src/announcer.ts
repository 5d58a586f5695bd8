import pg from 'pg';

/** Where announcements are heard: the bell listens here. */
export const CHANNEL = 'duban';
/** Long enough to gather a burst, short enough that nobody notices. */
const GATHER_MS = 20;
/** PostgreSQL refuses payloads of 8,000 bytes. */
const MOST_SUBJECTS = 100;
/** More than this waiting means that the database is away: the sweep will find them all. */
const MOST_WAITING = 5_000;

/**
 * NOTIFY on a connection of its own, after the commit: inside the transaction it costs a sixth of the throughput. Words
 * may be lost when the connection is; nothing depends on them but speed.
 */
export class Announcer {
  readonly #url: string;
  readonly #name: string;
  readonly #waiting = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #client: Promise<pg.Client> | null = null;
  #sending: Promise<void> = Promise.resolve();

  constructor(url: string, name: string) {
    this.#url = url;
    this.#name = name;
  }

  announce(subject: string): void {
    if (this.#waiting.size < MOST_WAITING) this.#waiting.add(subject);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#sending = this.#sending.then(() => this.#send());
    }, GATHER_MS);
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#sending;
    await this.#send();
    const client = await this.#client?.catch(() => null);
    await client?.end();
  }

  async #send(): Promise<void> {
    while (this.#waiting.size > 0) {
      const subjects = [...this.#waiting].slice(0, MOST_SUBJECTS);
      for (const subject of subjects) this.#waiting.delete(subject);
      try {
        const client = await this.#connected();
        await client.query('select pg_notify($1, $2)', [CHANNEL, subjects.join(' ')]);
      } catch {
        // A word lost is found by the sweep; the next announcement tries a new connection.
        this.#forget();
      }
    }
  }

  #connected(): Promise<pg.Client> {
    this.#client ??= (async () => {
      const client = new pg.Client({
        connectionString: this.#url,
        application_name: this.#name,
        connectionTimeoutMillis: 5_000,
      });
      client.on('error', () => {
        this.#forget();
      });
      await client.connect();
      return client;
    })();
    return this.#client;
  }

  #forget(): void {
    const broken = this.#client;
    this.#client = null;
    void broken?.then((client) => client.end()).catch(() => undefined);
  }
}
