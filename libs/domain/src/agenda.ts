import type { Chair } from './actor.ts';
import type { AssignmentId } from './assignment.ts';
import type { ClockCommand } from './command.ts';
import type { ObligationKey } from './obligation-key.ts';
import { type Obligation, obligations } from './obligations.ts';
import { recipients } from './recipients.ts';
import { carriers, type Climb, isOpen, type Task } from './task.ts';
import { hours, ladder, reminderDays, type Rung, rungs, rungsUpTo } from './tables/ladder.ts';
import { limitsOf, type ObligationKind } from './tables/limits.ts';
import { addWorkingDays, type Calendar } from './time/calendar.ts';
import { type Day, type Instant, instantOf, latest } from './time/day.ts';
import type { UnitId } from './unit.ts';

/** One thing the system will do by itself if nobody acts. Carried out at 08:30 plan time of its day. */
export interface Line {
  readonly on: Day;
  readonly at: Instant;
  readonly kind: 'remind' | 'escalate' | 'lapse';
  /** E0 for reminders and for a limit that lapses. */
  readonly rung: Rung | 'E0';
  readonly to: readonly Chair[];
  /** What is owed; null for a lapse, which only moves the task on. */
  readonly about: ObligationKind | null;
  readonly obligation: ObligationKey | null;
  readonly unit: UnitId | null;
  readonly assignment: AssignmentId | null;
  /** For a reminder: working days ahead of the obligation's day. */
  readonly ahead: number | null;
}

/** A task that nobody has climbed for yet. */
const ground: Climb = { reminded: [], rung: null, rungOn: null };

/**
 * Every line the system will carry out if nobody acts, earliest first (regulation §7). A rung whose own day has passed
 * is expected on `from` (the plan day it is asked on), and those above it keep their gaps to it.
 */
export const agenda = (task: Task, calendar: Calendar, from?: Day): readonly Line[] =>
  [
    ...obligations(task, calendar).flatMap((one) => linesOf(task, one, calendar, from)),
    ...lapseOf(task, calendar),
  ].sort(inOrder);

/** The clock's next order if one has come due by `now`; reminders that were missed together are one order. */
export const nextDue = (task: Task, calendar: Calendar, now: Instant): ClockCommand | null => {
  const due = agenda(task, calendar).filter((line) => line.at <= now);
  const first = due[0];
  if (first === undefined) return null;
  if (first.obligation === null || first.kind === 'lapse') return { kind: 'lapse' };
  if (first.rung !== 'E0') return { kind: 'escalate', obligation: first.obligation, rung: first.rung };
  const ahead = due.flatMap((line) =>
    line.obligation === first.obligation && line.ahead !== null ? [line.ahead] : [],
  );
  return { kind: 'remind', obligation: first.obligation, ahead };
};

/** When the system next has something to do; null when nothing lies ahead. */
export const nextAt = (task: Task, calendar: Calendar): Instant | null => agenda(task, calendar)[0]?.at ?? null;

/** The lines of one obligation: reminders until the first rung is climbed, then rungs up to its top. */
export const linesOf = (task: Task, one: Obligation, calendar: Calendar, from?: Day): readonly Line[] => {
  const climb = task.climbs[one.key] ?? ground;
  return [...remindersOf(task, one, climb, calendar), ...rungsOf(task, one, climb, calendar, from)];
};

const remindersOf = (task: Task, one: Obligation, climb: Climb, calendar: Calendar): readonly Line[] =>
  climb.rung !== null
    ? []
    : reminderDays.flatMap((ahead) => {
        const on = addWorkingDays(calendar, one.by, -ahead);
        // A reminder on the day it began, or before, does not exist: the limit is shorter than that.
        const exists = on > one.since && !climb.reminded.includes(ahead);
        return exists ? [line(task, one, on, 'remind', 'E0', ahead)] : [];
      });

const rungsOf = (
  task: Task,
  one: Obligation,
  climb: Climb,
  calendar: Calendar,
  from: Day | undefined,
): readonly Line[] => {
  const done = climb.rung === null ? -1 : rungs.indexOf(climb.rung);
  let before = climb.rungOn;
  return rungsUpTo(one.top)
    .slice(done + 1)
    .map((rung) => {
      const own = addWorkingDays(calendar, one.by, ladder[rung].lateDays);
      const afterGap = before === null ? own : latest(own, addWorkingDays(calendar, before, ladder[rung].gapDays));
      const on = from === undefined ? afterGap : latest(afterGap, from);
      before = on;
      return line(task, one, on, 'escalate', rung, null);
    });
};

/** The day from which the task no longer waits for names (§6): the working day after the longest limit since the issue. */
const lapseOf = (task: Task, calendar: Calendar): readonly Line[] => {
  const waiting = isOpen(task) && (task.stage === 'dispatched' || task.stage === 'planning') && !task.ownersLapsed;
  if (!waiting || task.dispatchedOn === null) return [];
  const limit = limitsOf(task.rules).nameOwner;
  const days = carriers(task).some((one) => one.bulk) ? limit.bulkDays : limit.days;
  const on = addWorkingDays(calendar, task.dispatchedOn, days + 1);
  return [
    {
      on,
      at: instantOf(on, hours.lines),
      kind: 'lapse',
      rung: 'E0',
      to: [],
      about: null,
      obligation: null,
      unit: null,
      assignment: null,
      ahead: null,
    },
  ];
};

const line = (
  task: Task,
  one: Obligation,
  on: Day,
  kind: 'remind' | 'escalate',
  rung: Rung | 'E0',
  ahead: number | null,
): Line => ({
  on,
  at: instantOf(on, hours.lines),
  kind,
  rung,
  to: recipients(task, one.unit, rung),
  about: one.kind,
  obligation: one.key,
  unit: one.unit,
  assignment: one.assignment,
  ahead,
});

const inOrder = (a: Line, b: Line): number =>
  a.at - b.at || compare(a.obligation ?? '', b.obligation ?? '') || (b.ahead ?? -1) - (a.ahead ?? -1);
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
