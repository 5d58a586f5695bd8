import { type Ring, workflowIdOf } from '#conductor/conductor';
import type { LoggerService } from '@nestjs/common';

/** More at once only makes Temporal's tasks time out: eight keep the worst ring under six seconds in a flood. */
export const MOST_IN_FLIGHT = 8;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 600_000;
/** A dispatch makes a hundred announcements for one postman: he is rung at most so often. */
const SAME_AGAIN_MS = 250;
/** How the workflow ids of tasks begin. */
const TASKS = workflowIdOf({ kind: 'task', id: '' });

interface Rung {
  /** What had been done about it when it was rung. */
  readonly progress: string | null;
  readonly waitMs: number;
  readonly rungAt: number;
}

/**
 * Rings in flight, eight at most. What was rung and has made no progress since is not rung again before a back-off of
 * 5 s doubling to 10 min: one ring is enough, for a workflow that hears it looks up everything there is.
 */
export class RingQueue {
  readonly #send: (ring: Ring) => Promise<void>;
  readonly #log: LoggerService;
  readonly #rang: (ms: number) => void;
  readonly #waiting = new Map<string, { readonly ring: Ring; readonly since: number }>();
  readonly #rung = new Map<string, Rung>();
  readonly #delayed = new Map<string, NodeJS.Timeout>();
  readonly #inFlight = new Set<Promise<void>>();
  #open = true;

  /** `rang` hears how long it took from what made it ring to the answer. */
  constructor(send: (ring: Ring) => Promise<void>, log: LoggerService, rang: (ms: number) => void = () => undefined) {
    this.#send = send;
    this.#log = log;
    this.#rang = rang;
  }

  /** `progress` null: ring whenever told, though not twice within a quarter of a second. `since`: when it was heard of. */
  add(ring: Ring, progress: string | null, since: number = Date.now()): void {
    if (!this.#open) return;
    const id = workflowIdOf(ring);
    const before = this.#rung.get(id);
    const now = Date.now();
    if (progress === null) {
      if (before !== undefined && now < before.rungAt + SAME_AGAIN_MS)
        return this.#later(id, ring, before.rungAt + SAME_AGAIN_MS - now, since);
    } else if (progress === before?.progress && now < before.rungAt + before.waitMs) return;
    const again = progress !== null && progress === before?.progress;
    const waitMs = again ? Math.min(LONGEST_WAIT_MS, before.waitMs * 2) : FIRST_WAIT_MS;
    // An announcement says nothing of progress: what the sweep knew of it stays.
    this.#rung.set(
      id,
      progress === null && before !== undefined ? { ...before, rungAt: now } : { progress, waitMs, rungAt: now },
    );
    this.#waiting.set(id, { ring, since: this.#waiting.get(id)?.since ?? since });
    this.#pump();
  }

  /** It has nothing to do any more: its next busy spell begins with the first wait. */
  rest(ring: Ring): void {
    this.#rest(workflowIdOf(ring));
  }

  /** Of all tasks only these have something to do. */
  restTasksBut(busy: readonly string[]): void {
    const ids = new Set(busy.map((id) => workflowIdOf({ kind: 'task', id })));
    for (const id of this.#rung.keys()) if (id.startsWith(TASKS) && !ids.has(id)) this.#rest(id);
  }

  /** Workflows that have been rung at the longest back-off and still made no progress. */
  stuck(): readonly string[] {
    return [...this.#rung]
      .filter(([, { progress, waitMs }]) => progress !== null && waitMs >= LONGEST_WAIT_MS)
      .map(([id]) => id);
  }

  async close(): Promise<void> {
    this.#open = false;
    for (const timer of this.#delayed.values()) clearTimeout(timer);
    this.#waiting.clear();
    await Promise.all(this.#inFlight);
  }

  #rest(id: string): void {
    const before = this.#rung.get(id);
    if (before?.progress != null) this.#rung.set(id, { progress: null, waitMs: FIRST_WAIT_MS, rungAt: before.rungAt });
  }

  #later(id: string, ring: Ring, ms: number, since: number): void {
    if (this.#delayed.has(id)) return;
    this.#delayed.set(
      id,
      setTimeout(() => {
        this.#delayed.delete(id);
        this.add(ring, null, since);
      }, ms),
    );
  }

  #pump(): void {
    while (this.#open && this.#inFlight.size < MOST_IN_FLIGHT) {
      const [next] = this.#waiting;
      if (next === undefined) return;
      const [id, { ring, since }] = next;
      this.#waiting.delete(id);
      const flight = this.#ring(id, ring, since).finally(() => {
        this.#inFlight.delete(flight);
        this.#pump();
      });
      this.#inFlight.add(flight);
    }
  }

  async #ring(id: string, ring: Ring, since: number): Promise<void> {
    try {
      await this.#send(ring);
      this.#rang(Date.now() - since);
    } catch (cause) {
      // Not rung: the next sweep may try at once.
      this.#rung.delete(id);
      this.#log.warn(`${id} was not reached: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
}
