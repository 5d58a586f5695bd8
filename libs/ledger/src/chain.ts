import type { Fact } from '#domain/event';
import type { Instant } from '#domain/time/day';
import { canonical, sha256 } from './canonical.ts';

/** A fact as it is kept: who brought it about (null: the clock or the import), when in plan time and when in real time. */
export interface Kept {
  readonly task: string;
  readonly seq: number;
  readonly fact: Fact;
  readonly person: string | null;
  readonly planAt: Instant;
  readonly at: Instant;
}

/** What the first fact of a task is chained to. */
export const ORIGIN: Buffer = Buffer.alloc(32);

/** The hash of a fact covers the one before it, so that nothing in a history can be changed without changing its head. */
export const chained = (before: Buffer, kept: Kept): Buffer => sha256(before, canonical(kept));
