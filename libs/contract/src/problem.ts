import { z } from 'zod';

/** Every error's body (RFC 9457): the sentence for people in both languages, `why` for machines, and its data. */
export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    titleEn: z.string(),
    status: z.int(),
    why: z.string(),
    /** What is wrong with which field, and what is allowed. */
    errors: z.array(z.object({ field: z.string(), message: z.string(), messageEn: z.string() })).optional(),
    /** `unknown`: the answer was lost; the same key gives the final one. */
    outcome: z.literal('unknown').optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof problem>;
