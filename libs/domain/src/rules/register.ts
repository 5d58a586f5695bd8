import { deputyOrAbove, holds } from '../actor.ts';
import { openQuestions } from '../open-questions.ts';
import type { Rule } from './rule.ts';

/** 立项: only when no open question is left; the office's deputy or chief answers for it. */
export const register: Rule<'register'> = {
  at: ['draft'],
  may: (task, by) =>
    holds(by, task.seats.office, deputyOrAbove)
      ? null
      : { why: 'notYourPost', unit: task.seats.office, posts: deputyOrAbove },
  against: (task, _command, { calendar, on }) => {
    const open = openQuestions(task, calendar, on);
    return open.length > 0 ? { why: 'questionsOpen', questions: open.map((question) => question.id) } : null;
  },
  facts: (_task, _command, { on }) => [{ kind: 'registered', on }],
  candidates: () => [{ kind: 'register' }],
};
