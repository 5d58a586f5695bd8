import { posts } from '../actor.ts';
import { assignmentId } from '../assignment.ts';
import { isNothing, missingForSignOff, partsWith } from '../missing.ts';
import { finishDay } from '../deadlines.ts';
import { withHands } from '../change.ts';
import { limitsOf } from '../tables/limits.ts';
import { heldWith } from './claim-facts.ts';
import { ownAssignment } from './own-assignment.ts';
import type { Rule } from './rule.ts';
import { signersFor } from './signers.ts';

/**
 * 申请办结: the lead asks for sign-off; with anything missing it is held, and who supervises hears what. Whether the task
 * is overdue is judged on this day (§6), and with that, a waiver or many returns the leading group signs too.
 */
export const requestSignOff: Rule<'requestSignOff'> = {
  at: ['underway'],
  may: (task, by) => ownAssignment(task, by, assignmentId('lead', task.lead), posts),
  facts: (task, _command, moment, by) => {
    if (by === 'clock') return [];
    const { on, calendar } = moment;
    const of = { on, assignment: assignmentId('lead', task.lead), by: by.person };
    const missing = missingForSignOff(task);
    if (!isNothing(missing))
      return [
        { kind: 'signOffHeld', ...of, ...heldWith(task, missing, partsWith(missing.items), task.heldOn, moment) },
      ];
    const overdue = on > finishDay(task, calendar);
    const needsL3 = overdue || task.waived.length > 0 || task.returns > limitsOf(task.rules).mostReturns;
    const first = signersFor(
      withHands(task, by.person),
      { level: 'L1', signed: [], recused: [], named: [] },
      moment.members,
    );
    return [{ kind: 'signOffRequested', ...of, overdue, needsL3, level: 'L1', signers: first }];
  },
  candidates: () => [{ kind: 'requestSignOff' }],
};
