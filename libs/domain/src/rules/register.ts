import { deputyOrAbove } from '../actor.ts';
import { blockingQuestions } from '../open-questions.ts';
import { ofOffice } from './of-office.ts';
import type { Rule } from './rule.ts';

/** 立项: only when no open question is left; the office's deputy or chief answers for it. */
export const register: Rule<'register'> = {
  at: ['draft'],
  may: (task, by) => ofOffice(task, by, deputyOrAbove),
  against: (task, _command, { calendar, on }) => {
    const open = blockingQuestions(task, calendar, on);
    return open.length > 0 ? { why: 'questionsOpen', questions: open.map((question) => question.id) } : null;
  },
  facts: (_task, _command, { on }) => [{ kind: 'registered', on }],
  candidates: () => [{ kind: 'register' }],
};
