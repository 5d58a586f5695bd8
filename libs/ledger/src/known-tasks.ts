import type { Task } from '#domain/task';
import type { Calendar } from '#domain/time/calendar';
import type { Projection } from './projection.ts';

/** A state that this process has met, with what the tables hold of it. */
export interface KnownTask {
  readonly head: Buffer;
  readonly task: Task;
  readonly written: Written;
}

/** What the tables hold of a state: its text, and what was read from it under a calendar. */
export interface Written {
  readonly text: string;
  readonly projection: Projection;
  readonly calendar: Calendar;
}

/** Two plans and more; a state with what is remembered of it takes some 100 kB. */
const MOST = 300;

/**
 * States by the head of their hash chain. A state is the fold of its facts and the head is the hash of them all, so the
 * same head is the same state: none of these can be out of date, they can only be of no more use. The row is locked and
 * its head read all the same; what is saved is to send a state that is here already, and to read it anew.
 */
export class KnownTasks {
  readonly #known = new Map<string, KnownTask>();

  of(id: string): KnownTask | null {
    return this.#known.get(id) ?? null;
  }

  keep(known: KnownTask): void {
    const { id } = known.task;
    // Behind all others: the first is then the one that was kept longest ago.
    this.#known.delete(id);
    this.#known.set(id, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest);
  }
}
