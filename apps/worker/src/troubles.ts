import type { Ledger } from '#ledger/open-ledger';
import { noteTrouble, settlePassed, settleTrouble, type Trouble, troubledActivities } from '#ledger/troubles';
import type { LoggerService } from '@nestjs/common';

/** What does not go on, kept in the ledger; what is in it is known here, so that an activity that succeeds asks nobody. */
export class Troubles {
  readonly #ledger: Ledger;
  readonly #log: LoggerService;
  #known: ReadonlySet<string> = new Set();
  /** What has succeeded since it was looked what is known: another worker may have noted it just before. */
  #succeeded = new Set<string>();

  constructor(ledger: Ledger, log: LoggerService) {
    this.#ledger = ledger;
    this.#log = log;
  }

  /** What has passed is forgotten. Another worker may have noted the rest, or this one before it was started anew. */
  async refresh(): Promise<void> {
    await settlePassed(this.#ledger);
    this.#known = await troubledActivities(this.#ledger);
    const passed = [...this.#succeeded].filter((key) => this.#known.has(key));
    this.#succeeded.clear();
    for (const key of passed) await this.#settle(key);
  }

  /** Never throws: whoever failed has a cause of his own to tell. */
  async note(trouble: Trouble): Promise<void> {
    this.#known = new Set([...this.#known, keyOf(trouble)]);
    await this.#try(() => noteTrouble(this.#ledger, trouble));
  }

  async succeeded(subject: string, what: string): Promise<void> {
    const key = keyOf({ subject, what });
    if (this.#known.has(key)) await this.#settle(key);
    else this.#succeeded.add(key);
  }

  async #settle(key: string): Promise<void> {
    this.#known = new Set([...this.#known].filter((one) => one !== key));
    const [subject = '', what = ''] = key.split(' ');
    await this.#try(() => settleTrouble(this.#ledger, subject, what));
  }

  async #try(errand: () => Promise<void>): Promise<void> {
    try {
      await errand();
    } catch (cause) {
      this.#log.warn(
        `the list of troubles could not be kept: ${cause instanceof Error ? cause.message : String(cause)}`,
      );
    }
  }
}

/** Neither holds a blank. */
const keyOf = ({ subject, what }: Pick<Trouble, 'subject' | 'what'>): string => `${subject} ${what}`;
