import { type AssignmentId, assignmentId, isReleased, roleOf, unitOf } from '#domain/assignment';
import type { Fact, FactKind, FactOf } from '#domain/event';
import { partsWith } from '#domain/missing';
import { acknowledgement, type Obligation } from '#domain/obligations';
import type { ObligationKind } from '#domain/tables/limits';
import type { Task } from '#domain/task';
import type { Calendar } from '#domain/time/calendar';
import type { UnitId } from '#domain/unit';

/** One line of a letter: what is owed, or only whose part somebody did something about. */
export interface Matter extends Pick<Obligation, 'unit' | 'assignment'> {
  /** Null when nothing is owed for it. */
  readonly key: Obligation['key'] | null;
  readonly kind: Obligation['kind'] | null;
  readonly by: Obligation['by'] | null;
}

/** A task as it stands when the letter is written. */
export interface Standing {
  readonly task: Task;
  readonly owed: ReadonlyMap<string, Obligation>;
  readonly calendar: Calendar;
}

/**
 * What a letter says of a fact to a unit. A ladder's fact speaks of its obligation while that is owed, and of nothing when
 * it was settled meanwhile; news of a dispatch speaks of every part the unit was given; what somebody did, of what the
 * reader's house owes because of it, or only of the part.
 */
export const mattersOf = (fact: Fact, unit: UnitId, standing: Standing): readonly Matter[] => {
  const { task, owed, calendar } = standing;
  if (isOfLadder(fact)) {
    const one = owed.get(fact.obligation);
    return one === undefined ? [] : [one];
  }
  if (fact.kind === 'dispatched')
    return task.assignments.flatMap((one) =>
      one.unit === unit && one.issuedOn !== null && !isReleased(one) ? [acknowledgement(task, one, calendar)] : [],
    );
  const parts = partsOf(fact);
  const kinds = opened[fact.kind] ?? [];
  const open = [...owed.values()].filter(
    (one) =>
      one.assignment !== null &&
      parts.includes(one.assignment) &&
      kinds.includes(one.kind) &&
      // Of a unit's subtasks the one that is spoken of.
      (!('giver' in fact) || one.key.startsWith(`subtask/${one.assignment}/${fact.id}-`)),
  );
  const ownOpen = open.filter((one) => one.unit === unit);
  // Who supervises reads by when another house is to supply what its claim was held for.
  const now = ownOpen.length === 0 && fact.kind === 'claimHeld' ? open : ownOpen;
  // One line for each part: what presses first.
  const lines = parts.flatMap((part) => {
    const own = now.filter((one) => one.assignment === part);
    return kinds.flatMap((kind) => own.filter((one) => one.kind === kind)).slice(0, 1);
  });
  if (lines.length > 0) return lines;
  const about = parts.find((part) => unitOf(part) === unit) ?? parts[0];
  return about === undefined ? [] : [{ key: null, kind: null, unit: unitOf(about), assignment: about, by: null }];
};

/** What the clock says of an obligation, and what people say of its rungs. */
export const isOfLadder = (
  fact: Fact,
): fact is FactOf<
  | 'reminded'
  | 'foretold'
  | 'escalated'
  | 'escalationConfirmed'
  | 'escalationSetAside'
  | 'escalationHeld'
  | 'redSlipSent'
> => 'obligation' in fact && fact.kind !== 'replied';

/** The parts that a fact speaks of; of the whole task, the lead's, with those whose items are named. */
const partsOf = (fact: Fact): readonly AssignmentId[] => {
  if (!('assignment' in fact) || fact.assignment === null) return [];
  const { assignment } = fact;
  switch (fact.kind) {
    case 'ruled':
      return fact.ruling.kind === 'reassign'
        ? [assignment, assignmentId(roleOf(assignment), fact.ruling.to)]
        : [assignment];
    case 'signOffHeld':
      return [...partsWith(fact.missing.items), assignment];
    case 'signOffReturned':
      return [...fact.parts, assignment];
    default:
      return [assignment];
  }
};

/** What somebody's act makes others owe, what presses first; a fact that is not here only tells. */
const opened: Partial<Readonly<Record<FactKind, readonly ObligationKind[]>>> = {
  declined: ['rule'],
  ruled: ['acknowledge'],
  subtaskAssigned: ['subtask'],
  subtaskReturned: ['subtask'],
  evidenceJudged: ['supply', 'correct', 'part'],
  claimHeld: ['supply', 'correct', 'part'],
  partReturned: ['correct'],
  signOffHeld: ['supply', 'correct', 'part', 'finish'],
  signOffReturned: ['correct', 'finish'],
};
