import { both } from '#contract/both';
import { answer } from '#contract/command';
import { checklistSlug, planId, questionId, unitId } from '#contract/ids';
import { confidences } from '#domain/question';
import { unitKinds } from '#domain/unit';
import { z } from 'zod';
import type {
  Checklists,
  DemoAnswers,
  Dependencies,
  IndicatorFacts,
  Pack,
  PackRemark,
  PackUnit,
  UnitGroup,
} from './pack.ts';

const text = z.string().min(1).max(2_000);
const count = z.int().min(0).max(999);
const no = z.int().min(1).max(999);
const kind = z.enum(unitKinds);
const said = { zh: text, en: text };

/** What stands in `pack.json` itself. */
export type Head = Omit<
  Pack,
  'units' | 'groups' | 'remarks' | 'indicatorFacts' | 'checklists' | 'dependencies' | 'demoAnswers' | 'document'
>;
const head = z.strictObject({
  note: text.optional(),
  slug: planId,
  title: text,
  seats: z.strictObject({ office: unitId, leadingGroup: unitId, inspectorate: unitId }),
  rows: z.strictObject({ tasks: no, indicators: count, sections: no }),
  sharedEndings: z.array(text).default([]),
  unresolved: z.array(text).default([]),
  unknownUnits: z.enum(['refuse', 'ask']),
  kindEndings: z.array(z.strictObject({ ending: text, kind })).default([]),
  clockStart: z.iso.datetime({
    offset: true,
    error: both('应如 2024-03-01T08:00:00+08:00', 'a moment such as 2024-03-01T08:00:00+08:00'),
  }),
  suggestions: z
    .array(
      z.strictObject({
        task: no,
        excerpt: text,
        units: z.array(unitId).min(1),
        reason: z.strictObject(said),
        confidence: z.enum(confidences),
      }),
    )
    .default([]),
}) satisfies z.ZodType<Head>;

/** Notes of whoever made the pack, such as where a group occurs, are passed over. */
const units = z.object({
  units: z.array(
    z.object({ id: unitId, name: text, nameEn: text, kind, aliases: z.array(text), core: z.boolean() }),
  ) satisfies z.ZodType<readonly PackUnit[]>,
  groups: z.array(
    z.object({ id: unitId, variants: z.array(text).min(1), members: z.array(unitId).min(1) }),
  ) satisfies z.ZodType<readonly UnitGroup[]>,
});

const remarks = z.array(
  z.strictObject({
    task: no,
    cell: z.enum(['heading', 'text', 'lead', 'support', 'responsible', 'due']),
    excerpt: text,
    ...said,
  }),
) satisfies z.ZodType<readonly PackRemark[]>;

const measure = {
  op: z.enum(['>=', '<=', '>', 'yes']).nullable(),
  value: z.number().nullable(),
  unit: text.nullable(),
};
const indicators = z.array(
  z.strictObject({
    no,
    name: text,
    star: z.boolean(),
    target: text,
    kind: z.enum(['number', 'ratio', 'count', 'growth', 'qualitative', 'composite']),
    direction: z.enum(['higher', 'lower', 'yes-no']),
    ...measure,
    parts: z.array(z.strictObject({ name: text, target: text, ...measure })).exactOptional(),
    note: text.exactOptional(),
    tasks: z.array(z.strictObject({ no, confidence: z.enum(['high', 'medium', 'low']) })),
  }),
) satisfies z.ZodType<readonly IndicatorFacts[]>;

const once = (all: readonly { readonly id: string }[]): boolean => new Set(all.map(({ id }) => id)).size === all.length;
const twice = both('同一编号出现两次', 'an id stands twice');
// An item's id is joined to its assignment with an @, and both stand in addresses.
const checklists = z.strictObject({
  types: z
    .array(
      z.strictObject({
        id: checklistSlug,
        letter: text,
        ...said,
        items: z
          .array(z.strictObject({ id: checklistSlug, ...said, scope: z.enum(['task', 'unit']) }))
          .refine(once, twice),
      }),
    )
    .refine(once, twice),
  // A number written otherwise, such as 017, would be no row's.
  tasks: z.record(z.string().regex(/^[1-9]\d{0,2}$/, both('应为事项的序号', 'the number of a row')), checklistSlug),
}) satisfies z.ZodType<Checklists>;

const dependencies = z.strictObject({
  relations: z.array(
    z.strictObject({ task: no, relation: z.enum(['after', 'part-of']), of: no, source: z.literal('suggested') }),
  ),
  subtasks: z.array(z.strictObject({ task: no, subtasks: z.array(text) })),
}) satisfies z.ZodType<Dependencies>;

const demoAnswers = z.strictObject({
  note: text,
  answers: z.array(z.strictObject({ task: no, question: questionId, answer, reason: text })),
}) satisfies z.ZodType<DemoAnswers>;

/** The files of a pack; what a plan does not have may be left out, but for the first two. */
export const packFiles = {
  'pack.json': head,
  'units.json': units,
  'remarks.json': remarks.default([]),
  'indicators.json': indicators.default([]),
  'checklists.json': checklists.default({ types: [], tasks: {} }),
  'dependencies.json': dependencies.default({ relations: [], subtasks: [] }),
  'demo-answers.json': demoAnswers.default({ note: '', answers: [] }),
} as const;
export type PackFile = keyof typeof packFiles;
