import { type AssignmentId, roles } from '#domain/assignment';
import type { ObligationKey } from '#domain/obligation-key';
import type { PersonId } from '#domain/actor';
import type { QuestionId } from '#domain/question';
import type { PlanId, TaskId } from '#domain/task';
import { type Day, parseDay } from '#domain/time/day';
import type { UnitId } from '#domain/unit';
import { z } from 'zod';

/** Slugs are short words of a plan; what is longer was not made by an importer. */
const LONGEST_SLUG = 80;
const SLUG = '[a-z0-9]+(?:-[a-z0-9]+)*';

// A brand exists in types only, so a checked text already is what the domain asks for.
const branded = <T extends string>(schema: z.ZodString | z.ZodPipe<z.ZodString>): z.ZodType<T, string> =>
  schema as unknown as z.ZodType<T, string>;

const slug = (of: string): z.ZodString =>
  z
    .string()
    .max(LONGEST_SLUG)
    .regex(new RegExp(`^${SLUG}$`), `${of}: a-z, 0-9, "-"`);

/** `cq-zero-waste` */
export const planId = branded<PlanId>(slug('plan'));
/** `cq-zero-waste-017` */
export const taskId = branded<TaskId>(slug('task'));
/** `ecology-environment-bureau` */
export const unitId = branded<UnitId>(slug('unit'));
/** `units`, `inherited`, `date` */
export const questionId = branded<QuestionId>(slug('question'));
/** `responsible.yuzhong-district` */
export const assignmentId = branded<AssignmentId>(
  z
    .string()
    .max(LONGEST_SLUG + 12)
    .regex(new RegExp(`^(?:${roles.join('|')})\\.${SLUG}$`), 'role.unit'),
);

/** `YYYY-MM-DD`, a date that exists, 1900 to 2199. */
export const day = branded<Day>(
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'YYYY-MM-DD')
    .refine((text) => parseDay(text) !== null, 'a date between 1900-01-01 and 2199-12-31'),
);

/** Ids that only leave the house need no check. */
export const personId = branded<PersonId>(z.string());
export const obligationKey = branded<ObligationKey>(z.string());

/** A moment as people and machines read it: ISO 8601 with the plan's own offset, `2020-01-03T08:30:00+08:00`. */
export const moment = z.string();

/** What an order is remembered by: 8 to 100 of letters, digits, `_ . : -`. */
export const idempotencyKey = z
  .string()
  .min(8)
  .max(100)
  .regex(/^[\w.:-]+$/, 'letters, digits, "_", ".", ":", "-"');

/** A unit as screens show it. */
export const unitName = z.object({ id: unitId, name: z.string() }).meta({ id: 'UnitName' });
export type UnitName = z.output<typeof unitName>;
