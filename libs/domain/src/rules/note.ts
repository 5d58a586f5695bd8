import { type Actor, holds, posts } from '../actor.ts';
import { type AssignmentId, isReleased } from '../assignment.ts';
import { findAssignment, openStages, type Task } from '../task.ts';
import type { UnitId } from '../unit.ts';
import type { Rule } from './rule.ts';

/**
 * 留言: a word about one part, without limit or ladder. Whoever may read the part may write: its holder writes to the lead
 * (the lead of its own part to the office), the lead and the three seats write to its holder.
 */
export const note: Rule<'note'> = {
  at: openStages,
  may: (task, by, { assignment: id }) => {
    const one = findAssignment(task, id);
    if (one === undefined || isReleased(one)) return { why: 'noSuchAssignment', assignment: id };
    return writerOf(task, by, one.unit) === null ? { why: 'notYourPost', unit: one.unit, posts } : null;
  },
  against: (_task, { text }) => (text.trim() === '' ? { why: 'blankText' } : null),
  facts: (task, { assignment, text }, { on }, by) => {
    const from = by === 'clock' ? null : writerOf(task, by, holderOf(task, assignment));
    return by === 'clock' || from === null
      ? []
      : [
          {
            kind: 'noted',
            on,
            assignment,
            by: by.person,
            from,
            to: readerOf(task, assignment, from),
            text: text.trim(),
          },
        ];
  },
  candidates: (task) =>
    task.assignments
      .filter((one) => !isReleased(one))
      .map(({ id: assignment }) => ({ kind: 'note', assignment, text: '?' })),
};

const holderOf = (task: Task, id: AssignmentId): UnitId => findAssignment(task, id)?.unit ?? task.lead;

/** The house in whose name the actor writes of that unit's part: the unit itself first. */
const writerOf = (task: Task, by: Actor, unit: UnitId): UnitId | null => {
  const { office, leadingGroup, inspectorate } = task.seats;
  return [unit, task.lead, office, leadingGroup, inspectorate].find((house) => holds(by, house)) ?? null;
};

const readerOf = (task: Task, id: AssignmentId, from: UnitId): UnitId => {
  const holder = holderOf(task, id);
  if (from !== holder) return holder;
  return holder === task.lead ? task.seats.office : task.lead;
};
