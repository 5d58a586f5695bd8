import type { Level } from '../review.ts';
import type { Rung } from './ladder.ts';

/** What can be owed. An obligation comes with the order that settles it; the others of §6 join with theirs. */
export const obligationKinds = [
  'answer',
  'register',
  'dispatch',
  'acknowledge',
  'rule',
  'nameOwner',
  'filePlan',
  'subtask',
  'report',
  'part',
  'supply',
  'correct',
  'finish',
  'judge',
  'accept',
  'signOff',
  'reply',
  'confirm',
  'close',
  'archive',
] as const;
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
  /** The right to decline, in working days after the issue: no obligation, and no reminders. */
  readonly decline: { readonly days: number; readonly bulkDays: number };
  readonly rule: Limit;
  readonly nameOwner: Limit;
  readonly filePlan: Limit;
  /** A part is due so many working days before the task's act-by day, and no subtask later than it. */
  readonly part: { readonly aheadDays: number; readonly top: Rung };
  /** Where that day has passed, a subtask may still be given so many working days ahead. */
  readonly lateSubtaskDays: number;
  /** Its day is its own; returned, or in other hands, at least so many working days later. */
  readonly subtask: { readonly againDays: number; readonly top: Rung };
  /** Dates of the month; the lead's so many working days after its units' at least. Nobody reports within `settleDays` working days of acknowledging. */
  readonly report: {
    readonly date: number;
    readonly leadDate: number;
    readonly leadGapDays: number;
    readonly settleDays: number;
    /** On this date of the month after it is owed no longer: by then the lead's has reached its chief too. */
    readonly turnDate: number;
    /** With more years than this to go, once a quarter. */
    readonly quarterlyYears: number;
    readonly top: Rung;
  };
  /** From so many working days before the act-by day on a held claim opens it; a second hold so much later leaps to the chief. */
  readonly supply: Limit & { readonly evidenceDays: number; readonly againDays: number };
  readonly correct: Limit;
  /** Of the lead, once all parts are accepted. */
  readonly finish: Limit;
  readonly judge: Limit;
  readonly accept: Limit;
  readonly signOff: { readonly [L in Level]: { readonly days: number; readonly top: Rung | null } };
  /** Returned more often than this, the leading group signs too. */
  readonly mostReturns: number;
  readonly reply: { readonly days: number };
  /** Of a rung that waits for the office. */
  readonly confirm: Limit;
  readonly close: Limit;
  readonly archive: Limit;
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
  decline: { days: 2, bulkDays: 5 },
  rule: same(2, 'E4'),
  nameOwner: { days: 5, bulkDays: 10, top: 'E3' },
  filePlan: { days: 5, bulkDays: 10, top: 'E3' },
  part: { aheadDays: 10, top: 'E5' },
  lateSubtaskDays: 10,
  subtask: { againDays: 5, top: 'E5' },
  report: { date: 20, leadDate: 25, leadGapDays: 2, settleDays: 5, turnDate: 10, quarterlyYears: 2, top: 'E3' },
  supply: { ...same(5, 'E3'), evidenceDays: 15, againDays: 5 },
  correct: same(5, 'E5'),
  finish: same(5, 'E5'),
  judge: same(3, 'E4'),
  accept: same(3, 'E4'),
  signOff: { L1: { days: 3, top: 'E4' }, L2: { days: 5, top: 'E4' }, L3: { days: 10, top: null } },
  mostReturns: 2,
  reply: { days: 3 },
  confirm: same(3, 'E2'),
  close: same(3, 'E2'),
  archive: same(10, 'E2'),
};

export const currentLimits: Limits = first;

/** The limits of a pinned version; before dispatch the current ones. Throws on a version this build does not know. */
export const limitsOf = (version: number | null): Limits => {
  if (version === null || version === first.version) return version === null ? currentLimits : first;
  throw new RangeError(`unknown version of the limits: ${version}`);
};
