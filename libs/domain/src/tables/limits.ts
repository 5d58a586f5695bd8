import type { Rung } from './ladder.ts';

/** What can be owed. An obligation comes with the order that settles it; the others of §6 join with theirs. */
export const obligationKinds = ['answer', 'register', 'dispatch', 'acknowledge', 'nameOwner'] as const;
export type ObligationKind = (typeof obligationKinds)[number];

export interface Limit {
  /** Working days after the day it began. */
  readonly days: number;
  /** The same for a unit that got more than `bulkAbove` tasks in one dispatch. */
  readonly bulkDays: number;
  readonly top: Rung;
}

/** One version of the numbers of §6; a task keeps the version that was in force when it was dispatched. */
export interface Limits {
  readonly version: number;
  /** A unit with more tasks than this in one dispatch has the longer limits. */
  readonly bulkAbove: number;
  /** Registration asks "keep the date?" when the act-by day lies within so many working days. */
  readonly nearDateDays: number;
  readonly answer: Limit;
  readonly register: Limit;
  readonly dispatch: Limit;
  readonly acknowledge: { readonly [R in 'lead' | 'support' | 'responsible']: Limit };
  readonly nameOwner: Limit;
}

const same = (days: number, top: Rung): Limit => ({ days, bulkDays: days, top });

/** Regulation §6, first edition. */
const first: Limits = {
  version: 1,
  bulkAbove: 10,
  nearDateDays: 20,
  answer: same(10, 'E2'),
  register: same(3, 'E2'),
  dispatch: same(1, 'E2'),
  acknowledge: {
    lead: { days: 1, bulkDays: 3, top: 'E4' },
    support: { days: 2, bulkDays: 3, top: 'E4' },
    responsible: { days: 1, bulkDays: 3, top: 'E4' },
  },
  nameOwner: { days: 5, bulkDays: 10, top: 'E3' },
};

export const currentLimits: Limits = first;

/** The limits of a pinned version; before dispatch the current ones. Throws on a version this build does not know. */
export const limitsOf = (version: number | null): Limits => {
  if (version === null || version === first.version) return version === null ? currentLimits : first;
  throw new RangeError(`unknown version of the limits: ${version}`);
};
