import type { Assignment } from './assignment.ts';
import { assignmentOf } from './checklist.ts';
import { waitingFor } from './evidence.ts';
import { keyOf, limited, type Lister, ofPart, type Pending } from './pending.ts';
import type { Level } from './review.ts';
import { limitsOf } from './tables/limits.ts';
import { leadOf, reviewerOf, type Task } from './task.ts';
import { addWorkingDays } from './time/calendar.ts';
import { type Day, latest } from './time/day.ts';
import type { UnitId } from './unit.ts';

/** The files of one part that wait for a verdict are judged together; the oldest of them says by when. */
export const verdicts: Lister = (task) =>
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

/** A claimed part is accepted or returned. */
export const acceptances: Lister = (task) =>
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

/** The level's reviewers sign, or those who sign for it. */
export const signing: Lister = (task) => {
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

/** Who signs at a level. */
export const houseOf = (task: Task, level: Level): UnitId => {
  const { office, leadingGroup } = task.seats;
  return { L1: task.lead, L2: office, L3: leadingGroup }[level];
};
