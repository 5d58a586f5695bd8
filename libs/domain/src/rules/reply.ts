import { holds, posts } from '../actor.ts';
import { openSlips } from '../waiting-rungs.ts';
import { openStages } from '../task.ts';
import { owedBy } from './owed-by.ts';
import type { Rule } from './rule.ts';

/** 回复 to a yellow slip, by whoever owes what it is about; one reply is for all that the slip lists of this task. */
export const reply: Rule<'reply'> = {
  at: openStages,
  may: (task, by, { obligation }) => {
    const slip = openSlips(task).find((one) => one.obligation === obligation);
    if (slip === undefined) return { why: 'noSlip' };
    return holds(by, slip.unit) ? null : { why: 'notYourPost', unit: slip.unit, posts };
  },
  against: (task, { obligation, text }, { calendar }) => {
    if (owedBy(task, calendar, obligation).length === 0) return { why: 'notOwed' };
    return text.trim() === '' ? { why: 'blankText' } : null;
  },
  facts: (task, { obligation, text }, { on, calendar }, by) => {
    const slips = openSlips(task);
    const slip = slips.find((one) => one.obligation === obligation);
    if (by === 'clock' || slip === undefined) return [];
    const settles = slips.filter((one) => one.unit === slip.unit && one.on === slip.on).map((one) => one.obligation);
    return owedBy(task, calendar, obligation).map((owed) => ({
      kind: 'replied',
      on,
      person: by.person,
      text: text.trim(),
      settles,
      ...owed,
    }));
  },
  candidates: (task, by) =>
    openSlips(task)
      .filter(({ unit }) => holds(by, unit))
      .map(({ obligation }) => ({ kind: 'reply', obligation, text: '?' })),
};
