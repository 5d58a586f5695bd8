/** What the workflows ask of the worker. Activities take ids only and act on what the ledger owes; histories hold no names and no texts. */
export interface TaskActivities {
  /** Makes new facts known to the posts they concern, carries out all due lines of the task, and says what is left. */
  attend(id: string): Promise<Outlook>;
  /** The same in steps, for runs that began so: what is there, */
  look(id: string): Promise<Desk>;
  /** new facts made known, */
  route(id: string): Promise<void>;
  /** due lines carried out. */
  carryOut(id: string): Promise<void>;
}

/** What is left to do for a task. */
export interface Outlook {
  /** Facts to be made known, or lines to be carried out, are there. */
  readonly busy: boolean;
  /** Real milliseconds until the next line; null when nothing lies ahead. */
  readonly wakeInMs: number | null;
  readonly over: boolean;
}

export interface Desk {
  readonly unrouted: number;
  readonly due: number;
  /** Real milliseconds until the next line; null when nothing lies ahead. */
  readonly wakeInMs: number | null;
  readonly over: boolean;
}

export interface PlanActivities {
  lookAtPlan(id: string): Promise<{ readonly dispatching: boolean; readonly spreading: boolean }>;
  /** Dispatches the next page of tasks. */
  dispatchPage(id: string): Promise<void>;
  /** Rings every task that waits, for the clock has changed. */
  spreadClock(id: string): Promise<void>;
}

export interface PostActivities {
  lookAtPost(id: string): Promise<PostDesk>;
  /** Turns notices into letters. */
  goRound(id: string, evenIfWaiting: boolean): Promise<void>;
  /** Sends what waits, clears up what an ended worker left. */
  deliver(id: string): Promise<void>;
}

export interface PostDesk {
  readonly round: boolean;
  readonly waiting: boolean;
  readonly letters: number;
  readonly wakeInMs: number | null;
}
