import type { Line } from '#domain/agenda';
import { type PersonKind, personKinds } from '#domain/command';
import { type Role, roles } from '#domain/assignment';
import { type ObligationKind, obligationKinds } from '#domain/tables/limits';
import { type Rung, rungs } from '#domain/tables/ladder';
import { evidenceStages } from '#domain/evidence';
import { levels } from '#domain/review';
import { type SubtaskStage, subtaskStages } from '#domain/subtask';
import { z } from 'zod';
import { owner } from './command.ts';
import {
  assignmentId,
  day,
  evidenceNumber,
  itemId,
  moment,
  obligationKey,
  personId,
  planId,
  subtaskId,
  taskId,
  unitId,
  unitName,
} from './ids.ts';
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
    /** `proposed` until its deputy or chief has confirmed it. */
    claim: z.enum(['proposed', 'confirmed']).nullable(),
    /** The day of a return that has not been made good. */
    returnedOn: day.nullable(),
  })
  .meta({ id: 'Assignment' });
export type AssignmentView = z.output<typeof assignment>;

export const subtask = z
  .object({
    id: subtaskId,
    title: z.string(),
    giver: assignmentId,
    holder: assignmentId,
    unit: unitName,
    person: z.string().nullable(),
    due: day,
    stage: z.enum(subtaskStages) satisfies z.ZodType<SubtaskStage>,
  })
  .meta({ id: 'Subtask' });
export type SubtaskView = z.output<typeof subtask>;

/** A file for an item, as it stands: `superseded` by a newer one, `withdrawn` before anybody judged it. */
export const evidence = z
  .object({
    n: evidenceNumber,
    item: itemId,
    assignment: assignmentId,
    state: z.enum([...evidenceStages, 'superseded', 'withdrawn']),
    name: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    on: day,
    note: z.string(),
    /** Why it was rejected. */
    reason: z.string().nullable(),
  })
  .meta({ id: 'Evidence' });
export type EvidenceView = z.output<typeof evidence>;

/** What a part has to prove, and how that stands. */
export const checklistItem = z
  .object({
    item: itemId,
    assignment: assignmentId,
    name: z.string(),
    nameEn: z.string(),
    state: z.enum([...evidenceStages, 'missing', 'waived']),
  })
  .meta({ id: 'ChecklistItem' });
export type ChecklistItemView = z.output<typeof checklistItem>;

/** Whose signature is awaited. */
export const review = z
  .object({
    level: z.enum(levels),
    /** The level whose members sign: its own, or the next where all of them are excluded. */
    signers: z.enum(levels),
    unit: unitName,
    since: day,
    needsL3: z.boolean(),
  })
  .meta({ id: 'Review' });
export type ReviewView = z.output<typeof review>;

/** What a claim or a request would meet now: what is missing, and who is told of it at once. */
export const hold = z
  .object({
    kind: z.enum(['claimDone', 'requestSignOff']),
    assignment: assignmentId,
    title: z.string(),
    titleEn: z.string(),
    to: z.array(z.object({ unit: unitName, post })),
  })
  .meta({ id: 'Hold' });
export type HoldView = z.output<typeof hold>;

/** A button: live when `refusal` is null, for these assignments where it speaks of one. */
export const offer = z
  .object({
    kind: personKind,
    refusal: toldRefusal.nullable(),
    assignments: z.array(assignmentId),
    subtasks: z.array(subtaskId),
    obligations: z.array(obligationKey),
    items: z.array(itemId),
    evidence: z.array(evidenceNumber),
  })
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
    subtasks: z.array(subtask),
    checklist: z.array(checklistItem),
    evidence: z.array(evidence),
    review: review.nullable(),
    orders: z.array(offer),
    /** Which of these orders would be held, before they are given (§7). */
    holds: z.array(hold),
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
    kind: z.enum(['remind', 'escalate', 'foretell', 'lapse', 'turn']) satisfies z.ZodType<Line['kind']>,
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
    /** Null: it is only reminded of. */
    top: rung.nullable(),
    /** Working days late; 0 on the day itself, negative ahead of it. */
    lateDays: z.int(),
    rung: rung.nullable(),
  })
  .meta({ id: 'Obligation' });
export type ObligationView = z.output<typeof obligation>;
