import type { Day } from './time/day.ts';
import type { UnitId } from './unit.ts';

/** What the plan's text leaves open and only a person can say (registration waits for it). */
export interface Question {
  /** Unique within its task: `units`, `inherited`, `date`. */
  readonly id: QuestionId;
  readonly kind: QuestionKind;
  /** The place in the document: line (from 1) and cell. */
  readonly line: number | null;
  readonly cell: string;
  /** The text that asks for an answer, verbatim. */
  readonly text: string;
  /** Units the importer would propose, with its reason; null when the text gives no hint. */
  readonly suggestion: { readonly units: readonly UnitId[]; readonly reason: string } | null;
}

export type QuestionId = string & { readonly __question: never };

/** `units`: which units does "有关区政府" mean · `inherited`: are the values taken from another row right · `date`: keep a date that lies too near, or a new one. */
export const questionKinds = ['units', 'inherited', 'date'] as const;
export type QuestionKind = (typeof questionKinds)[number];

export type Answer =
  | { readonly kind: 'units'; readonly units: readonly UnitId[] }
  | { readonly kind: 'inherited' }
  | { readonly kind: 'date'; readonly due: Day | null };
