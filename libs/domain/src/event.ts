import type { PersonId } from './actor.ts';
import type { AssignmentId, Owner } from './assignment.ts';
import type { TaskDraft } from './draft.ts';
import type { ObligationKey } from './obligation-key.ts';
import type { Answer, QuestionId } from './question.ts';
import type { Rung } from './tables/ladder.ts';
import type { ObligationKind } from './tables/limits.ts';
import type { Day } from './time/day.ts';
import type { UnitId } from './unit.ts';

/** What has become true. Only facts change a task; `on` is the plan day. */
export type Fact =
  | { readonly kind: 'drafted'; readonly on: Day; readonly draft: TaskDraft }
  | { readonly kind: 'answered'; readonly on: Day; readonly question: QuestionId; readonly answer: Answer }
  | { readonly kind: 'registered'; readonly on: Day }
  | { readonly kind: 'dispatched'; readonly on: Day; readonly rules: number; readonly bulk: readonly UnitId[] }
  | {
      readonly kind: 'acknowledged';
      readonly on: Day;
      readonly assignment: AssignmentId;
      readonly by: PersonId;
      readonly textVersion: number;
    }
  | { readonly kind: 'ownerNamed'; readonly on: Day; readonly assignment: AssignmentId; readonly owner: Owner }
  | ({ readonly kind: 'reminded'; readonly on: Day; readonly ahead: readonly number[] } & Owed)
  | ({ readonly kind: 'escalated'; readonly on: Day; readonly rung: Rung; readonly proposed: boolean } & Owed)
  | { readonly kind: 'lapsed'; readonly on: Day };

/** What a ladder's fact speaks of: kept in the fact, for the obligation itself may be settled by then. */
export interface Owed {
  readonly obligation: ObligationKey;
  readonly about: ObligationKind;
  readonly unit: UnitId;
  readonly assignment: AssignmentId | null;
  /** The working day by which it is owed. */
  readonly by: Day;
}

export type FactKind = Fact['kind'];
export type FactOf<K extends FactKind> = Extract<Fact, { readonly kind: K }>;

/** The kinds of fact, so that an unknown one read from the ledger is found at once. */
export const factKinds = {
  drafted: true,
  answered: true,
  registered: true,
  dispatched: true,
  acknowledged: true,
  ownerNamed: true,
  reminded: true,
  escalated: true,
  lapsed: true,
} as const satisfies { readonly [K in FactKind]: true };
