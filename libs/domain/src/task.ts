import type { Assignment, AssignmentId } from './assignment.ts';
import type { ObligationKey } from './obligation-key.ts';
import type { Question } from './question.ts';
import type { Rung } from './tables/ladder.ts';
import type { Day } from './time/day.ts';
import type { Seats, UnitId } from './unit.ts';

/** `cq-zero-waste-017`: the plan's slug and the row's number, three digits. */
export type TaskId = string & { readonly __task: never };
/** A plan's slug: `cq-zero-waste`. */
export type PlanId = string & { readonly __plan: never };

/** Regulation §3. The stages after `underway` come with the orders that lead there. */
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

/** What an obligation's ladder has already done. */
export interface Climb {
  /** Working days ahead of the obligation's day that have been reminded of, or were named as missed. */
  readonly reminded: readonly number[];
  readonly rung: Rung | null;
  /** The plan day on which `rung` was carried out. */
  readonly rungOn: Day | null;
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
  /** What a person still has to answer before the task can be registered. */
  readonly questions: readonly Question[];
  /** "Keep the date, or a new one?" has been answered for an act-by day that lies too near. */
  readonly dateSettled: boolean;
  readonly lastAnswerOn: Day | null;
  readonly registeredOn: Day | null;
  readonly dispatchedOn: Day | null;
  /** The version of limits and ladder in force since dispatch. */
  readonly rules: number | null;
  readonly assignments: readonly Assignment[];
  /** The name-owners limit has run out: the task waits no longer for names. */
  readonly ownersLapsed: boolean;
  readonly climbs: Readonly<Record<ObligationKey, Climb>>;
  /** The plan day of the last fact: plan time never goes below it. */
  readonly lastOn: Day;
}

export const isOpen = (task: Pick<Task, 'stage'>): boolean => openStages.includes(task.stage);

export const findAssignment = (task: Task, id: AssignmentId): Assignment | undefined =>
  task.assignments.find((assignment) => assignment.id === id);

/** Those who carry the task out: the responsible units, or the lead where the row names none (§2). */
export const carriers = (task: Task): readonly Assignment[] => {
  const responsible = task.assignments.filter((assignment) => assignment.role === 'responsible');
  return responsible.length > 0 ? responsible : task.assignments.filter((assignment) => assignment.role === 'lead');
};
