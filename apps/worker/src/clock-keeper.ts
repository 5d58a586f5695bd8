import { keepClocks } from '#ledger/clocks';
import type { Ledger } from '#ledger/open-ledger';
import type { LoggerService } from '@nestjs/common';

/** The clock's grace is 15 s, so two signs may be missed. */
const EVERY_MS = 5_000;

/** Says every 5 s that a worker lives, for the clocks that play; plan time stands still without it. */
export class ClockKeeper {
  readonly #ledger: Ledger;
  readonly #log: LoggerService;
  readonly #timer: NodeJS.Timeout;
  #working: Promise<void>;

  constructor(ledger: Ledger, log: LoggerService) {
    this.#ledger = ledger;
    this.#log = log;
    this.#working = this.#keep();
    this.#timer = setInterval(() => {
      this.#working = this.#working.then(() => this.#keep());
    }, EVERY_MS);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#working;
  }

  async #keep(): Promise<void> {
    try {
      for (const plan of await keepClocks(this.#ledger)) {
        this.#log.warn(`nobody has acted in ${plan} for 60 plan days: its clock goes on at rate 1`);
      }
    } catch (cause) {
      this.#log.warn(`the clocks were not kept: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
}
