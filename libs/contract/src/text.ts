import { z } from 'zod';

/** One line of text as people write it: trimmed, not empty, and nothing in it that PostgreSQL cannot keep. */
export const line = (longest: number): z.ZodString =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'text without control characters');
