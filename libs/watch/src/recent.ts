const BUCKET_MS = 10_000;
const BUCKETS = 6;

/** The largest figure of the last minute, in steps of ten seconds. */
export class Recent {
  readonly #now: () => number;
  #buckets: readonly { readonly since: number; readonly most: number }[] = [];

  /** How many figures there have ever been. */
  added = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  add(figure: number): void {
    this.added += 1;
    const since = Math.floor(this.#now() / BUCKET_MS);
    const last = this.#buckets.at(-1);
    const most = last?.since === since ? Math.max(last.most, figure) : figure;
    this.#buckets = [...this.#live().filter((one) => one.since !== since), { since, most }];
  }

  /** Null when there was none. */
  get most(): number | null {
    const live = this.#live();
    return live.length === 0 ? null : Math.max(...live.map((one) => one.most));
  }

  #live(): readonly { readonly since: number; readonly most: number }[] {
    const oldest = Math.floor(this.#now() / BUCKET_MS) - BUCKETS;
    return this.#buckets.filter((one) => one.since > oldest);
  }
}
