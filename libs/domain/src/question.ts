import type { Day } from './time/day.ts';
import type { UnitId } from './unit.ts';

/** What the plan's text leaves open and only a person can say. */
export interface Question {
  /** Unique within its task: `units`, `inherited`, `date`, `unit-…` for each unknown name. */
  readonly id: QuestionId;
  readonly kind: QuestionKind;
  /** The place in the document: line (from 1) and cell. */
  readonly line: number | null;
  readonly cell: string;
  /** The text that asks for an answer, verbatim. */
  readonly text: string;
  /** What the text is taken to mean as long as nobody answers. */
  readonly understood: Said;
  /** What the importer would propose; null when the text gives no hint. */
  readonly suggestion: Suggestion | null;
  /** Registration waits for the answer. Otherwise the task may be registered as understood. */
  readonly blocks: boolean;
  /** Of an unknown name: the provisional unit that stands for it. */
  readonly unit?: UnitId;
}

/** An answer as it could be given. It never takes effect by itself. */
export interface Suggestion {
  readonly answer: Answer;
  readonly reason: Said;
  readonly confidence: Confidence;
}

/** A sentence for people, in both languages. */
export interface Said {
  readonly zh: string;
  readonly en: string;
}

/** `high`: the document itself says so · `medium`: its form or common knowledge does · `low`: likeness only. */
export const confidences = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof confidences)[number];

export type QuestionId = string & { readonly __question: never };

/**
 * `units`: which units does "有关区政府" mean, or which come on top · `unit`: is an unknown name a new unit, or another
 * name for which · `inherited`: are the values taken from another row right · `date`: keep a date that lies too near, or
 * a new one.
 */
export const questionKinds = ['units', 'unit', 'inherited', 'date'] as const;
export type QuestionKind = (typeof questionKinds)[number];

export type Answer =
  /** None are named only where the question does not block: the row then holds as it stands. */
  | { readonly kind: 'units'; readonly units: readonly UnitId[] }
  /** The unit that is meant; the provisional unit itself when it is a new one. */
  | { readonly kind: 'unit'; readonly unit: UnitId }
  | { readonly kind: 'inherited' }
  | { readonly kind: 'date'; readonly due: Day | null };

/** An answer in force. */
export interface Given {
  readonly question: QuestionId;
  readonly answer: Answer;
}
