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
    errors: z
      .array(
        z.object({
          field: z.string(),
          message: z.string(),
          messageEn: z.string(),
          /** Of a document: where in it, from 1, and the label of the cell. */
          line: z.int().optional(),
          column: z.int().optional(),
          cell: z.string().nullable().optional(),
        }),
      )
      .optional(),
    /** `unknown`: the answer was lost; the same key gives the final one. */
    outcome: z.literal('unknown').optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof problem>;
