import type { Stage } from '../task.ts';

/** From dispatch until sign-off is requested: evidence is given, parts are done; a return leads there again. */
export const workStages: readonly Stage[] = ['dispatched', 'planning', 'underway'];
