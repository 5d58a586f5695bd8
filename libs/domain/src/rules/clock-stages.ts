import { openStages, type Stage } from '../task.ts';

/** The clock reminds in every open task, and the office already of drafts and registered ones. */
export const clockStages: readonly Stage[] = ['draft', 'registered', ...openStages];
