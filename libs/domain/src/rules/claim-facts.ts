import type { PersonId } from '../actor.ts';
import type { Assignment, AssignmentId } from '../assignment.ts';
import { evidenceDay } from '../deadlines.ts';
import type { Fact, Held, Missing } from '../event.ts';
import { isNothing, missingForClaim, notSubmitted } from '../missing.ts';
import { limitsOf } from '../tables/limits.ts';
import { findAssignment, type Task } from '../task.ts';
import { addWorkingDays } from '../time/calendar.ts';
import type { Day } from '../time/day.ts';
import type { Moment } from './rule.ts';

/** A claim as it can be granted: held while items are missing, proposed until somebody confirms it, claimed then. */
export const claimFacts = (
  task: Task,
  part: Assignment,
  moment: Moment,
  proposedBy: PersonId,
  confirmedBy: PersonId | null,
): readonly Fact[] => {
  const of = { on: moment.on, assignment: part.id, by: confirmedBy ?? proposedBy };
  const missing = missingForClaim(task, part);
  if (!isNothing(missing))
    return [{ kind: 'claimHeld', ...of, ...heldWith(task, missing, [part.id], part.heldOn, moment) }];
  return [confirmedBy === null ? { kind: 'claimProposed', ...of } : { kind: 'claimed', ...of, proposedBy }];
};

/** What a hold opens: from the evidence day on `supply` for those of the parts that have not submitted everything (§7). */
export const heldWith = (
  task: Task,
  missing: Missing,
  parts: readonly AssignmentId[],
  heldOn: Day | null,
  { on, calendar }: Moment,
): Held => {
  const lacking = parts.flatMap((id) => {
    const part = findAssignment(task, id);
    return part !== undefined && notSubmitted(task, part).length > 0 ? [part] : [];
  });
  const supply = on < evidenceDay(task, calendar) ? [] : lacking;
  const { againDays } = limitsOf(task.rules).supply;
  return {
    missing,
    supply: supply.map(({ id }) => id),
    again: supply.flatMap(({ id, supply: open }) =>
      open !== null && open.heldAgainOn === null && on >= addWorkingDays(calendar, open.since, againDays) ? [id] : [],
    ),
    repeat: heldOn === on,
  };
};
