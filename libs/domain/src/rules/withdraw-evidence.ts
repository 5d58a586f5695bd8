import { posts } from '../actor.ts';
import { assignmentOf } from '../checklist.ts';
import { findEvidence } from '../missing.ts';
import { ofEvidence, submitted } from './of-evidence.ts';
import { ownAssignment } from './own-assignment.ts';
import type { Rule } from './rule.ts';
import { workStages } from './work-stages.ts';

/** 撤回佐证: by the unit that gave it, as long as nobody has judged it. */
export const withdrawEvidence: Rule<'withdrawEvidence'> = {
  at: workStages,
  may: (task, by, { evidence }) => {
    const found = findEvidence(task, evidence);
    if (found === undefined) return { why: 'noSuchEvidence', evidence };
    return ownAssignment(task, by, assignmentOf(found.item), posts);
  },
  against: (task, { evidence }) =>
    findEvidence(task, evidence)?.stage === 'submitted' ? null : { why: 'alreadyJudged', evidence },
  facts: (task, { evidence }, { on }, by) =>
    ofEvidence(task, evidence, by).map((of) => ({ kind: 'evidenceWithdrawn', on, ...of })),
  candidates: (task, by) =>
    submitted(task, by, (unit) => unit).map((evidence) => ({ kind: 'withdrawEvidence', evidence })),
};
