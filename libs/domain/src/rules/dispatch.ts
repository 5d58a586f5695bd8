import { currentLimits } from '../tables/limits.ts';
import { ofOffice } from './of-office.ts';
import type { Rule } from './rule.ts';

/** 交办: every assignment is issued, and the numbers of the regulation are pinned as they stand that day. */
export const dispatch: Rule<'dispatch'> = {
  at: ['registered'],
  may: (task, by) => ofOffice(task, by),
  facts: (task, { bulk }, { on }) => [
    // Only the task's own units are kept: the list of a whole dispatch is longer than a task needs to remember.
    {
      kind: 'dispatched',
      on,
      rules: currentLimits.version,
      bulk: bulk.filter((unit) => task.assignments.some((one) => one.unit === unit)),
    },
  ],
  candidates: () => [{ kind: 'dispatch', bulk: [] }],
};
