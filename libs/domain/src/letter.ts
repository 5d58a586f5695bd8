import type { PersonId, Post } from './actor.ts';
import type { AssignmentId, Role } from './assignment.ts';
import type { EvidenceStage } from './evidence.ts';
import type { SubtaskId } from './subtask.ts';
import type { TaskId } from './task.ts';
import type { Form, Rung } from './tables/ladder.ts';
import type { ObligationKind } from './tables/limits.ts';
import type { Day } from './time/day.ts';
import type { UnitId, UnitKind } from './unit.ts';

/** What a letter says, as data: fixed when it is written, drawn when it is sent. One letter per person, form and round. */
export interface LetterContent {
  readonly form: Form;
  /** `〔2020〕12号`: the year of plan time and the count of that form in that year. */
  readonly number: string;
  readonly planTitle: string;
  readonly planDay: Day;
  readonly to: Addressee;
  readonly items: readonly LetterItem[];
  readonly office: { readonly name: string };
  /** Whom to ask: the office first, then other houses that the letter speaks of; nobody of the reader's own. */
  readonly contacts: readonly Contact[];
  /** Posts that nobody can be reached in: the addressee gets what is meant for them. */
  readonly standsIn?: readonly EmptyChair[];
  /** Of the form `undelivered`: the posts that the office is told of. */
  readonly chairs?: readonly ToldChair[];
}

/** A person in another house whom the reader can reach. */
export interface Contact extends Pick<Addressee, 'unitName' | 'kind' | 'post' | 'name' | 'address'> {
  /** Numbers of the tasks that he can be asked about; empty: all of them. */
  readonly nos: readonly number[];
}

/** A post in which nobody can be reached: it has no holder, its holder's term has ended, or his address bounces. */
export interface EmptyChair {
  readonly unit: UnitId;
  readonly unitName: string;
  readonly kind: UnitKind;
  readonly post: Post;
  readonly why: EmptyWhy;
  /** What the mail server said of a bounced address; null otherwise. */
  readonly cause: string | null;
}

export type EmptyWhy = 'nobody' | 'ended' | 'bounced';

/** An empty chair with those who get its letters instead. */
export interface ToldChair extends EmptyChair {
  /** Of a post with several holders of whom only some can be reached: who cannot. Its letters go to the others. */
  readonly unreached?: string;
  readonly to: readonly Pick<Addressee, 'name' | 'unitName' | 'kind' | 'post'>[];
}

export interface Addressee {
  readonly person: PersonId;
  readonly name: string;
  readonly unit: UnitId;
  readonly unitName: string;
  readonly kind: UnitKind;
  readonly post: Post;
  readonly address: string;
}

/** One thing owed in one task, or one thing that somebody did in it. */
export interface LetterItem {
  readonly task: TaskId;
  readonly no: number;
  readonly heading: string;
  readonly text: string;
  readonly role: Role | null;
  /** The unit that owes: the addressee's own, or another's for whoever gets a copy. */
  readonly unitName: string;
  /** A central agency or a company, which from E3 on is consulted by letter (函商). */
  readonly consulted: boolean;
  /** Whose part it is, where another unit owes something for it, such as to judge or to accept it. */
  readonly partUnitName: string | null;
  readonly assignment: AssignmentId | null;
  /** What is owed, and by which day; null where the letter only tells what somebody did. */
  readonly about: ObligationKind | null;
  readonly by: Day | null;
  /** The calendar does not reach that day yet. */
  readonly provisional: boolean;
  /** What somebody did, as a Chinese sentence; null when a day has come. */
  readonly said: string | null;
  /** Working days late; 0 on the day itself, negative ahead of it. */
  readonly lateDays: number;
  /** The rung this line reports; E0 for a reminder, null for news. */
  readonly rung: Rung | 'E0' | null;
  /** E4 and E5 wait for the office: it is told of the proposal. */
  readonly proposed: boolean;
  /** By which day the office is to confirm or set aside what is proposed. */
  readonly confirmBy: Day | null;
  /** By which day a yellow slip is to be replied to; null on every other line. */
  readonly replyBy: Day | null;
  /** The office is shown a yellow slip the working morning before, and may hold it a day. */
  readonly foretold: boolean;
  /** What happens next if nobody acts; null at the top of the ladder. */
  readonly next: { readonly on: Day; readonly at: string; readonly rung: Rung; readonly provisional: boolean } | null;
  /** The rungs that went before, from E3 on: what a slip rests on. */
  readonly climbed: readonly Climbed[];
  /** What comes with an assignment; null where the line is not about receiving one. */
  readonly issue: Issue | null;
  /** What stands between the part, or the task, and its end; null where the line is not about that. */
  readonly missing: Lacking | null;
}

/** One thing that became of a rung: sent by itself, proposed, confirmed, set aside; or the house replied to a slip. */
export interface Climbed {
  readonly on: Day;
  readonly what: 'sent' | 'proposed' | 'confirmed' | 'setAside' | 'replied';
  /** Null for a reply. */
  readonly rung: Rung | null;
}

/** The days that run from an assignment's issue, beside that of its receipt. */
export interface Issue {
  /** The last day to decline; null: a ruling has kept it. */
  readonly declineBy: Day | null;
  /** Working days after acknowledging in which the unit names its owners, and the lead files the plan; null: it does not. */
  readonly nameOwnerDays: number | null;
  readonly filePlanDays: number | null;
  /** By when the part is claimed as done; null: the unit has no part of its own. */
  readonly partBy: Day | null;
  /** The task's act-by day. */
  readonly finishBy: Day;
  /** The calendar does not reach them yet. */
  readonly provisional: boolean;
}

/** 缺项, one by one; `more` counts those that a long list leaves out. None: nothing is missing any more. */
export interface Lacking {
  readonly things: readonly MissingThing[];
  readonly more: number;
}

export type MissingThing =
  | {
      readonly of: 'item';
      readonly unitName: string;
      readonly name: string;
      /** How it stands; `missing`: there is no file for it. */
      readonly state: EvidenceStage | 'missing';
    }
  /** Parts not accepted, supports that have not acknowledged, parts declined without a ruling. */
  | { readonly of: 'part' | 'receipt' | 'ruling'; readonly unitName: string; readonly role: Role }
  | { readonly of: 'subtask'; readonly unitName: string; readonly id: SubtaskId; readonly title: string }
  /** A claim that its deputy or chief has still to confirm. */
  | { readonly of: 'confirmation'; readonly unitName: string };
