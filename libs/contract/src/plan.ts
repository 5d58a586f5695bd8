import { type AssignmentStage, assignmentStages } from '#domain/assignment';
import { type Light, lights } from '#domain/light';
import { type Confidence, confidences, type QuestionKind, questionKinds, type Said } from '#domain/question';
import { type Stage, stages } from '#domain/task';
import { type UnitKind, unitKinds } from '#domain/unit';
import { z } from 'zod';
import { answer } from './command.ts';
import { day, moment, planId, questionId, taskId, unitId, unitName } from './ids.ts';
import { afterNumber, limit } from './page.ts';
import { toldRefusal } from './refusal.ts';

export const stage = z.enum(stages) satisfies z.ZodType<Stage>;
export const light = z.enum(lights) satisfies z.ZodType<Light>;
export const assignmentStage = z.enum(assignmentStages) satisfies z.ZodType<AssignmentStage>;

export const planItem = z
  .object({ id: planId, title: z.string(), tasks: z.int(), planDay: day, rate: z.number() })
  .meta({ id: 'PlanItem' });
export type PlanItem = z.output<typeof planItem>;

/** One plan with its units and the three that see every task. */
export const plan = z
  .object({
    ...planItem.shape,
    planNow: moment,
    mayPlay: z.boolean(),
    importedAt: moment,
    office: unitName,
    leadingGroup: unitName,
    inspectorate: unitName,
    units: z.array(
      z.object({
        id: unitId,
        name: z.string(),
        nameEn: z.string(),
        kind: z.enum(unitKinds) satisfies z.ZodType<UnitKind>,
      }),
    ),
  })
  .meta({ id: 'Plan' });
export type Plan = z.output<typeof plan>;

const said = z.object({ zh: z.string(), en: z.string() }).meta({ id: 'Said' }) satisfies z.ZodType<Said>;

/** What the plan's text leaves to a person, and what was answered: until registration an answer may be given anew. */
export const questionItem = z
  .object({
    task: taskId,
    no: z.int(),
    heading: z.string(),
    question: questionId,
    kind: z.enum(questionKinds) satisfies z.ZodType<QuestionKind>,
    line: z.int().nullable(),
    cell: z.string(),
    text: z.string(),
    understood: said,
    suggestion: z
      .object({
        /** As an order would give it. */
        answer,
        /** The units it names. */
        units: z.array(unitName),
        reason: said,
        confidence: z.enum(confidences) satisfies z.ZodType<Confidence>,
      })
      .nullable(),
    /** Registration waits for the answer. */
    blocks: z.boolean(),
    /** Of an unknown name: the provisional unit that stands for it; answering with it says that it is a new one. */
    unit: unitName.nullable(),
    /** The answer in force, with the units it names, the plan day and who gave it. */
    answered: z.object({ answer, units: z.array(unitName), on: day, by: z.string() }).nullable(),
  })
  .meta({ id: 'QuestionItem' });
export type QuestionItem = z.output<typeof questionItem>;

/** Open questions, or with `answered=true` those that have an answer; paged by the draft's number. */
export const questionQuery = z.strictObject({
  answered: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
  after: afterNumber,
  limit,
});
export type QuestionQuery = z.output<typeof questionQuery>;

/** What registering all drafts did: how many are registered now, which wait for answers, which were refused. */
export const registered = z
  .object({
    registered: z.int(),
    waiting: z.array(z.object({ task: taskId, questions: z.array(questionId) })),
    refused: z.array(z.object({ task: taskId, refusal: toldRefusal })),
  })
  .meta({ id: 'Registered' });

/** The order to dispatch is recorded; the plan's workflow carries it out page by page. */
export const dispatchOrdered = z.object({ tasks: z.int() }).meta({ id: 'DispatchOrdered' });

export const indicator = z
  .object({ no: z.int(), name: z.string(), star: z.boolean(), target: z.string(), facts: z.looseObject({}) })
  .meta({ id: 'Indicator' });
export type Indicator = z.output<typeof indicator>;

const counts = z.record(z.string(), z.int());

/** Counts of a plan: tasks by stage and light, assignments by stage, letters by state, and how far the last dispatch has come. */
export const summary = z
  .object({
    plan: planId,
    planDay: day,
    tasks: z.int(),
    stages: counts,
    lights: counts,
    assignments: counts,
    letters: counts,
    dispatch: z.object({ tasks: z.int(), dispatched: z.int() }).nullable(),
  })
  .meta({ id: 'Summary' });
export type Summary = z.output<typeof summary>;
