import { assignmentOf } from '../checklist.ts';
import { isMissing, requiredItems } from '../missing.ts';
import { ofOffice } from './of-office.ts';
import type { Rule } from './rule.ts';
import { withReason } from './with-reason.ts';
import { workStages } from './work-stages.ts';

/** 豁免: the office's chief does without an item that is missing: a signed act, shown for ever. */
export const waiveEvidence: Rule<'waiveEvidence'> = {
  at: workStages,
  may: (task, by, { item }) =>
    ofOffice(task, by, ['chief']) ?? (requiredItems(task).includes(item) ? null : { why: 'noSuchItem', item }),
  against: (task, { item, reason }) => (isMissing(task, item) ? withReason(reason) : { why: 'notMissing', item }),
  facts: (_task, { item, reason }, { on }, by) =>
    by === 'clock'
      ? []
      : [
          {
            kind: 'evidenceWaived',
            on,
            item,
            assignment: assignmentOf(item),
            by: by.person,
            reason: reason.trim(),
          },
        ],
  candidates: (task) => requiredItems(task).map((item) => ({ kind: 'waiveEvidence', item, reason: '?' })),
};
