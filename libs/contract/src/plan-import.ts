import { z } from 'zod';
import { both } from './both.ts';
import { newPlanId, planId } from './ids.ts';
import { revision } from './revision.ts';

const MOST_ROWS = 999;
/** A number in a form is a text of digits. */
const rows = (least: number) =>
  z
    .string()
    .regex(/^\d{1,3}$/, both(`应为${least}至${MOST_ROWS}的整数`, `a whole number from ${least} to ${MOST_ROWS}`))
    .transform(Number)
    .pipe(z.number().min(least, both(`不得小于${least}`, `at least ${least}`)));
/** Longer than any slug. */
const LONGEST_PACK = 80;

/** What may come along with a plan document: which pack reads it, the plan's id, and how many rows it has. */
export const planImport = z.strictObject({
  pack: z.string().min(1).max(LONGEST_PACK).optional(),
  as: newPlanId.optional(),
  tasks: rows(1).optional(),
  indicators: rows(0).optional(),
  sections: rows(1).optional(),
});

/** What became of a plan document. */
export const planImported = z
  .object({
    /** `unchanged`: this very document is in the ledger · `revised`: its proposals are recorded, nothing was changed. */
    verdict: z.enum(['imported', 'unchanged', 'revised']),
    plan: planId,
    encoding: z.enum(['UTF-8', 'GB18030']),
    tasks: z.int(),
    indicators: z.int(),
    /** Questions that the document leaves to a person, and how many of them block registration. */
    questions: z.int(),
    blocking: z.int(),
    /** How many people hold a post in the plan; null for a revision. */
    people: z.int().nullable(),
    revision: revision.nullable(),
  })
  .meta({ id: 'PlanImported' });
export type PlanImported = z.output<typeof planImported>;
