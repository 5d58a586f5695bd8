import { z } from 'zod';
import { both } from './both.ts';
import { assignmentId, day, obligationKey, planId, taskId, unitName } from './ids.ts';
import { limit, LONGEST_CURSOR } from './page.ts';
import { obligationKind } from './task.ts';

export const inboxQuery = z.strictObject({
  after: z
    .string()
    .max(LONGEST_CURSOR)
    .regex(/^[\w~./-]+$/, both('应为上一页的next', 'the `next` of the page before'))
    .optional(),
  limit,
});
export type InboxQuery = z.output<typeof inboxQuery>;

/** One thing that a unit of mine owes. */
export const inboxEntry = z
  .object({
    plan: planId,
    task: taskId,
    no: z.int(),
    heading: z.string(),
    obligation: obligationKind,
    key: obligationKey,
    assignment: assignmentId.nullable(),
    unit: unitName,
    by: day,
    /** Working days late; 0 on the day itself, negative ahead of it. */
    lateDays: z.int(),
  })
  .meta({ id: 'InboxEntry' });
export type InboxEntry = z.output<typeof inboxEntry>;
