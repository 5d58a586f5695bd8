import { findAssignment, openStages } from '../task.ts';
import { newcomer } from './newcomer.ts';
import { ofOffice } from './of-office.ts';
import type { Rule } from './rule.ts';

/** 裁定: the office keeps a declined part where it is, gives it to another unit, or withdraws it. A ruling is final. */
export const ruleOnDecline: Rule<'rule'> = {
  at: openStages,
  may: (task, by, { assignment }) =>
    ofOffice(task, by) ??
    (findAssignment(task, assignment) === undefined ? { why: 'noSuchAssignment', assignment } : null),
  against: (task, { assignment: id, ruling }, { units }) => {
    const one = findAssignment(task, id);
    if (one === undefined) return { why: 'noSuchAssignment', assignment: id };
    if (one.stage !== 'declined') return { why: 'wrongAssignmentStage', assignment: id, stage: one.stage };
    if (ruling.kind === 'withdraw') return one.role === 'lead' ? { why: 'leadIsNeeded' } : null;
    return ruling.kind === 'reassign' ? newcomer(task, ruling.to, units) : null;
  },
  facts: (_task, { assignment, ruling }, { on }) => [{ kind: 'ruled', on, assignment, ruling }],
  candidates: (task) =>
    task.assignments.map(({ id: assignment }) => ({ kind: 'rule', assignment, ruling: { kind: 'keep' } })),
};
