import type { PersonId, Post } from './actor.ts';
import type { AssignmentId, Owner } from './assignment.ts';
import type { ItemId } from './checklist.ts';
import type { Report, Ruling, Verdict } from './command.ts';
import type { TaskDraft } from './draft.ts';
import type { ObligationKey } from './obligation-key.ts';
import type { Answer, QuestionId } from './question.ts';
import type { Level, Review } from './review.ts';
import type { Subtask, SubtaskId } from './subtask.ts';
import type { Rung } from './tables/ladder.ts';
import type { ObligationKind } from './tables/limits.ts';
import type { Day } from './time/day.ts';
import type { Month } from './time/month.ts';
import type { UnitId } from './unit.ts';
import type { Upload, UploadId } from './upload.ts';

/** What has become true. Only facts change a task; `on` is the plan day. */
export type Fact =
  | { readonly kind: 'drafted'; readonly on: Day; readonly draft: TaskDraft }
  | { readonly kind: 'answered'; readonly on: Day; readonly question: QuestionId; readonly answer: Answer }
  | { readonly kind: 'registered'; readonly on: Day }
  | { readonly kind: 'dropped'; readonly on: Day; readonly reason: string }
  | { readonly kind: 'dispatched'; readonly on: Day; readonly rules: number; readonly bulk: readonly UnitId[] }
  | {
      readonly kind: 'acknowledged';
      readonly on: Day;
      readonly assignment: AssignmentId;
      readonly by: PersonId;
      readonly textVersion: number;
    }
  | {
      readonly kind: 'declined';
      readonly on: Day;
      readonly assignment: AssignmentId;
      readonly by: PersonId;
      readonly reason: string;
    }
  | { readonly kind: 'ruled'; readonly on: Day; readonly assignment: AssignmentId; readonly ruling: Ruling }
  | { readonly kind: 'ownerNamed'; readonly on: Day; readonly assignment: AssignmentId; readonly owner: Owner }
  | { readonly kind: 'planFiled'; readonly on: Day; readonly assignment: AssignmentId }
  | ({ readonly kind: 'subtaskAssigned'; readonly on: Day; readonly assignment: AssignmentId } & Pick<
      Subtask,
      'id' | 'title' | 'giver' | 'person' | 'due'
    >)
  | ({ readonly kind: 'subtaskFinished'; readonly on: Day; readonly by: PersonId } & OfSubtask)
  | ({ readonly kind: 'subtaskReturned'; readonly on: Day; readonly reason: string } & OfSubtask)
  | ({ readonly kind: 'subtaskWithdrawn'; readonly on: Day; readonly reason: string } & OfSubtask)
  /** `month`: which is thereby reported for; null when none was owed yet. */
  | ({ readonly kind: 'reported'; readonly month: Month | null; readonly report: Report | null } & OfPart)
  | ({
      readonly kind: 'evidenceSubmitted';
      readonly upload: UploadId;
      readonly uploadedBy: PersonId;
      readonly note: string;
    } & OfPart &
      OfEvidence &
      Pick<Upload, 'name' | 'bytes' | 'sha256'>)
  | ({ readonly kind: 'evidenceWithdrawn' } & OfPart & OfEvidence)
  | ({ readonly kind: 'evidenceJudged'; readonly verdict: Verdict } & OfPart & OfEvidence)
  | ({ readonly kind: 'evidenceWaived'; readonly item: ItemId; readonly reason: string } & OfPart)
  /** Somebody proposes to claim the part as done; the deputy or chief has still to confirm it. */
  | ({ readonly kind: 'claimProposed' } & OfPart)
  | ({ readonly kind: 'claimHeld' } & OfPart & Held)
  | ({ readonly kind: 'claimed'; readonly proposedBy: PersonId } & OfPart)
  /** `ready`: it was the last part, with time left before the task's day. */
  | ({ readonly kind: 'partAccepted'; readonly ready: boolean } & OfPart)
  | ({ readonly kind: 'partReturned'; readonly items: readonly ItemId[]; readonly reason: string } & OfPart)
  | ({ readonly kind: 'claimWithdrawn' } & OfPart)
  /** `overdue`: the day has passed on which the task was due. */
  | ({ readonly kind: 'signOffRequested'; readonly overdue: boolean; readonly needsL3: boolean } & OfPart &
      Pick<Review, 'level' | 'signers'>)
  | ({ readonly kind: 'signOffHeld' } & OfPart & Held)
  /** `next`: the level that signs now, and whose members; null: the task is completed. */
  | ({
      readonly kind: 'signedOff';
      readonly level: Level;
      readonly next: Pick<Review, 'level' | 'signers'> | null;
    } & OfPart)
  | ({
      readonly kind: 'signOffReturned';
      readonly level: Level;
      readonly items: readonly ItemId[];
      readonly parts: readonly AssignmentId[];
      readonly reason: string;
    } & OfPart)
  | ({ readonly kind: 'recused'; readonly signers: Level; readonly successor: Post | null } & OfPart &
      Pick<Review, 'level'>)
  /** `reviewDays`: the working days that it was under review. */
  | ({ readonly kind: 'signOffWithdrawn'; readonly reviewDays: number } & OfPart)
  | ({ readonly kind: 'closed' } & OfPart)
  | { readonly kind: 'archived'; readonly on: Day; readonly by: PersonId }
  | {
      readonly kind: 'noted';
      readonly on: Day;
      readonly assignment: AssignmentId;
      readonly by: PersonId;
      /** The houses between which it passes. */
      readonly from: UnitId;
      readonly to: UnitId;
      readonly text: string;
    }
  | ({ readonly kind: 'reminded'; readonly on: Day; readonly ahead: readonly number[] } & Owed)
  | ({ readonly kind: 'escalated'; readonly on: Day; readonly rung: Rung; readonly proposed: boolean } & Owed)
  | ({ readonly kind: 'escalationConfirmed'; readonly on: Day; readonly rung: Rung } & Owed)
  | ({ readonly kind: 'escalationSetAside'; readonly on: Day; readonly rung: Rung; readonly reason: string } & Owed)
  | ({ readonly kind: 'escalationHeld'; readonly on: Day } & Owed)
  | ({ readonly kind: 'foretold'; readonly on: Day } & Owed)
  | ({ readonly kind: 'redSlipSent'; readonly on: Day } & Owed)
  /** `settles`: all that the same slip listed of the task, what is named here included. */
  | ({
      readonly kind: 'replied';
      readonly on: Day;
      readonly person: PersonId;
      readonly text: string;
      readonly settles: readonly ObligationKey[];
    } & Owed)
  | { readonly kind: 'lapsed'; readonly on: Day }
  | { readonly kind: 'monthTurned'; readonly on: Day; readonly month: Month };

