import type { PersonId, Post } from './actor.ts';
import type { AssignmentId, Role } from './assignment.ts';
import type { TaskId } from './task.ts';
import type { Form, Rung } from './tables/ladder.ts';
import type { ObligationKind } from './tables/limits.ts';
import type { Day } from './time/day.ts';
import type { UnitId } from './unit.ts';

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
  /** Posts that nobody can be reached in: the addressee gets what is meant for them. */
  readonly standsIn?: readonly EmptyChair[];
  /** Of the form `undelivered`: the posts that the office is told of. */
  readonly chairs?: readonly ToldChair[];
}

/** A post in which nobody can be reached: it has no holder, its holder's term has ended, or his address bounces. */
export interface EmptyChair {
  readonly unit: UnitId;
  readonly unitName: string;
  readonly post: Post;
  readonly why: EmptyWhy;
  /** What the mail server said of a bounced address; null otherwise. */
  readonly cause: string | null;
}

export type EmptyWhy = 'nobody' | 'ended' | 'bounced';

/** An empty chair with those who get its letters instead. */
export interface ToldChair extends EmptyChair {
  readonly to: readonly Pick<Addressee, 'name' | 'unitName' | 'post'>[];
}

export interface Addressee {
  readonly person: PersonId;
  readonly name: string;
  readonly unit: UnitId;
  readonly unitName: string;
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
  /** Whose part it is, where another unit owes something for it, such as to judge or to accept it. */
  readonly partUnitName: string | null;
  readonly assignment: AssignmentId | null;
  /** What is owed, and by which day; null where the letter only tells what somebody did. */
  readonly about: ObligationKind | null;
  readonly by: Day | null;
  /** What somebody did, as a Chinese sentence; null when a day has come. */
  readonly said: string | null;
  /** Working days late; 0 on the day itself, negative ahead of it. */
  readonly lateDays: number;
  /** The rung this line reports; E0 for a reminder, null for news. */
  readonly rung: Rung | 'E0' | null;
  /** E4 and E5 wait for the office: it is told of the proposal. */
  readonly proposed: boolean;
  /** What happens next if nobody acts; null at the top of the ladder. */
  readonly next: { readonly on: Day; readonly at: string; readonly rung: Rung; readonly provisional: boolean } | null;
}
