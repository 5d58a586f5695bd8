import { itemsOf } from '../missing.ts';
import { findAssignment } from '../task.ts';
import { asReviewer } from './as-reviewer.ts';
import { claimantsOf, claimedParts, mustBeClaimed } from './claimed.ts';
import type { Rule } from './rule.ts';
import { withReason } from './with-reason.ts';
import { workStages } from './work-stages.ts';

/** 退回: a claimed part is not done; the items that are not proved are named, at least one where the part has any. */
export const returnPart: Rule<'returnPart'> = {
  at: workStages,
  may: (task, by, { assignment }) => asReviewer(task, by, assignment, claimantsOf(task, assignment)),
  against: (task, { assignment: id, items, reason }) => {
    const part = findAssignment(task, id);
    const own = part === undefined ? [] : itemsOf(task, part);
    const strange = items.find((item) => !own.includes(item));
    const claimed = mustBeClaimed(task, id);
    if (claimed !== null) return claimed;
    if (strange !== undefined) return { why: 'noSuchItem', item: strange };
    return own.length > 0 && items.length === 0 ? { why: 'nothingNamed' } : withReason(reason);
  },
  facts: (_task, { assignment, items, reason }, { on }, by) =>
    by === 'clock'
      ? []
      : [
          {
            kind: 'partReturned',
            on,
            assignment,
            by: by.person,
            items: [...new Set(items)],
            reason: reason.trim(),
          },
        ],
  candidates: (task, by) =>
    claimedParts(task, by).map((assignment) => {
      const part = findAssignment(task, assignment);
      return {
        kind: 'returnPart',
        assignment,
        items: part === undefined ? [] : itemsOf(task, part).slice(0, 1),
        reason: '?',
      };
    }),
};
