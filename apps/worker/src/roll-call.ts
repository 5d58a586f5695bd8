import { type Ring, workflowIdOf } from '#conductor/conductor';
import { ringAll } from './ring-all.ts';

/** More would only replay beside each other on one thread, and whoever has news would wait behind them all. */
const MOST_AT_ONCE = 2;
/** Another worker may have looked, of which nothing is heard here; or the server still waits for one that has ended. */
const LONGEST_LOOK_MS = 300;

/** Rings everybody, two at a time, the next when one of them has looked. */
export class RollCall {
  readonly #send: (ring: Ring) => Promise<void>;
  readonly #expected = new Map<string, () => void>();

  constructor(send: (ring: Ring) => Promise<void>) {
    this.#send = send;
  }

  /** A workflow has looked at its desk. */
  attended(workflowId: string): void {
    this.#expected.get(workflowId)?.();
  }

  /** Gives those that could not be reached, and those whose turn did not come because it `goes` on no longer. */
  async call(rings: readonly Ring[], goes: () => boolean): Promise<readonly Ring[]> {
    return ringAll(rings, (ring) => this.#reach(ring), { atOnce: MOST_AT_ONCE, goes });
  }

  async #reach(ring: Ring): Promise<void> {
    const id = workflowIdOf(ring);
    let timer: NodeJS.Timeout | undefined;
    const looked = new Promise<void>((resolve) => {
      this.#expected.set(id, resolve);
      timer = setTimeout(resolve, LONGEST_LOOK_MS);
    });
    try {
      await this.#send(ring);
      await looked;
    } finally {
      clearTimeout(timer);
      this.#expected.delete(id);
    }
  }
}
