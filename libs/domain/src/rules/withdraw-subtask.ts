import type { Rule } from './rule.ts';
import { idsOf, mayAs, mustBe, ofSubtask, subtaskStagesOfTask } from './subtask-of.ts';
import { withReason } from './with-reason.ts';

/** Whoever gave a subtask takes it back while it is open, with the reason. */
export const withdrawSubtask: Rule<'withdrawSubtask'> = {
  at: subtaskStagesOfTask,
  may: (task, by, { subtask }) => mayAs('giver', task, by, subtask),
  against: (task, { subtask, reason }) => mustBe('open', task, subtask) ?? withReason(reason),
  facts: (task, { subtask, reason }, { on }) =>
    ofSubtask(task, subtask).map((of) => ({ kind: 'subtaskWithdrawn', on, reason: reason.trim(), ...of })),
  candidates: (task) => idsOf(task).map((subtask) => ({ kind: 'withdrawSubtask', subtask, reason: '?' })),
};
