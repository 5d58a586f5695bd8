import type { PersonId } from './actor.ts';
import type { Assignment, AssignmentId } from './assignment.ts';
import type { ItemId } from './checklist.ts';
import type { FactKind, FactOf } from './event.ts';
import type { ObligationKey } from './obligation-key.ts';
import type { Task } from './task.ts';
import type { Climb } from './climb.ts';
import type { Day } from './time/day.ts';

/** What a kind of fact makes of a task. */
export type Change<K extends FactKind> = (task: Task, fact: FactOf<K>) => Task;
export type Changes<K extends FactKind> = { readonly [N in K]: Change<N> };

export const withAssignment = (task: Task, id: AssignmentId, change: (one: Assignment) => Assignment): Task => ({
  ...task,
  assignments: task.assignments.map((one) => (one.id === id ? change(one) : one)),
});

/** What had been climbed of a ladder goes on under another name. */
export const withClimb = (task: Task, key: ObligationKey | null, climb: Climb | null): Task =>
  key === null || climb === null ? task : { ...task, climbs: { ...task.climbs, [key]: climb } };

/** They had a hand in it, and sign nothing off. */
export const withHands = (task: Task, ...people: readonly PersonId[]): Task => {
  const hands = [...new Set([...task.hands, ...people])];
  return hands.length === task.hands.length ? task : { ...task, hands };
};

/** Sent back: the part is in work again and owed as a correction, and its items are missing again. */
export const returned = (task: Task, parts: readonly AssignmentId[], items: readonly ItemId[], on: Day): Task => ({
  ...parts.reduce((at, id) => withAssignment(at, id, (one) => ({ ...inWork(one, on), returnedOn: on })), task),
  evidence: task.evidence.map((one) => (items.includes(one.item) ? { ...one, stage: 'rejected', on } : one)),
  returnedOn: parts.length > 0 ? on : task.returnedOn,
});

/** In work again, whatever was claimed. */
export const inWork = (one: Assignment, on: Day): Assignment => ({
  ...one,
  stage: 'working',
  claim: null,
  backOn: on,
});
