import type { Rule } from './rule.ts';
import { idsOf, mayAs, mustBe, ofSubtask, subtaskStagesOfTask } from './subtask-of.ts';
import { withReason } from './with-reason.ts';

/** Whoever gave a subtask opens it again when it is not done, with the reason; its day stays what it was. */
export const returnSubtask: Rule<'returnSubtask'> = {
  at: subtaskStagesOfTask,
  may: (task, by, { subtask }) => mayAs('giver', task, by, subtask),
  against: (task, { subtask, reason }) => mustBe('finished', task, subtask) ?? withReason(reason),
  facts: (task, { subtask, reason }, { on }) =>
    ofSubtask(task, subtask).map((of) => ({ kind: 'subtaskReturned', on, reason: reason.trim(), ...of })),
  candidates: (task) => idsOf(task).map((subtask) => ({ kind: 'returnSubtask', subtask, reason: '?' })),
};
