import { type Actor, holds, posts } from '../actor.ts';
import type { OfSubtask } from '../event.ts';
import type { Refusal } from '../refusal.ts';
import type { Subtask, SubtaskId, SubtaskStage } from '../subtask.ts';
import { findAssignment, findSubtask, type Stage, type Task } from '../task.ts';

/** Subtasks are finished, returned and withdrawn as long as the task is not under review (§5). */
export const subtaskStagesOfTask: readonly Stage[] = ['dispatched', 'planning', 'underway'];

/** Why this actor may not speak of the subtask as its giver, or as its holder. Any post of the house may. */
export const mayAs = (side: 'giver' | 'holder', task: Task, by: Actor, id: SubtaskId): Refusal | null => {
  const subtask = findSubtask(task, id);
  if (subtask === undefined) return { why: 'noSuchSubtask', subtask: id };
  const unit = findAssignment(task, subtask[side])?.unit ?? task.lead;
  return holds(by, unit) ? null : { why: 'notYourPost', unit, posts };
};

export const mustBe = (stage: SubtaskStage, task: Task, id: SubtaskId): Refusal | null => {
  const found = findSubtask(task, id);
  return found === undefined || found.stage === stage
    ? null
    : { why: 'wrongSubtaskStage', subtask: id, stage: found.stage };
};

/** What its facts say of it. */
export const ofSubtask = (task: Task, id: SubtaskId): readonly OfSubtask[] => {
  const found = findSubtask(task, id);
  return found === undefined ? [] : [{ id, giver: found.giver, title: found.title, assignment: found.holder }];
};

export const idsOf = (task: Task): readonly SubtaskId[] => task.subtasks.map(({ id }: Subtask) => id);
