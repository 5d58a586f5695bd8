import { type PersonKind, personKinds } from '#domain/command';
import { type Role, roles } from '#domain/assignment';
import { type ObligationKind, obligationKinds } from '#domain/tables/limits';
import { type Rung, rungs } from '#domain/tables/ladder';
import { z } from 'zod';
import { owner } from './command.ts';
import { assignmentId, day, moment, obligationKey, personId, planId, taskId, unitId, unitName } from './ids.ts';
import { fact } from './order.ts';
import { afterNumber, limit } from './page.ts';
import { assignmentStage, light, stage } from './plan.ts';
import { toldRefusal } from './refusal.ts';
import { post } from './session.ts';
import { line } from './text.ts';

export const role = z.enum(roles) satisfies z.ZodType<Role>;
export const rung = z.enum(rungs) satisfies z.ZodType<Rung>;
export const obligationKind = z.enum(obligationKinds) satisfies z.ZodType<ObligationKind>;
const personKind = z.enum(personKinds) satisfies z.ZodType<PersonKind>;

/** One row of the ledger table. */
export const taskItem = z
  .object({
    id: taskId,
    plan: planId,
    no: z.int(),
    section: z.string(),
    heading: z.string(),
    text: z.string(),
    lead: unitName,
    stage,
    due: day,
    duePrecision: z.enum(['year', 'day']),
    actBy: day,
    light,
    /** The highest rung that anything in the task has reached. */
    rung: rung.nullable(),
    star: z.boolean(),
  })
  .meta({ id: 'TaskItem' });
export type TaskItem = z.output<typeof taskItem>;

/** Filters of the ledger table; paged by number. */
export const taskQuery = z.strictObject({
  stage: stage.optional(),
  /** Tasks in which this unit has a part. */
  unit: unitId.optional(),
  light: light.optional(),
  /** The year in which the task is due. */
  due: z.coerce.number().int().min(1900).max(2199).optional(),
  /** A piece of the heading or the text. */
  q: line(100).optional(),
  after: afterNumber,
  limit,
});
export type TaskQuery = z.output<typeof taskQuery>;

export const assignment = z
  .object({
    id: assignmentId,
    unit: unitName,
    role,
    stage: assignmentStage,
    owner: owner.nullable(),
    issuedOn: day.nullable(),
    acknowledgedOn: day.nullable(),
  })
  .meta({ id: 'Assignment' });
export type AssignmentView = z.output<typeof assignment>;

/** A button: live when `refusal` is null, for these assignments where it speaks of one. */
export const offer = z
  .object({ kind: personKind, refusal: toldRefusal.nullable(), assignments: z.array(assignmentId) })
  .meta({ id: 'Offer' });

/** One task as this person may see it. Support and responsible units see their own assignments only. */
export const task = z
  .object({
    ...taskItem.shape,
    seq: z.int(),
    sight: z.enum(['all', 'own']),
    supports: z.array(unitName),
    responsible: z.array(unitName),
    assignments: z.array(assignment),
    subtasks: z.array(z.looseObject({})),
    evidence: z.array(z.looseObject({})),
    orders: z.array(offer),
  })
  .meta({ id: 'Task' });

/** One fact of a task with its circumstances. */
export const event = z
  .object({
    seq: z.int(),
    kind: z.string(),
    on: day,
    planAt: moment,
    at: moment,
    /** Null: the clock or the import. */
    by: z.object({ person: personId, name: z.string() }).nullable(),
    fact,
  })
  .meta({ id: 'Event' });
export type EventView = z.output<typeof event>;

export const eventQuery = z.strictObject({ after: afterNumber, limit });

/** What the system will do by itself if nobody acts. */
export const agendaLine = z
  .object({
    on: day,
    at: moment,
    kind: z.enum(['remind', 'escalate', 'lapse']),
    rung: z.enum(['E0', ...rungs]),
    to: z.array(z.object({ unit: unitName, post })),
    about: obligationKind.nullable(),
    obligation: obligationKey.nullable(),
    unit: unitName.nullable(),
    assignment: assignmentId.nullable(),
    /** The holidays of that year are not published yet. */
    provisional: z.boolean(),
  })
  .meta({ id: 'AgendaLine' });
export type AgendaLine = z.output<typeof agendaLine>;

/** Who owes what by when. */
export const obligation = z
  .object({
    key: obligationKey,
    kind: obligationKind,
    unit: unitName,
    assignment: assignmentId.nullable(),
    since: day,
    by: day,
    top: rung,
    /** Working days late; 0 on the day itself, negative ahead of it. */
    lateDays: z.int(),
    rung: rung.nullable(),
  })
  .meta({ id: 'Obligation' });
export type ObligationView = z.output<typeof obligation>;
