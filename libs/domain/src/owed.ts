import { type Assignment, type AssignmentId, hasAcknowledged, isAtWork, isReleased } from './assignment.ts';
import { assignmentOf } from './checklist.ts';
import { openSlips, waitingRungs } from './waiting-rungs.ts';
import { waitingFor } from './evidence.ts';
import { correctionDay, endDay, finishDay, partDay, requestDay } from './deadlines.ts';
import type { ObligationKey } from './obligation-key.ts';
import { reportOwed, reportVersion, subtaskSince } from './reports.ts';
import type { Level } from './review.ts';
import { carriers, findAssignment, leadOf, partsOf, reviewerOf, type Task } from './task.ts';
import type { Rung } from './tables/ladder.ts';
import { type Limit, limitsOf, type ObligationKind } from './tables/limits.ts';
import { actBy } from './open-questions.ts';
import { addWorkingDays, type Calendar, workingDayOnOrBefore } from './time/calendar.ts';
import { type Day, latest } from './time/day.ts';
import { dayIn } from './time/month.ts';
import type { UnitId } from './unit.ts';

/** What is owed, before a calendar says by which day. */
export interface Pending {
  readonly key: ObligationKey;
  readonly kind: ObligationKind;
  readonly unit: UnitId;
  readonly assignment: AssignmentId | null;
  readonly since: Day;
  readonly by: (calendar: Calendar) => Day;
  /** The day from which E4 and E5 count, where it is another one. */
  readonly end?: (calendar: Calendar) => Day;
  readonly leap?: (calendar: Calendar) => Leap | null;
  readonly top: Rung | null;
}

/** The day on which E3 comes whatever the rungs below it, and since when that is foreseen. */
export interface Leap {
  readonly on: Day;
  readonly since: Day;
}

/** Everything that is owed in a task (regulation §6) but for reports, which need a calendar to exist. */
export const owed = (task: Task): readonly Pending[] => owedIn[task.stage]?.(task) ?? [];

/** The report that each assignment owes next. */
export const owedReports = (task: Task, calendar: Calendar): readonly Pending[] =>
  task.assignments.flatMap((part): readonly Pending[] => {
    const next = reportOwed(task, part, calendar);
    const version = reportVersion(task, part);
    if (next === null || version === null || part.acknowledged === null) return [];
    return [
      {
        ...ofPart(part, 'report', `${version}.${next.month}`),
        since: latest(part.acknowledged.on, dayIn(next.month, 1), part.backOn, subtaskSince(task, part)),
        by: () => next.by,
        top: limitsOf(task.rules).report.top,
      },
    ];
  });

/** Whether a report's ladder may still be climbed: the same list without a calendar. */
export const isReportOwed = (task: Task, key: ObligationKey): boolean =>
  task.assignments.some((part) => {
    const version = reportVersion(task, part);
    const start = version === null ? null : `report/${part.id}/${version}.`;
    if (start === null || !key.startsWith(start)) return false;
    const month = key.slice(start.length);
    return (part.reported === null || month > part.reported) && month >= (task.reportsFrom ?? '');
  });

/** What an issued assignment owes, or owed, for its receipt. */
export const acknowledgementOf = (task: Task, part: Assignment, issuedOn: Day): Pending => ({
  ...ofPart(part, 'acknowledge', part.issue),
  since: issuedOn,
  ...limited(limitsOf(task.rules).acknowledge[part.role], issuedOn, part.bulk),
});

type Lister = (task: Task) => readonly Pending[];

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

/** An open subtask is owed by the unit that holds it, unless that has declined its part. */
const pieces: Lister = (task) =>
  task.subtasks.flatMap(({ id, holder, stage, since, issue, due }): readonly Pending[] => {
    const part = findAssignment(task, holder);
    if (stage !== 'open' || part === undefined || part.stage === 'declined' || isReleased(part)) return [];
    const { top, againDays } = limitsOf(task.rules).subtask;
    // What comes back when its day has passed may be put right first.
    const days = issue === 1 ? 0 : againDays;
    const by = (calendar: Calendar) =>
      latest(workingDayOnOrBefore(calendar, due), addWorkingDays(calendar, since, days));
    const end = (calendar: Calendar) => latest(by(calendar), actBy(task, calendar));
    return [{ ...ofPart(part, 'subtask', `${id}-${String(issue)}`), since, by, end, top }];
  });

/** Done and proved; what came back is owed as a correction instead. */
const parts: Lister = (task) =>
  task.assignments.flatMap((part): readonly Pending[] => {
    if (part.issuedOn === null || !(part.stage === 'issued' || isAtWork(part))) return [];
    const { returnedOn } = part;
    if (returnedOn !== null)
      return [
        {
          ...ofWork(part),
          since: part.backOn ?? returnedOn,
          by: (calendar) => correctionDay(task, returnedOn, calendar),
          top: limitsOf(task.rules).correct.top,
        },
      ];
    if (!partsOf(task).includes(part)) return [];
    return [
      {
        ...ofWork(part),
        since: part.backOn ?? part.issuedOn,
        by: (calendar) => partDay(task, part, calendar),
        end: (calendar) => endDay(task, part, calendar),
        top: limitsOf(task.rules).part.top,
      },
    ];
  });

/** Evidence that a held claim or request showed to be missing when time was short. */
const supplies: Lister = (task) =>
  task.assignments.flatMap((part): readonly Pending[] => {
    if (part.supply === null) return [];
    const { since, heldAgainOn } = part.supply;
    const limit = limitsOf(task.rules).supply;
    return [
      {
        ...ofPart(part, 'supply', `${String(part.issue)}.${String(part.supplies)}`),
        since,
        ...limited(limit, since, false),
        // The next morning after a second hold, or after the task's day has passed.
        leap: (calendar) => {
          const end = actBy(task, calendar);
          if (heldAgainOn !== null && (since > end || heldAgainOn < end))
            return { on: addWorkingDays(calendar, heldAgainOn, 1), since: heldAgainOn };
          return since <= end ? { on: addWorkingDays(calendar, end, 1), since } : null;
        },
      },
    ];
  });

