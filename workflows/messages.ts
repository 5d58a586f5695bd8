import { defineSignal } from '@temporalio/workflow';

/** The bell: there is news in the ledger, up to this fact. What the news is, the workflow looks up itself. */
export const heard = defineSignal<[{ readonly seq: number }]>('heard');

/** What every workflow is started with. */
export interface Subject {
  readonly id: string;
}
