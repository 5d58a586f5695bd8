import { type Assignment, type AssignmentId, hasAcknowledged, isAtWork } from './assignment.ts';
import type { ObligationKey } from './obligation-key.ts';
import { acceptances, signing, verdicts } from './owed-review.ts';
import { ending, parts, pieces, supplies } from './owed-work.ts';
import { byOffice, keyOf, limited, type Lister, ofPart, type Pending } from './pending.ts';
import type { Rung } from './tables/ladder.ts';
import { limitsOf } from './tables/limits.ts';
import { carriers, leadOf, type Task } from './task.ts';
import { addWorkingDays } from './time/calendar.ts';
import type { Day } from './time/day.ts';
import { openSlips, waitingRungs } from './waiting-rungs.ts';

/** Everything that is owed in a task (regulation §6) but for reports, which need a calendar to exist. */
export const owed = (task: Task): readonly Pending[] => owedIn[task.stage]?.(task) ?? [];

/** What an issued assignment owes, or owed, for its receipt. */
export const acknowledgementOf = (task: Task, part: Assignment, issuedOn: Day): Pending => ({
  ...ofPart(part, 'acknowledge', part.issue),
  since: issuedOn,
  ...limited(limitsOf(task.rules).acknowledge[part.role], issuedOn, part.bulk),
});

const draftOwed: Lister = (task) => [
  task.questions.some(({ blocks }) => blocks)
    ? byOffice(task, 'answer', task.draftedOn)
    : // An answer may come when registering is already owed: its day is then a new one, with a ladder of its own.
      byOffice(task, 'register', task.lastAnswerOn ?? task.draftedOn, task.answersGiven + 1),
];

const acknowledgements: Lister = (task) =>
  task.assignments.flatMap((part) =>
    part.stage === 'issued' && part.issuedOn !== null ? [acknowledgementOf(task, part, part.issuedOn)] : [],
  );

const rulings: Lister = (task) =>
  task.assignments.flatMap((part) =>
    part.stage === 'declined' && part.declinedOn !== null
      ? [byOffice(task, 'rule', part.declinedOn, part.issue, part.id)]
      : [],
  );

/** Whoever has claimed his part need not say any more who does it. */
const owners: Lister = (task) =>
  carriers(task).flatMap((part) =>
    isAtWork(part) && part.acknowledged !== null && part.owner === null && part.claims === 0
      ? [
          {
            ...ofPart(part, 'nameOwner', part.issue),
            since: part.acknowledged.on,
            ...limited(limitsOf(task.rules).nameOwner, part.acknowledged.on, part.bulk),
          },
        ]
      : [],
  );

/** The lead says how it divides the task, or that it does not. */
const division: Lister = (task) => {
  const lead = leadOf(task);
  if (lead?.acknowledged == null || !hasAcknowledged(lead) || task.planFiledOn !== null) return [];
  const { on } = lead.acknowledged;
  const limit = limitsOf(task.rules).filePlan;
  return [{ ...ofPart(lead, 'filePlan', lead.issue), since: on, ...limited(limit, on, lead.bulk) }];
};

/** A yellow slip is answered; what it is about goes on being owed. */
const replies: Lister = (task) =>
  openSlips(task).map(({ obligation, on, unit }) => {
    const assignment = partIn(obligation);
    const { days } = limitsOf(task.rules).reply;
    return {
      key: replyKey(obligation),
      kind: 'reply',
      unit,
      assignment,
      since: on,
      by: (calendar) => addWorkingDays(calendar, on, days),
      top: null,
    };
  });

/** Each rung that waits is the office's to confirm, send or set aside. */
const confirmations: Lister = (task) =>
  waitingRungs(task).map(({ obligation, rung, since }) =>
    byOffice(task, 'confirm', since, confirmVersion(obligation, rung), partIn(obligation)),
  );

const confirmVersion = (obligation: ObligationKey, rung: Rung): string => `${nested(obligation)}.${rung}`;

/** The key under which a slip about an obligation is to be replied to. */
export const replyKey = (obligation: ObligationKey): ObligationKey =>
  keyOf('reply', partIn(obligation), nested(obligation));

/** The key under which the office owes its decision on a rung. */
export const confirmKey = (obligation: ObligationKey, rung: Rung): ObligationKey =>
  keyOf('confirm', partIn(obligation), confirmVersion(obligation, rung));

const atWork: readonly Lister[] = [
  acknowledgements,
  rulings,
  owners,
  pieces,
  parts,
  supplies,
  ending,
  verdicts,
  acceptances,
  replies,
  confirmations,
];

const owedIn: Partial<Record<Task['stage'], Lister>> = {
  draft: draftOwed,
  registered: (task) => [byOffice(task, 'dispatch', task.registeredOn ?? task.draftedOn)],
  dispatched: (task) => atWork.flatMap((list) => list(task)),
  planning: (task) => [...atWork, division].flatMap((list) => list(task)),
  underway: (task) => [...atWork, division].flatMap((list) => list(task)),
  review: (task) => [acknowledgements, rulings, signing, replies, confirmations].flatMap((list) => list(task)),
  completed: (task) => [byOffice(task, 'close', task.completedOn ?? task.lastOn)],
  closed: (task) => [byOffice(task, 'archive', task.closedOn ?? task.lastOn)],
};

/** Whose part an obligation is about, by its key; null where it is about the whole task. */
const partIn = (key: ObligationKey): AssignmentId | null => {
  const [, part = '-'] = key.split('/');
  return part === '-' ? null : (part as AssignmentId);
};

/** A key inside another one. */
const nested = (key: ObligationKey): string => key.replaceAll('/', '.');
