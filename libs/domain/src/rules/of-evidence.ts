import { type Actor, holds } from '../actor.ts';
import { unitOf } from '../assignment.ts';
import { assignmentOf } from '../checklist.ts';
import type { OfEvidence, OfPart } from '../event.ts';
import { findEvidence } from '../missing.ts';
import type { Task } from '../task.ts';
import type { UnitId } from '../unit.ts';

/** What facts about a file say of it. */
export const ofEvidence = (task: Task, n: number, by: Actor): readonly (Omit<OfPart, 'on'> & OfEvidence)[] => {
  const found = findEvidence(task, n);
  return found === undefined || by === 'clock'
    ? []
    : [{ n, item: found.item, assignment: assignmentOf(found.item), by: by.person }];
};

/** The files that wait for a verdict, as far as they are the actor's to speak of: by the house that is, for a part's unit. */
export const submitted = (task: Task, by: Actor, house: (unit: UnitId) => UnitId): readonly number[] =>
  task.evidence.flatMap(({ n, item, stage }) =>
    stage === 'submitted' && holds(by, house(unitOf(assignmentOf(item)))) ? [n] : [],
  );
