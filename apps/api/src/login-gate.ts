import { Injectable } from '@nestjs/common';
import { Trouble } from './trouble.ts';

/** Failed attempts from one address on one login within a minute. */
const MOST_TRIES = 10;
const MINUTE_MS = 60_000;
/** A flood of invented logins must not fill the memory: the oldest are forgotten first. */
const MOST_KEPT = 10_000;

/** Counts attempts to log in. Each process counts its own; a password is guessed no faster for that. */
@Injectable()
export class LoginGate {
  readonly #tries = new Map<string, { count: number; readonly until: number }>();

  /** Counts an attempt before it is judged, so that many at once count as many. Throws when there were too many. */
  enter(address: string, login: string): void {
    const key = `${address} ${login}`;
    const now = Date.now();
    const tries = this.#tries.get(key);
    if (tries === undefined || tries.until <= now) {
      this.#tries.delete(key);
      this.#tries.set(key, { count: 1, until: now + MINUTE_MS });
      this.#forgetOldest();
      return;
    }
    if (tries.count >= MOST_TRIES)
      throw new Trouble('tooOften', { retryAfterS: Math.ceil((tries.until - now) / 1000) });
    tries.count += 1;
  }

  /** It was the right password: what went before is forgiven. */
  passed(address: string, login: string): void {
    this.#tries.delete(`${address} ${login}`);
  }

  #forgetOldest(): void {
    for (const key of this.#tries.keys()) {
      if (this.#tries.size <= MOST_KEPT) return;
      this.#tries.delete(key);
    }
  }
}