/** The lead brings the whole to an end, unless it has declined its part. */
const ending: Lister = (task) => {
  const lead = leadOf(task);
  if (lead?.issuedOn == null || lead.stage === 'declined' || task.finish.since === null) return [];
  return [
    {
      ...ofEnd(task, lead),
      since: latest(task.finish.since, lead.issuedOn),
      by: (calendar) => requestDay(task, calendar),
      end: (calendar) => finishDay(task, calendar),
      top: limitsOf(task.rules).finish.top,
    },
  ];
};

/** The files of one part that wait for a verdict are judged together; the oldest of them says by when. */
const verdicts: Lister = (task) =>
  task.assignments.flatMap((part) => {
    const waiting = task.evidence.flatMap((one) =>
      // What is waived needs no verdict.
      assignmentOf(one.item) === part.id && !task.waived.includes(one.item) ? (waitingFor(one) ?? []) : [],
    );
    const [first] = waiting.sort((x, y) => x.n - y.n);
    return first === undefined || part.stage === 'declined'
      ? []
      : byReviewer(task, part, 'judge', first.n, latest(first.on, part.issuedOn));
  });

const acceptances: Lister = (task) =>
  task.assignments.flatMap((part) =>
    part.stage === 'claimed' && part.claim !== null ? byReviewer(task, part, 'accept', part.claims, part.claim.on) : [],
  );

/** What a reviewer owes for a part begins anew for another lead; one that has declined its own part owes nothing. */
const byReviewer = (
  task: Task,
  part: Assignment,
  kind: 'judge' | 'accept',
  version: number,
  begun: Day,
): readonly Pending[] => {
  const unit = reviewerOf(task, part.unit);
  const lead = leadOf(task);
  const byLead = lead?.unit === unit ? lead : null;
  if (byLead?.stage === 'declined') return [];
  const since = latest(begun, byLead?.issuedOn ?? null);
  const reviewer = byLead === null ? '' : `.${byLead.unit}-${byLead.issue}`;
  return [
    {
      ...ofPart(part, kind, `${part.issue}.${version}${reviewer}`),
      unit,
      since,
      ...limited(limitsOf(task.rules)[kind], since, false),
    },
  ];
};

const signing: Lister = (task) => {
  if (task.review === null) return [];
  const { level, signers, since } = task.review;
  const { days, top } = limitsOf(task.rules).signOff[level];
  return [
    {
      key: keyOf('signOff', null, `${String(task.requests)}.${level}.${signers}.${String(task.review.recused.length)}`),
      kind: 'signOff',
      unit: houseOf(task, signers),
      assignment: null,
      since,
      by: (calendar) => addWorkingDays(calendar, since, days),
      top: signers === 'L3' ? null : top,
    },
  ];
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

/** Who signs at a level. */
export const houseOf = (task: Task, level: Level): UnitId => {
  const { office, leadingGroup } = task.seats;
  return { L1: task.lead, L2: office, L3: leadingGroup }[level];
};

const limited = (limit: Limit, since: Day, bulk: boolean): Pick<Pending, 'by' | 'top'> => ({
  by: (calendar) => addWorkingDays(calendar, since, bulk ? limit.bulkDays : limit.days),
  top: limit.top,
});

/** The key under which a part's work is owed: to be done, or put right. */
export const workKey = (part: Assignment): ObligationKey => ofWork(part).key;

const ofWork = (part: Assignment): Pick<Pending, 'key' | 'kind' | 'unit' | 'assignment'> =>
  ofPart(part, part.returnedOn === null ? 'part' : 'correct', `${part.issue}.${part.claims}`);

/** The key under which the lead owes the end of the task. */
export const endKey = (task: Task): ObligationKey | null => {
  const lead = leadOf(task);
  return lead === undefined ? null : ofEnd(task, lead).key;
};

const ofEnd = (task: Task, lead: Assignment): Pick<Pending, 'key' | 'kind' | 'unit' | 'assignment'> =>
  ofPart(lead, 'finish', `${lead.issue}.${task.finish.count}`);

const ofPart = (
  part: Assignment,
  kind: ObligationKind,
  version: number | string,
): Pick<Pending, 'key' | 'kind' | 'unit' | 'assignment'> => ({
  key: keyOf(kind, part.id, version),
  kind,
  unit: part.unit,
  assignment: part.id,
});

const byOffice = (
  task: Task,
  kind: 'answer' | 'register' | 'dispatch' | 'rule' | 'confirm' | 'close' | 'archive',
  since: Day,
  version: number | string = 1,
  assignment: AssignmentId | null = null,
): Pending => ({
  key: keyOf(kind, assignment, version),
  kind,
  unit: task.seats.office,
  assignment,
  since,
  ...limited(limitsOf(task.rules)[kind], since, false),
});

const keyOf = (kind: ObligationKind, assignment: AssignmentId | null, version: number | string): ObligationKey =>
  `${kind}/${assignment ?? '-'}/${version}` as ObligationKey;

/** Whose part an obligation is about, by its key; null where it is about the whole task. */
const partIn = (key: ObligationKey): AssignmentId | null => {
  const [, part = '-'] = key.split('/');
  return part === '-' ? null : (part as AssignmentId);
};

/** A key inside another one. */
const nested = (key: ObligationKey): string => key.replaceAll('/', '.');
