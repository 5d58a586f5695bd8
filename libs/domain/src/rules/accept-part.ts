import { finishDay, readyDay } from '../deadlines.ts';
import { withAssignment } from '../change.ts';
import { allAccepted, notAccepted } from '../missing.ts';
import { findAssignment } from '../task.ts';
import { asReviewer } from './as-reviewer.ts';
import { claimantsOf, claimedParts, mustBeClaimed, uploadersOf } from './claimed.ts';
import type { Rule } from './rule.ts';
import { workStages } from './work-stages.ts';

/** 认可: a claimed part is done, and everything it has to prove is accepted. Never by whoever claimed it, or brought what proves it. */
export const acceptPart: Rule<'acceptPart'> = {
  at: workStages,
  may: (task, by, { assignment }) =>
    asReviewer(task, by, assignment, [...claimantsOf(task, assignment), ...uploadersOf(task, assignment)]),
  against: (task, { assignment: id }) => {
    const part = findAssignment(task, id);
    const items = part === undefined ? [] : notAccepted(task, part);
    return mustBeClaimed(task, id) ?? (items.length > 0 ? { why: 'evidenceNotAccepted', items } : null);
  },
  facts: (task, { assignment }, { on, calendar }, by) => {
    const after = withAssignment(task, assignment, (one) => ({ ...one, stage: 'accepted' }));
    // The last part leaves the lead some days to ask for sign-off, not time until the end.
    const ready = allAccepted(after) && readyDay(task, on, calendar) < finishDay(task, calendar);
    return by === 'clock'
      ? []
      : [{ kind: 'partAccepted', on, assignment, by: by.person, ready: ready && task.finish.readyOn === null }];
  },
  candidates: (task, by) => claimedParts(task, by).map((assignment) => ({ kind: 'acceptPart', assignment })),
};
