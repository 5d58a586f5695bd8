import type { Actor } from './actor.ts';
import type { AssignmentId } from './assignment.ts';
import type { ItemId } from './checklist.ts';
import { type Command, type Kind, personKinds, type PersonKind } from './command.ts';
import { decide } from './decide.ts';
import type { ObligationKey } from './obligation-key.ts';
import type { Refusal } from './refusal.ts';
import type { Moment, Rule } from './rules/rule.ts';
import { rules } from './rules/rules.ts';
import type { SubtaskId } from './subtask.ts';
import type { Task } from './task.ts';
import type { Upload, UploadId } from './upload.ts';

/** Whether the actor may give an order of this kind now; if not, why. */
export interface Offer {
  readonly kind: PersonKind;
  readonly refusal: Refusal | null;
  /** The assignments it may speak of, where it speaks of one. */
  readonly assignments: readonly AssignmentId[];
  /** The subtasks, and the obligations whose ladders, likewise. */
  readonly subtasks: readonly SubtaskId[];
  readonly obligations: readonly ObligationKey[];
  readonly items: readonly ItemId[];
  /** The files, by their numbers. */
  readonly evidence: readonly number[];
}

/** The buttons of a task for one actor: a reading of the same rules that decide, with every candidate order tried. */
export const allowed = (task: Task, by: Actor, moment: Moment): readonly Offer[] =>
  personKinds.map((kind) => offer(task, by, { ...moment, upload: (id) => anyFile(by, id) }, kind));

const offer = (task: Task, by: Actor, moment: Moment, kind: PersonKind): Offer => {
  // The record is exhaustive over the kinds.
  const tried = (rules[kind] as Rule<Kind>)
    .candidates(task, by, moment)
    .map((command) => ({ command, decision: decide(task, { by, command }, moment) }));
  const open = tried.filter(({ decision }) => decision.verdict === 'accepted');
  const first = tried[0]?.decision;
  const refusal: Refusal = first?.verdict === 'refused' ? first.refusal : { why: 'nothingOfYours' };
  return {
    kind,
    refusal: open.length > 0 ? null : refusal,
    assignments: open.flatMap(({ command }) => assignmentOf(command)),
    subtasks: open.flatMap(({ command }) => ('subtask' in command ? [command.subtask] : [])),
    obligations: open.flatMap(({ command }) => ('obligation' in command ? [command.obligation] : [])),
    items: open.flatMap(({ command }) => ('item' in command ? [command.item] : [])),
    evidence: open.flatMap(({ command }) => ('evidence' in command ? [command.evidence] : [])),
  };
};

const assignmentOf = (command: Command): readonly AssignmentId[] => {
  if (command.kind === 'assignSubtask') return [command.giver];
  return 'assignment' in command && command.assignment !== null ? [command.assignment] : [];
};

/** Somebody who may submit evidence at all has a file for it. */
const anyFile = (by: Actor, id: UploadId): Upload | null =>
  by === 'clock'
    ? null
    : { id, by: by.person, units: by.chairs.map(({ unit }) => unit), name: '?', bytes: 1, sha256: '' };
