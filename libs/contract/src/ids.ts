import { type AssignmentId, roles } from '#domain/assignment';
import type { ItemId } from '#domain/checklist';
import { MOST_EVIDENCE } from '#domain/evidence';
import type { ObligationKey } from '#domain/obligation-key';
import type { PersonId } from '#domain/actor';
import type { QuestionId } from '#domain/question';
import type { PlanId, TaskId } from '#domain/task';
import { type Day, parseDay } from '#domain/time/day';
import type { Month } from '#domain/time/month';
import type { SubtaskId } from '#domain/subtask';
import type { UnitId } from '#domain/unit';
import type { UploadId } from '#domain/upload';
import { z } from 'zod';
import { both } from './both.ts';

/** Slugs are short words of a plan; what is longer was not made by an importer. */
const LONGEST_SLUG = 80;
/** An obligation's kind, assignment and version; of a confirmation the key of what is confirmed. */
const LONGEST_KEY = 300;
const SLUG = '[a-z0-9]+(?:-[a-z0-9]+)*';

// A brand exists in types only, so a checked text already is what the domain asks for.
const branded = <T extends string>(schema: z.ZodString | z.ZodPipe<z.ZodString>): z.ZodType<T, string> =>
  schema as unknown as z.ZodType<T, string>;

const slug = (of: string): z.ZodString =>
  z
    .string()
    .max(LONGEST_SLUG)
    .regex(
      new RegExp(`^${SLUG}$`),
      both('只能用小写字母、数字和“-”，如 cq-zero-waste', `${of}: a-z, 0-9, "-", such as cq-zero-waste`),
    );

/** `cq-zero-waste` */
export const planId = branded<PlanId>(slug('plan'));
/** The id of a plan that is new: a task's id is the plan's with a number behind it. */
export const newPlanId = branded<PlanId>(slug('plan').max(LONGEST_SLUG - 20));
/** `cq-zero-waste-017` */
export const taskId = branded<TaskId>(slug('task'));
/** `ecology-environment-bureau` */
export const unitId = branded<UnitId>(slug('unit'));
/** `units`, `inherited`, `date` */
export const questionId = branded<QuestionId>(slug('question'));
/** A role, a dot and a unit. */
const ASSIGNMENT = `(?:${roles.join('|')})\\.${SLUG}`;
const LONGEST_ASSIGNMENT = LONGEST_SLUG + 12;

/** `responsible.yuzhong-district` */
export const assignmentId = branded<AssignmentId>(
  z
    .string()
    .max(LONGEST_ASSIGNMENT)
    .regex(
      new RegExp(`^${ASSIGNMENT}$`),
      both('应为“角色.单位”，如 responsible.yuzhong-district', 'role.unit, such as responsible.yuzhong-district'),
    ),
);

/** `acceptance`: what stands before the `@` of an item's id; a pack's checklists call their types and items so. */
export const checklistSlug = slug('checklist');
/** `acceptance@responsible.yuzhong-district` */
export const itemId = branded<ItemId>(
  z
    .string()
    .max(LONGEST_SLUG + 1 + LONGEST_ASSIGNMENT)
    .regex(
      new RegExp(`^${SLUG}@${ASSIGNMENT}$`),
      both(
        '应为“佐证项@角色.单位”，如 acceptance@responsible.yuzhong-district',
        'item@role.unit, such as acceptance@responsible.yuzhong-district',
      ),
    ),
);
/** The number of a file within its task, from 1. */
export const evidenceNumber = z.int().min(1).max(MOST_EVIDENCE);
/** The same in an address. */
export const fileNumber = z.coerce.number().pipe(evidenceNumber);
/** A UUID as PostgreSQL writes it, in lower case: the domain compares ids as texts. */
export const uploadId = branded<UploadId>(
  z
    .string()
    .regex(
      /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      both('应为上传文件时得到的upload', 'an upload as answered'),
    ),
);

/** `s3` */
export const subtaskId = branded<SubtaskId>(z.string().regex(/^s\d{1,3}$/, both('应如 s3', 'a subtask such as s3')));

/** `YYYY-MM-DD`, a date that exists, 1900 to 2199. */
export const day = branded<Day>(
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, both('日期应写作 2020-12-31', 'a date such as 2020-12-31'))
    .refine(
      (text) => parseDay(text) !== null,
      both('没有这一天；允许1900-01-01至2199-12-31', 'there is no such day; allowed is 1900-01-01 to 2199-12-31'),
    ),
);

/** `YYYY-MM`, 1900 to 2199. */
export const month = branded<Month>(
  z
    .string()
    .regex(
      /^(?:19|2[01])\d{2}-(?:0[1-9]|1[0-2])$/,
      both('月份应写作 2020-03', 'a month such as 2020-03, 1900 to 2199'),
    ),
);

/** Ids that only leave the house need no check. */
export const personId = branded<PersonId>(z.string());
/** `acknowledge/responsible.yuzhong-district/1`, as an obligation, inbox or agenda names it. */
export const obligationKey = branded<ObligationKey>(
  z
    .string()
    .max(LONGEST_KEY)
    .regex(/^[a-zA-Z]+\/[\w.-]+\/[\w.-]+$/, both('应为应办事项的key', 'the key of an obligation')),
);

/** A moment as people and machines read it: ISO 8601 with the plan's own offset, `2020-01-03T08:30:00+08:00`. */
export const moment = z.string();

/** What an order is remembered by: 8 to 100 of letters, digits, `_ . : -`. */
export const idempotencyKey = z
  .string()
  .min(8)
  .max(100)
  .regex(/^[\w.:-]+$/, both('只能用字母、数字和 _ . : -', 'letters, digits, "_", ".", ":", "-"'));

/** A unit as screens show it. */
export const unitName = z.object({ id: unitId, name: z.string() }).meta({ id: 'UnitName' });
export type UnitName = z.output<typeof unitName>;
