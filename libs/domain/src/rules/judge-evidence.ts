import { assignmentOf } from '../checklist.ts';
import { findEvidence } from '../missing.ts';
import { reviewerOf } from '../task.ts';
import { asReviewer } from './as-reviewer.ts';
import { ofEvidence, submitted } from './of-evidence.ts';
import type { Rule } from './rule.ts';
import { withReason } from './with-reason.ts';
import { workStages } from './work-stages.ts';

/** 认定: a file proves its item, or does not, with the reason. What is rejected in an accepted part takes the part back to work. */
export const judgeEvidence: Rule<'judgeEvidence'> = {
  at: workStages,
  may: (task, by, { evidence }) => {
    const found = findEvidence(task, evidence);
    return found === undefined
      ? { why: 'noSuchEvidence', evidence }
      : asReviewer(task, by, assignmentOf(found.item), [found.by, found.uploadedBy]);
  },
  against: (task, { evidence, verdict }) => {
    if (findEvidence(task, evidence)?.stage !== 'submitted') return { why: 'alreadyJudged', evidence };
    return verdict.kind === 'reject' ? withReason(verdict.reason) : null;
  },
  facts: (task, { evidence, verdict }, { on }, by) =>
    ofEvidence(task, evidence, by).map((of) => ({
      kind: 'evidenceJudged',
      on,
      ...of,
      verdict: verdict.kind === 'reject' ? { ...verdict, reason: verdict.reason.trim() } : verdict,
    })),
  candidates: (task, by) =>
    submitted(task, by, (unit) => reviewerOf(task, unit)).map((evidence) => ({
      kind: 'judgeEvidence',
      evidence,
      verdict: { kind: 'accept' },
    })),
};
