import { defineSignal } from '@temporalio/workflow';

/** The bell: there is news in the ledger, up to this fact. What the news is, the workflow looks up itself. */
export const heard = defineSignal<[{ readonly seq: number }]>('heard');

/** What every workflow is started with. */
export interface Subject {
  readonly id: string;
}

/** A task's run does all that waits in one errand; runs that began before that existed go on in steps until they hand over. */
export interface TaskSubject extends Subject {
  readonly attends?: boolean;
}

/** Every workflow looks around at least this often, whatever it was told; `verify` knows a timer of this length by it. */
export const LONGEST_SLEEP_MS = 30 * 24 * 3_600_000;
