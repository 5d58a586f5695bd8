import type { PersonId } from './actor.ts';
import type { Day } from './time/day.ts';
import type { UnitId } from './unit.ts';

export const roles = ['lead', 'support', 'responsible'] as const;
export type Role = (typeof roles)[number];

/** `role.unit`, unique within its task: `responsible.yuzhong-district`. */
export type AssignmentId = string & { readonly __assignment: never };

/** Regulation §4. The stages after `working` come with the orders that lead there. */
export const assignmentStages = ['planned', 'issued', 'acknowledged'] as const;
export type AssignmentStage = (typeof assignmentStages)[number];

/** Who a unit says does the work: three names, as the unit writes them. */
export interface Owner {
  readonly leader: string;
  readonly handler: string;
  readonly liaison: string;
}

/** One unit in one role of a task. */
export interface Assignment {
  readonly id: AssignmentId;
  readonly unit: UnitId;
  readonly role: Role;
  /** `planned` until the task is dispatched. */
  readonly stage: AssignmentStage;
  /** How often it has been issued: the version in the keys of what is owed for it. */
  readonly issue: number;
  readonly issuedOn: Day | null;
  /** The unit got more than ten tasks in one dispatch and has the longer limits of §6. */
  readonly bulk: boolean;
  readonly acknowledged: { readonly on: Day; readonly by: PersonId; readonly textVersion: number } | null;
  readonly owner: Owner | null;
}

export const assignmentId = (role: Role, unit: UnitId): AssignmentId => `${role}.${unit}` as AssignmentId;
