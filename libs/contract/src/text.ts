import { z } from 'zod';
import { both } from './both.ts';

/** What people write at length: trimmed, not empty, with line breaks, and nothing in it that PostgreSQL cannot keep. */
export const prose = (longest: number): z.ZodString => proseOrBlank(longest).min(1);

/** The same, where nothing has to be written. */
export const proseOrBlank = (longest: number): z.ZodString =>
  z
    .string()
    .trim()
    .max(longest)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u, both('不能含有控制字符', 'text without control characters'));

/** One line of text as people write it: trimmed, not empty, and nothing in it that PostgreSQL cannot keep. */
export const line = (longest: number): z.ZodString =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, both('不能含有控制字符', 'text without control characters'));
