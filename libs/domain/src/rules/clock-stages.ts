import { openStages, type Stage } from '../task.ts';

/** The clock reminds in every open task, and the office of what comes before and after. */
export const clockStages: readonly Stage[] = ['draft', 'registered', ...openStages, 'completed', 'closed'];
