import type { Refusal } from '../refusal.ts';

/** A required reason is never blank (§5). */
export const withReason = (reason: string): Refusal | null => (reason.trim() === '' ? { why: 'blankReason' } : null);
