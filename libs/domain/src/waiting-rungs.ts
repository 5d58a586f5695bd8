import type { Slip, Waiting } from './climb.ts';
import type { ObligationKey } from './obligation-key.ts';
import type { Task } from './task.ts';

/** Every rung of the task that waits for the office, with what it is about. */
export const waitingRungs = (task: Task): readonly (Waiting & { readonly obligation: ObligationKey })[] =>
  Object.entries(task.climbs).flatMap(([key, climb]) =>
    // Keys of `climbs` are obligation keys.
    climb.waiting.map((one) => ({ obligation: key as ObligationKey, ...one })),
  );

/** Every yellow slip that waits for a reply. */
export const openSlips = (task: Task): readonly (Slip & { readonly obligation: ObligationKey })[] =>
  Object.entries(task.climbs).flatMap(([key, { slip }]) =>
    // Keys of `climbs` are obligation keys.
    slip === null ? [] : [{ obligation: key as ObligationKey, ...slip }],
  );
