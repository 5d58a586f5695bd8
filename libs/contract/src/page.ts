import { z } from 'zod';

/** A list is read page by page: `next` is handed back as `after`; null on the last page. */
export const page = <T extends z.ZodType>(
  item: T,
): z.ZodObject<{ items: z.ZodArray<T>; next: z.ZodNullable<z.ZodString> }> =>
  z.object({ items: z.array(item), next: z.string().nullable() });

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** No page is longer. */
export const LONGEST_PAGE = 200;
/** Cursors are made here; what is longer was not. */
export const LONGEST_CURSOR = 300;

/** `limit` of a list: 1 to 200; 100 when nothing is said. */
export const limit = z.coerce.number().int().min(1).max(LONGEST_PAGE).default(100);

/** `after` of a list that is paged by a number. */
export const afterNumber = z.coerce.number().int().min(0).max(2_147_483_647).default(0);
