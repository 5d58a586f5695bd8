import type { Answer } from '#domain/question';
import type { Seats, Unit, UnitId } from '#domain/unit';

/** A unit as the pack describes it; `aliases` are the other spellings that occur in the plan. */
export interface PackUnit extends Unit {
  readonly nameEn: string;
  readonly aliases: readonly string[];
}

/** Several units under one expression: `重庆市主城区政府（管委会）`. */
export interface UnitGroup {
  readonly id: string;
  readonly variants: readonly string[];
  readonly members: readonly UnitId[];
}

export interface IndicatorFacts {
  readonly no: number;
  readonly tasks: readonly { readonly no: number; readonly confidence: 'high' | 'medium' | 'low' }[];
}

/** Everything about one plan that is data and not code. */
export interface Pack {
  readonly slug: string;
  readonly title: string;
  readonly seats: Seats;
  readonly units: readonly PackUnit[];
  readonly groups: readonly UnitGroup[];
  /** Names that stand for units the text does not name: an open question. */
  readonly unresolved: readonly string[];
  /** Local time, ISO with offset, at which a demonstration of the plan begins. */
  readonly clockStart: string;
  readonly suggestions: readonly {
    readonly task: number;
    readonly units: readonly UnitId[];
    readonly reason: string;
  }[];
  readonly remarks: readonly { readonly task: number; readonly zh: string; readonly en: string }[];
  readonly indicatorFacts: readonly IndicatorFacts[];
  readonly demoAnswers: DemoAnswers;
  readonly document: Uint8Array;
}

/** Decisions for a demonstration, shown as such. */
export interface DemoAnswers {
  readonly note: string;
  readonly answers: readonly {
    readonly task: number;
    readonly question: string;
    readonly answer: Answer;
    readonly reason: string;
  }[];
}
