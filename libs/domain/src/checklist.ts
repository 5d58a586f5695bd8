import type { AssignmentId } from './assignment.ts';
import type { Said } from './question.ts';

/** What a task of a type has to prove. */
export interface Checklist {
  /** The type's id in the plan's pack; null where the plan has no checklists. */
  readonly type: string | null;
  readonly items: readonly ChecklistItem[];
}

export interface ChecklistItem extends Said {
  readonly id: string;
  /** `task`: one for the whole task, owed by the lead · `unit`: one from each unit that carries it out. */
  readonly scope: 'task' | 'unit';
}

/** A required item of one assignment: `acceptance@responsible.yuzhong-district`. */
export type ItemId = string & { readonly __item: never };

export const itemId = (item: string, assignment: AssignmentId): ItemId => `${item}@${assignment}` as ItemId;

/** The assignment that an item is required of. */
export const assignmentOf = (id: ItemId): AssignmentId => id.slice(id.indexOf('@') + 1) as AssignmentId;

/** What stands for it in the checklist. */
export const nameOf = ({ items }: Checklist, id: ItemId): Said => {
  const name = id.slice(0, id.indexOf('@'));
  return items.find((one) => one.id === name) ?? { zh: name, en: name };
};

export const noChecklist: Checklist = { type: null, items: [] };
