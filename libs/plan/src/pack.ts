import type { Answer, Confidence, Said } from '#domain/question';
import type { RowCounts } from './whole.ts';
import type { Seats, Unit, UnitId, UnitKind } from '#domain/unit';

/** Everything about one plan that is data and not code. */
export interface Pack {
  readonly slug: string;
  readonly title: string;
  readonly seats: Seats;
  readonly units: readonly PackUnit[];
  readonly groups: readonly UnitGroup[];
  /** Names that stand for units the text does not name: an open question. */
  readonly unresolved: readonly string[];
  /** How many rows its own document has. */
  readonly rows: RowCounts;
  /** Endings of units' names that may be written once behind a list: 九龙坡区、渝北区、巴南区政府. */
  readonly sharedEndings: readonly string[];
  /** A name that is not known: an error, or a question "new unit, or another name for …?". */
  readonly unknownUnits: 'refuse' | 'ask';
  /** How a new unit's kind is read off its name; the first ending that fits, else a bureau. */
  readonly kindEndings: readonly { readonly ending: string; readonly kind: UnitKind }[];
  /** Local time, ISO with offset, at which a demonstration of the plan begins. */
  readonly clockStart: string;
  readonly suggestions: readonly Suggestion[];
  readonly remarks: readonly PackRemark[];
  readonly indicatorFacts: readonly IndicatorFacts[];
  readonly checklists: Checklists;
  readonly dependencies: Dependencies;
  readonly demoAnswers: DemoAnswers;
  /** The plan as published, byte for byte. */
  readonly document: Buffer;
}

/** A unit as the pack describes it; `aliases` are the other spellings that occur in the plan. */
export interface PackUnit extends Unit {
  readonly nameEn: string;
  readonly aliases: readonly string[];
  /** Belongs to the area the plan is about. */
  readonly core: boolean;
}

/** Several units under one expression: `重庆市主城区政府（管委会）`. */
export interface UnitGroup {
  readonly id: string;
  /** The spellings of the bare group. */
  readonly variants: readonly string[];
  /** In canonical order. */
  readonly members: readonly UnitId[];
}

/**
 * Whom a row's unresolved name may stand for, or who might come on top of those it names; used only where the row's text
 * holds `excerpt`.
 */
export interface Suggestion {
  readonly task: number;
  readonly excerpt: string;
  readonly units: readonly UnitId[];
  readonly reason: Said;
  readonly confidence: Confidence;
}

/** What a person who knows the plan says of a row; used only where that cell holds `excerpt`, so that it never stands at another document's row. */
export interface PackRemark extends Said {
  readonly task: number;
  readonly cell: 'heading' | 'text' | 'lead' | 'support' | 'responsible' | 'due';
  readonly excerpt: string;
}

/** How a target is judged: the document gives its words, this is their reading. */
export interface Measure {
  /** `yes`: judged by a person · null: no single automatic judgement. */
  readonly op: '>=' | '<=' | '>' | 'yes' | null;
  readonly value: number | null;
  readonly unit: string | null;
}

export interface IndicatorFacts extends Measure {
  readonly no: number;
  readonly name: string;
  readonly star: boolean;
  readonly target: string;
  readonly kind: 'number' | 'ratio' | 'count' | 'growth' | 'qualitative' | 'composite';
  readonly direction: 'higher' | 'lower' | 'yes-no';
  /** A composite holds when each of its parts does. */
  readonly parts?: readonly (Measure & { readonly name: string; readonly target: string })[];
  /** The passage of the document's notes that speaks of it. */
  readonly note?: string;
  /** Tasks that may move it: suggestions, to be confirmed by a person. */
  readonly tasks: readonly { readonly no: number; readonly confidence: 'high' | 'medium' | 'low' }[];
}

/** The evidence each type of task asks for, and the type proposed for each task. */
export interface Checklists {
  readonly types: readonly {
    readonly id: string;
    readonly letter: string;
    readonly zh: string;
    readonly en: string;
    readonly items: readonly {
      readonly id: string;
      readonly zh: string;
      readonly en: string;
      /** `task`: one file for the whole task · `unit`: one from each unit that carries it out. */
      readonly scope: 'task' | 'unit';
    }[];
  }[];
  /** Number of the task → id of its type. */
  readonly tasks: Readonly<Record<number, string>>;
}

/** Suggestions; they never block by themselves. */
export interface Dependencies {
  readonly relations: readonly {
    readonly task: number;
    readonly relation: 'after' | 'part-of';
    readonly of: number;
    readonly source: 'suggested';
  }[];
  readonly subtasks: readonly { readonly task: number; readonly subtasks: readonly string[] }[];
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
