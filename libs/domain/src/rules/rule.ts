import type { Actor, Person } from '../actor.ts';
import type { CommandOf, Kind } from '../command.ts';
import type { Fact } from '../event.ts';
import type { Refusal } from '../refusal.ts';
import type { Stage, Task } from '../task.ts';
import type { Calendar } from '../time/calendar.ts';
import type { Day, Instant } from '../time/day.ts';
import type { UnitId } from '../unit.ts';
import type { Upload, UploadId } from '../upload.ts';

/** What surrounds a decision: plan time, the plan day it falls on, and the calendar in force. */
export interface Moment {
  readonly now: Instant;
  readonly on: Day;
  readonly calendar: Calendar;
  /** The units of the plan: no other can be named in an order. */
  readonly units: ReadonlySet<UnitId>;
  /** Who holds a post in the units that sign off: the task's lead, the office, the leading group. */
  readonly members: readonly Person[];
  /** The bytes that came in under an id; null when there are none. */
  readonly upload: (id: UploadId) => Upload | null;
}

/** One article of the regulation: who may give this order, when, what stands against it, and what becomes true. */
export interface Rule<K extends Kind> {
  /** Stages in which the order is heard. */
  readonly at: readonly Stage[];
  /** Why this actor may not give it, whatever the stage. */
  readonly may: (task: Task, by: Actor, command: CommandOf<K>, moment: Moment) => Refusal | null;
  /** What else stands against it. */
  readonly against?: (task: Task, command: CommandOf<K>, moment: Moment, by: Actor) => Refusal | null;
  readonly facts: (task: Task, command: CommandOf<K>, moment: Moment, by: Actor) => readonly Fact[];
  /** The orders of this kind that the actor could give here: `allowed` tries them, so buttons and decisions cannot disagree. */
  readonly candidates: (task: Task, by: Actor, moment: Moment) => readonly CommandOf<K>[];
}
