import type { Actor } from '../actor.ts';
import type { Refusal } from '../refusal.ts';

/** The clock's orders: no person can send them. */
export const clockOnly = (_task: unknown, by: Actor): Refusal | null =>
  by === 'clock' ? null : { why: 'onlyTheClock' };

/** Nobody is offered them either. */
export const neverOffered = (): readonly never[] => [];
