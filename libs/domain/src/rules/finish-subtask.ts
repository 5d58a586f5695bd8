import type { Rule } from './rule.ts';
import { idsOf, mayAs, mustBe, ofSubtask, subtaskStagesOfTask } from './subtask-of.ts';

/** Its holder says that a subtask is done. */
export const finishSubtask: Rule<'finishSubtask'> = {
  at: subtaskStagesOfTask,
  may: (task, by, { subtask }) => mayAs('holder', task, by, subtask),
  against: (task, { subtask }) => mustBe('open', task, subtask),
  facts: (task, { subtask }, { on }, by) =>
    by === 'clock' ? [] : ofSubtask(task, subtask).map((of) => ({ kind: 'subtaskFinished', on, by: by.person, ...of })),
  candidates: (task) => idsOf(task).map((subtask) => ({ kind: 'finishSubtask', subtask })),
};
