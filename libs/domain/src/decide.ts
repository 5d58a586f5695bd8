import type { Actor } from './actor.ts';
import type { Command, Kind } from './command.ts';
import type { Fact } from './event.ts';
import type { Refusal } from './refusal.ts';
import type { Moment, Rule } from './rules/rule.ts';
import { rules } from './rules/rules.ts';
import type { Task } from './task.ts';
import type { Calendar } from './time/calendar.ts';
import { dayOf, type Instant } from './time/day.ts';

/** What an actor asks for. */
export interface Order {
  readonly by: Actor;
  readonly command: Command;
}

export type Decision =
  | { readonly verdict: 'accepted'; readonly facts: readonly Fact[] }
  | { readonly verdict: 'refused'; readonly refusal: Refusal };

/** Decides an order on the task as it stands: who, then when, then what else stands against it. Pure; changes nothing. */
export const decide = (task: Task, { by, command }: Order, moment: Moment): Decision => {
  // The record is exhaustive over the kinds, so the rule takes exactly this command.
  const rule = rules[command.kind] as Rule<Kind>;
  const refusal =
    rule.may(task, by, command, moment) ?? wrongStage(task, rule) ?? rule.against?.(task, command, moment, by) ?? null;
  return refusal === null
    ? { verdict: 'accepted', facts: rule.facts(task, command, moment, by) }
    : { verdict: 'refused', refusal };
};

/** The surroundings of a decision at a moment of plan time. */
export const momentAt = (now: Instant, calendar: Calendar, around: Around): Moment => ({
  // Another moment may stand for what is around this one.
  ...around,
  now,
  on: dayOf(now),
  calendar,
});

/** What of a moment does not change with the time. */
export type Around = Pick<Moment, 'units' | 'members' | 'upload'>;

const wrongStage = (task: Task, rule: Rule<Kind>): Refusal | null =>
  rule.at.includes(task.stage) ? null : { why: 'wrongStage', stage: task.stage, allowed: rule.at };
