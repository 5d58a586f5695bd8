import type { PersonId } from './actor.ts';
import type { Climb } from './climb.ts';
import type { Day } from './time/day.ts';
import type { Month } from './time/month.ts';
import type { UnitId } from './unit.ts';

export const roles = ['lead', 'support', 'responsible'] as const;
export type Role = (typeof roles)[number];

/** `role.unit`, unique within its task: `responsible.yuzhong-district`. */
export type AssignmentId = string & { readonly __assignment: never };

/** Regulation §4. `declined` and `released` stand aside. */
export const assignmentStages = [
  'planned',
  'issued',
  'acknowledged',
  'working',
  'claimed',
  'accepted',
  'declined',
  'released',
] as const;
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
  readonly declinedOn: Day | null;
  /** A ruling has kept it after a decline: it may not decline again. */
  readonly kept: boolean;
  /** The last month that has been reported for. */
  readonly reported: Month | null;
  /** Who proposed that the part be claimed as done, and who confirmed it; nobody while it is not claimed. */
  readonly claim: Claim | null;
  /** How often it has been claimed: a version in the keys of what is owed for it. */
  readonly claims: number;
  /** When it last came back to work, by a return or because the claim was withdrawn. */
  readonly backOn: Day | null;
  /** The last return that has not been made good yet. */
  readonly returnedOn: Day | null;
  /** The last day on which a claim was held. */
  readonly heldOn: Day | null;
  /** Evidence to be supplied since a claim or a request was held for it. */
  readonly supply: Supply | null;
  readonly supplies: number;
}

export interface Claim {
  readonly on: Day;
  readonly proposedBy: PersonId;
  /** Null as long as the deputy or chief has not confirmed it. */
  readonly confirmedBy: PersonId | null;
  /** How far the ladder had been climbed: it goes on from there when the claim is taken back. */
  readonly climb: Climb | null;
}

export interface Supply {
  readonly since: Day;
  /** The day of a second hold that makes the chief's slip the next morning's line; null without one. */
  readonly heldAgainOn: Day | null;
}

/** Received, and neither declined nor released since. */
export const hasAcknowledged = ({ stage }: Pick<Assignment, 'stage'>): boolean =>
  stage === 'acknowledged' || stage === 'working' || stage === 'claimed' || stage === 'accepted';

/** In hand: neither done nor aside. */
export const isAtWork = ({ stage }: Pick<Assignment, 'stage'>): boolean =>
  stage === 'acknowledged' || stage === 'working';

/** Whoever was released has no part any more; the history stays. */
export const isReleased = ({ stage }: Pick<Assignment, 'stage'>): boolean => stage === 'released';

/** The unit in an assignment's id. */
export const unitOf = (id: AssignmentId): UnitId => id.slice(id.indexOf('.') + 1) as UnitId;

/** The role in an assignment's id. */
export const roleOf = (id: AssignmentId): Role =>
  // An assignment's id begins with its role.
  id.slice(0, id.indexOf('.')) as Role;

export const assignmentId = (role: Role, unit: UnitId): AssignmentId => `${role}.${unit}` as AssignmentId;
