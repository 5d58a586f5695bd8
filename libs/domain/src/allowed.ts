import type { Actor } from './actor.ts';
import type { AssignmentId } from './assignment.ts';
import { type Command, type Kind, personKinds, type PersonKind } from './command.ts';
import { decide } from './decide.ts';
import type { Refusal } from './refusal.ts';
import type { Moment, Rule } from './rules/rule.ts';
import { rules } from './rules/rules.ts';
import type { Task } from './task.ts';

/** Whether the actor may give an order of this kind now; if not, why. */
export interface Offer {
  readonly kind: PersonKind;
  readonly refusal: Refusal | null;
  /** The assignments it may speak of, where it speaks of one. */
  readonly assignments: readonly AssignmentId[];
}

/** The buttons of a task for one actor: a reading of the same rules that decide, with every candidate order tried. */
export const allowed = (task: Task, by: Actor, moment: Moment): readonly Offer[] =>
  personKinds.map((kind) => offer(task, by, moment, kind));

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
  };
};

const assignmentOf = (command: Command): readonly AssignmentId[] =>
  'assignment' in command ? [command.assignment] : [];
