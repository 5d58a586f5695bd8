import { posts } from '../actor.ts';
import { assignmentId, isReleased } from '../assignment.ts';
import { latestSubtaskDue } from '../obligations.ts';
import { MOST_SUBTASKS, subtaskId } from '../subtask.ts';
import { findAssignment } from '../task.ts';
import { assignmentsOf, ownAssignment } from './own-assignment.ts';
import type { Rule } from './rule.ts';

/**
 * 分解: the lead gives a piece of the task to any of its units, a unit gives one to its own people; no later than the part is
 * due, or, where that day has passed, at most ten working days ahead.
 */
export const assignSubtask: Rule<'assignSubtask'> = {
  at: ['planning', 'underway'],
  may: (task, by, { giver }) => ownAssignment(task, by, giver, posts),
  against: (task, { giver, holder, title, due }, { calendar, on }) => {
    for (const id of [giver, holder]) {
      const part = findAssignment(task, id);
      if (part === undefined) return { why: 'noSuchAssignment', assignment: id };
      if (isReleased(part) || part.stage === 'declined')
        return { why: 'wrongAssignmentStage', assignment: id, stage: part.stage };
    }
    const from = findAssignment(task, giver);
    if (giver !== holder && giver !== assignmentId('lead', task.lead))
      return { why: 'onlyToOwnPeople', unit: from?.unit ?? task.lead };
    if (title.trim() === '') return { why: 'blankText' };
    if (task.subtasks.length >= MOST_SUBTASKS) return { why: 'tooManySubtasks', most: MOST_SUBTASKS };
    if (due < on) return { why: 'dueNotAhead', due, after: on };
    const part = findAssignment(task, holder);
    const latest = part === undefined ? due : latestSubtaskDue(task, part, calendar, on);
    return due > latest ? { why: 'dueTooLate', due, latest } : null;
  },
  facts: (task, { giver, holder, title, person, due }, { on }) => [
    {
      kind: 'subtaskAssigned',
      on,
      id: subtaskId(task.subtasks.length + 1),
      title: title.trim(),
      giver,
      assignment: holder,
      person: person === null || person.trim() === '' ? null : person.trim(),
      due,
    },
  ],
  candidates: (task, by, { on }) =>
    assignmentsOf(task, by).map((own) => ({
      kind: 'assignSubtask',
      giver: own,
      holder: own,
      title: '?',
      person: null,
      due: on,
    })),
};
