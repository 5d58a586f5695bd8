import type { Role } from './assignment.ts';
import type { Question } from './question.ts';
import type { Due, PlanId, TaskId } from './task.ts';
import type { Seats, UnitId } from './unit.ts';

/** A task as the importer reads it from the plan: the content of its first fact. Texts are verbatim. */
export interface TaskDraft {
  readonly id: TaskId;
  readonly plan: PlanId;
  readonly no: number;
  readonly seats: Seats;
  readonly section: string;
  readonly heading: string;
  readonly text: string;
  readonly lead: UnitId;
  readonly units: readonly { readonly role: Role; readonly unit: UnitId }[];
  /** The support list ends in 等: the lead may add units. */
  readonly supportOpen: boolean;
  readonly due: Due;
  readonly questions: readonly Question[];
  /** What the importer inherited, expanded, trimmed or found odd, for a person to read. */
  readonly remarks: readonly Remark[];
}

export interface Remark {
  readonly kind: 'inherited' | 'expanded' | 'trimmed' | 'odd';
  readonly line: number;
  readonly cell: string;
  readonly zh: string;
  readonly en: string;
}

export const taskId = (plan: PlanId, no: number): TaskId => `${plan}-${String(no).padStart(3, '0')}` as TaskId;
