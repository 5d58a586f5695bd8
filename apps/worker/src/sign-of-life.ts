import type { Ledger } from '#ledger/open-ledger';
import { giveSign, takeLeave } from '#ledger/worker-sign';
import type { LoggerService } from '@nestjs/common';
import type { Troubles } from './troubles.ts';
import type { Watch } from './watch.ts';

/** Whoever looks counts a worker as living for three of these. */
const EVERY_MS = 10_000;

/** Says every ten seconds that this worker lives, and how quick it is: the status page need not ask it. */
export class SignOfLife {
  readonly #ledger: Ledger;
  readonly #log: LoggerService;
  readonly #who: { readonly name: string; readonly version: string };
  readonly #recent: Watch['recent'];
  readonly #troubles: Troubles;
  readonly #since = new Date();
  readonly #timer: NodeJS.Timeout;
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
      await giveSign(this.#ledger, {
        ...this.#who,
        since: this.#since,
        ringMs: ringMs.most,
        routedLagMs: routedLagMs.most,
      });
      await this.#troubles.refresh();
    } catch (cause) {
      this.#log.warn(`no sign of life was given: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
}