/** What a person did for a part; of the whole task, the lead's part. */
export interface OfPart {
  readonly on: Day;
  readonly assignment: AssignmentId;
  readonly by: PersonId;
}

export interface OfEvidence {
  readonly n: number;
  readonly item: ItemId;
}

/** A claim or a request that cannot be granted yet. */
export interface Held {
  readonly missing: Missing;
  /** The parts for which `supply` opens, or stays open; those of them for which it is the second time, five working days on. */
  readonly supply: readonly AssignmentId[];
  readonly again: readonly AssignmentId[];
  /** It was held that same day before: nobody is told twice. */
  readonly repeat: boolean;
}

/** What stands between a task, or a part, and its end; lists are empty where nothing does. */
export interface Missing {
  readonly items: readonly ItemId[];
  /** Parts that are not accepted, or claimed and not decided. */
  readonly parts: readonly AssignmentId[];
  readonly subtasks: readonly SubtaskId[];
  /** Supports that have not acknowledged. */
  readonly unacknowledged: readonly AssignmentId[];
  readonly declined: readonly AssignmentId[];
}

/** Which subtask, whose part holds it, out of whose it was given, and what it is about. */
export interface OfSubtask extends Pick<Subtask, 'id' | 'giver' | 'title'> {
  readonly assignment: AssignmentId;
}

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
  dropped: true,
  dispatched: true,
  acknowledged: true,
  declined: true,
  ruled: true,
  ownerNamed: true,
  planFiled: true,
  subtaskAssigned: true,
  subtaskFinished: true,
  subtaskReturned: true,
  subtaskWithdrawn: true,
  reported: true,
  evidenceSubmitted: true,
  evidenceWithdrawn: true,
  evidenceJudged: true,
  evidenceWaived: true,
  claimProposed: true,
  claimHeld: true,
  claimed: true,
  partAccepted: true,
  partReturned: true,
  claimWithdrawn: true,
  signOffRequested: true,
  signOffHeld: true,
  signedOff: true,
  signOffReturned: true,
  recused: true,
  signOffWithdrawn: true,
  closed: true,
  archived: true,
  noted: true,
  reminded: true,
  escalated: true,
  escalationConfirmed: true,
  escalationSetAside: true,
  escalationHeld: true,
  foretold: true,
  redSlipSent: true,
  replied: true,
  lapsed: true,
  monthTurned: true,
} as const satisfies { readonly [K in FactKind]: true };
