import type { Post } from '../actor.ts';

/** The rungs after an obligation's day; E0 stands for the reminders before it. */
export const rungs = ['E1', 'E2', 'E3', 'E4', 'E5'] as const;
export type Rung = (typeof rungs)[number];

/** The forms of §7: what a letter looks like. */
export const forms = [
  'issued',
  'digest',
  'blue-slip',
  'yellow-slip',
  'supervision-letter',
  'consultation',
  'red-slip',
  'declined',
  'decided',
  'note',
  'subtask',
  'held',
  'returned',
  'accepted',
  'signed-off',
  'undelivered',
] as const;
export type Form = (typeof forms)[number];

/** What somebody's act means for others leaves within a quarter of an hour; everything else with the morning's letters. */
export const newsForms: readonly Form[] = [
  'issued',
  'declined',
  'decided',
  'note',
  'subtask',
  'held',
  'returned',
  'accepted',
  'signed-off',
];

export interface RungRule {
  /** Working days late. */
  readonly lateDays: number;
  /** Working days after the rung before it was carried out, at least. */
  readonly gapDays: number;
  /** Counts from the end of the task, where something is owed ahead of it. */
  readonly isUpper: boolean;
  /** Carried out as a proposal that a person confirms. */
  readonly proposed: boolean;
}

/** Regulation §7: a rung's day is the later of its own and the day of the rung before plus the gap. */
export const ladder: { readonly [R in Rung]: RungRule } = {
  E1: { lateDays: 1, gapDays: 0, isUpper: false, proposed: false },
  E2: { lateDays: 3, gapDays: 2, isUpper: false, proposed: false },
  E3: { lateDays: 5, gapDays: 2, isUpper: false, proposed: false },
  E4: { lateDays: 10, gapDays: 5, isUpper: true, proposed: true },
  E5: { lateDays: 20, gapDays: 10, isUpper: true, proposed: true },
};

/** Working days by which the office may hold E3, once per ladder. */
export const holdDays = 1;

/** Days ahead of an obligation's day on which it is reminded of: working days, and those of `farDays` in calendar days. */
export const reminderDays: { readonly near: readonly number[]; readonly far: readonly number[] } = {
  near: [1, 0],
  far: [90, 60, 30, 15, 7, 3, 1, 0],
};
export const farDays: readonly number[] = [90, 60, 30];

/** To whom reminders and rungs go in the house that owes. */
export const reminded: readonly Post[] = ['handler', 'liaison'];

/** Lines are carried out at this hour, the morning's letters leave at that one, and nothing leaves outside the last two. */
export const hours = { lines: '8:30', morning: '9:00', open: '8:30', close: '18:00' } as const;

/** The rungs up to and including `top`. */
export const rungsUpTo = (top: Rung): readonly Rung[] => rungs.slice(0, rungs.indexOf(top) + 1);
