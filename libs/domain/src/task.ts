import type { PersonId } from './actor.ts';
import { type Assignment, type AssignmentId, assignmentId, isReleased, type Role } from './assignment.ts';
import type { Climb } from './climb.ts';
import type { Checklist, ItemId } from './checklist.ts';
import type { Evidence } from './evidence.ts';
import type { ObligationKey } from './obligation-key.ts';
import type { Given, Question } from './question.ts';
import type { Review } from './review.ts';
import type { Subtask, SubtaskId } from './subtask.ts';
import type { Day } from './time/day.ts';
import type { Month } from './time/month.ts';
import type { Seats, UnitId } from './unit.ts';

/** `cq-zero-waste-017`: the plan's slug and the row's number, three digits. */
export type TaskId = string & { readonly __task: never };
/** A plan's slug: `cq-zero-waste`. */
export type PlanId = string & { readonly __plan: never };

/** Regulation §3. Suspended and terminated come with the orders that lead there. */
export const stages = [
  'draft',
  'registered',
  'dispatched',
  'planning',
  'underway',
  'review',
  'completed',
  'closed',
  'archived',
  'suspended',
  'terminated',
  'dropped',
] as const;
export type Stage = (typeof stages)[number];

/** Dispatched, but neither completed nor set aside: 在办. */
export const openStages: readonly Stage[] = ['dispatched', 'planning', 'underway', 'review'];
/** From these no clock leads further; the task's workflow ends. */
export const overStages: readonly Stage[] = ['archived', 'terminated', 'dropped'];

export interface Due {
  readonly day: Day;
  /** A due of "2020年" is known to the year only. */
  readonly precision: 'year' | 'day';
}

/** How a draft's row reads before anybody has answered. */
export interface Reading {
  readonly lead: UnitId;
  readonly due: Due;
  readonly units: readonly { readonly role: Role; readonly unit: UnitId }[];
  readonly questions: readonly Question[];
}

/** The lead's own obligation to bring the task to an end: it begins anew when all parts are accepted, or no longer are. */
export interface Finish {
  readonly since: Day | null;
  /** How often it has begun. */
  readonly count: number;
  /** The day on which all parts were accepted, in time: it is owed soon after, not only by the end. */
  readonly readyOn: Day | null;
}

/** The folded state of one task: what decisions need, and no more. Texts are kept in its facts. */
export interface Task {
  readonly id: TaskId;
  readonly plan: PlanId;
  readonly no: number;
  readonly seats: Seats;
  readonly stage: Stage;
  readonly textVersion: number;
  readonly lead: UnitId;
  readonly due: Due;
  readonly draftedOn: Day;
  /** What of the row nobody has answered yet. */
  readonly questions: readonly Question[];
  /** How the row read before any answer, and the answers in force; null and none once it is registered. */
  readonly reading: Reading | null;
  readonly answers: readonly Given[];
  /** How many answers were given, those that took another's place included. */
  readonly answersGiven: number;
  /** "Keep the date, or a new one?" has been answered for an act-by day that lies too near. */
  readonly dateSettled: boolean;
  readonly lastAnswerOn: Day | null;
  readonly registeredOn: Day | null;
  readonly dispatchedOn: Day | null;
  /** The version of limits and ladder in force since dispatch. */
  readonly rules: number | null;
  readonly assignments: readonly Assignment[];
  readonly subtasks: readonly Subtask[];
  /** When the lead filed how it divides the task; null again for another lead. */
  readonly planFiledOn: Day | null;
  /** The name-owners limit has run out: the task waits no longer for names. */
  readonly ownersLapsed: boolean;
  /** Reports of earlier months are owed no longer. */
  readonly reportsFrom: Month | null;
  readonly checklist: Checklist;
  readonly evidence: readonly Evidence[];
  /** How many files have been submitted in all. */
  readonly evidenceGiven: number;
  readonly waived: readonly ItemId[];
  /** Everybody who reported, uploaded, submitted, claimed or requested: they sign nothing off. */
  readonly hands: readonly PersonId[];
  /** What is owed for the whole task, to be signed off. */
  readonly finish: Finish;
  /** The last return of a part. */
  readonly returnedOn: Day | null;
  /** How often sign-off was requested, and how often it was returned. */
  readonly requests: number;
  readonly returns: number;
  readonly review: Review | null;
  /** Working days under review that came to nothing: they are not charged to the lead. */
  readonly reviewDays: number;
  /** The last day on which a request for sign-off was held. */
  readonly heldOn: Day | null;
  readonly completedOn: Day | null;
  readonly closedOn: Day | null;
  readonly climbs: Readonly<Record<ObligationKey, Climb>>;
  /** The plan day of the last fact: plan time never goes below it. */
  readonly lastOn: Day;
}

export const isOpen = (task: Pick<Task, 'stage'>): boolean => openStages.includes(task.stage);

export const findAssignment = (task: Task, id: AssignmentId): Assignment | undefined =>
  task.assignments.find((assignment) => assignment.id === id);

export const findSubtask = (task: Task, id: SubtaskId): Subtask | undefined =>
  task.subtasks.find((subtask) => subtask.id === id);

/** Those who carry the task out: the responsible units, or the lead where the row names none (§2). */
export const carriers = (task: Task): readonly Assignment[] => {
  const active = task.assignments.filter((one) => !isReleased(one));
  const responsible = active.filter(({ role }) => role === 'responsible');
  return responsible.length > 0 ? responsible : active.filter(({ role }) => role === 'lead');
};

/** The assignment of the task's lead. */
export const leadOf = (task: Task): Assignment | undefined => findAssignment(task, assignmentId('lead', task.lead));

/** The parts that must be done and accepted: those who carry the task out, and the lead. */
export const partsOf = (task: Task): readonly Assignment[] => {
  const lead = leadOf(task);
  const carrying = carriers(task);
  return lead === undefined || carrying.includes(lead) ? carrying : [lead, ...carrying];
};

/** Who accepts, and judges the evidence of, a unit's part: the lead, and of the lead's own part the office. */
export const reviewerOf = (task: Task, unit: UnitId): UnitId => (unit === task.lead ? task.seats.office : task.lead);
