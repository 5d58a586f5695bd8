import type { Ledger } from '#ledger/open-ledger';
import { giveSign, takeLeave } from '#ledger/worker-sign';
import type { LoggerService } from '@nestjs/common';
import type { Troubles } from './troubles.ts';
import type { Watch } from './watch.ts';

const EVERY_MS = 10_000;

/**
 * Says how quick this worker is: the status page need not ask it. Written when it begins, and every ten seconds in which
 * it has done something; that it lives is told by its bell's line.
 */
export class SignOfLife {
  readonly #ledger: Ledger;
  readonly #log: LoggerService;
  readonly #who: { readonly name: string; readonly version: string };
  readonly #recent: Watch['recent'];
  readonly #troubles: Troubles;
  readonly #since = new Date();
  readonly #timer: NodeJS.Timeout;
  #told = -1;
  #working: Promise<void>;

  constructor(
    ledger: Ledger,
    who: { readonly name: string; readonly version: string },
    watch: Watch,
    troubles: Troubles,
  ) {
    this.#ledger = ledger;
    this.#log = watch.log;
    this.#who = who;
    this.#recent = watch.recent;
    this.#troubles = troubles;
    this.#working = this.#give();
    this.#timer = setInterval(() => {
      this.#working = this.#working.then(() => this.#give());
    }, EVERY_MS);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#working;
    await takeLeave(this.#ledger, this.#who.name).catch(() => undefined);
  }

  async #give(): Promise<void> {
    try {
      const { ringMs, routedLagMs } = this.#recent;
      const added = ringMs.added + routedLagMs.added;
      if (added !== this.#told) {
        await giveSign(this.#ledger, {
          ...this.#who,
          since: this.#since,
          ringMs: ringMs.most,
          routedLagMs: routedLagMs.most,
        });
        this.#told = added;
      }
      await this.#troubles.refresh();
    } catch (cause) {
      this.#log.warn(`no sign of life was given: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
}
