import type { Role } from './assignment.ts';
import type { Checklist } from './checklist.ts';
import type { Question, Said } from './question.ts';
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
  readonly units: readonly DraftUnit[];
  /** The support list ends in 等: the lead may add units. */
  readonly supportOpen: boolean;
  readonly due: Due;
  /** What a task of its type has to prove. */
  readonly checklist: Checklist;
  readonly questions: readonly Question[];
  /** What the importer inherited, expanded, trimmed or found odd, for a person to read. */
  readonly remarks: readonly Remark[];
}

/** A unit of a row, and how it came there. */
export interface DraftUnit {
  readonly role: Role;
  readonly unit: UnitId;
  /** Line of the cell that names it (another row's where cells were inherited) and the word there: its name, or its group's. */
  readonly from: { readonly line: number; readonly spelling: string };
}

export interface Remark extends Said {
  readonly kind: 'inherited' | 'expanded' | 'trimmed' | 'odd';
  readonly line: number;
  readonly cell: string;
}

export const taskId = (plan: PlanId, no: number): TaskId => `${plan}-${String(no).padStart(3, '0')}` as TaskId;
