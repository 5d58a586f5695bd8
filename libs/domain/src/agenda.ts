import type { Chair } from './actor.ts';
import { ground } from './climb.ts';
import type { AssignmentId } from './assignment.ts';
import type { ClockCommand } from './command.ts';
import type { ObligationKey } from './obligation-key.ts';
import { type Obligation, obligations } from './obligations.ts';
import { actBy } from './open-questions.ts';
import { foretoldTo, recipients } from './recipients.ts';
import { remembered } from './remembered.ts';
import { monthIn } from './reports.ts';
import { carriers, isOpen, type Task } from './task.ts';
import type { Climb } from './climb.ts';
import { farDays, holdDays, hours, ladder, reminderDays, type Rung, rungs, rungsUpTo } from './tables/ladder.ts';
import { limitsOf, type ObligationKind } from './tables/limits.ts';
import { addWorkingDays, type Calendar, workingDayOnOrBefore } from './time/calendar.ts';
import { addDays, type Day, dayOf, earliest, type Instant, instantOf, latest } from './time/day.ts';
import { addMonths, dayIn, type Month, monthOf } from './time/month.ts';
import type { UnitId } from './unit.ts';

/** One thing the system will do by itself if nobody acts. Carried out at 08:30 plan time of its day. */
export interface Line {
  readonly on: Day;
  readonly at: Instant;
  /** `foretell`: the office is shown that a yellow slip comes next · `lapse`, `turn`: the task waits no longer for names, for reports of a month that is over. */
  readonly kind: 'remind' | 'escalate' | 'foretell' | 'lapse' | 'turn';
  /** E0 for reminders and for what only moves the task on. */
  readonly rung: Rung | 'E0';
  readonly to: readonly Chair[];
  /** What is owed; null for a lapse. */
  readonly about: ObligationKind | null;
  readonly obligation: ObligationKey | null;
  readonly unit: UnitId | null;
  readonly assignment: AssignmentId | null;
  /** For a reminder: days ahead of the obligation's day, working days but for `farDays`. */
  readonly ahead: number | null;
}

/**
 * Every line the system will carry out if nobody acts, earliest first (regulation §7). A rung whose own day has passed
 * is expected on `from` (the plan day it is asked on), and those above it keep their gaps to it.
 */
export const agenda = (task: Task, calendar: Calendar, from?: Day): readonly Line[] =>
  from === undefined ? allLines(task, calendar) : lines(task, calendar, from);

const lines = (task: Task, calendar: Calendar, from?: Day): readonly Line[] => {
  const owed = obligations(task, calendar);
  return [
    ...owed.flatMap((one) => linesOf(task, one, calendar, from)),
    ...lapseOf(task, calendar),
    ...turnOf(task, owed, calendar),
  ].sort(inOrder);
};
const allLines = remembered(lines);

/** What comes next of one obligation. */
export type Step = Pick<Line, 'on' | 'kind' | 'rung' | 'ahead'>;

/** The first line of every obligation that has one, and when the system next has something to do: the agenda's beginning, at a third of its cost. */
export const nextSteps = (
  task: Task,
  calendar: Calendar,
): { readonly at: Instant | null; readonly steps: ReadonlyMap<ObligationKey, Step> } => {
  const owed = obligations(task, calendar);
  const steps = new Map<ObligationKey, Step>();
  const moves = [...lapseOf(task, calendar), ...turnOf(task, owed, calendar)];
  let first = moves.map(({ on }) => on).sort()[0] ?? null;
  for (const one of owed) {
    const step = firstOf(stepsOf(task, one, calendar));
    if (step === null) continue;
    steps.set(one.key, step);
    if (first === null || step.on < first) first = step.on;
  }
  return { at: first === null ? null : instantOf(first, hours.lines), steps };
};

/** The earliest; of several on one day the one that `inOrder` puts first. */
const firstOf = (steps: readonly Step[]): Step | null => {
  let first: Step | null = null;
  for (const step of steps)
    if (first === null || step.on < first.on || (step.on === first.on && (step.ahead ?? -1) > (first.ahead ?? -1)))
      first = step;
  return first;
};

/** The clock's next order if one has come due by `now`; reminders that were missed together are one order. */
export const nextDue = (task: Task, calendar: Calendar, now: Instant): ClockCommand | null => {
  const due = agenda(task, calendar).filter((line) => line.at <= now);
  const first = due[0];
  if (first === undefined) return null;
  if (first.kind === 'turn') return { kind: 'turnMonth', month: turnsTo(task, calendar, dayOf(now)) };
  if (first.obligation === null) return { kind: 'lapse' };
  if (first.kind === 'foretell') return { kind: 'foretell', obligation: first.obligation };
  if (first.rung !== 'E0') return { kind: 'escalate', obligation: first.obligation, rung: first.rung };
  const ahead = due.flatMap((line) =>
    line.obligation === first.obligation && line.ahead !== null ? [line.ahead] : [],
  );
  return { kind: 'remind', obligation: first.obligation, ahead };
};

/** When the system next has something to do; null when nothing lies ahead. */
export const nextAt = (task: Task, calendar: Calendar): Instant | null => agenda(task, calendar)[0]?.at ?? null;

/** The lines of one obligation: reminders until the first rung is climbed, then rungs up to its top. */
export const linesOf = (task: Task, one: Obligation, calendar: Calendar, from?: Day): readonly Line[] =>
  stepsOf(task, one, calendar, from).map((step) => line(task, one, step));

const stepsOf = (task: Task, one: Obligation, calendar: Calendar, from?: Day): readonly Step[] => {
  const climb = task.climbs[one.key] ?? ground;
  return [...remindersOf(one, climb, calendar), ...rungsOf(task, one, climb, calendar, from)];
};

const remindersOf = (one: Obligation, climb: Climb, calendar: Calendar): readonly Step[] =>
  climb.rung !== null
    ? []
    : aheadOf(one.kind).flatMap((ahead) => {
        const on = farDays.includes(ahead)
          ? workingDayOnOrBefore(calendar, addDays(one.by, -ahead))
          : addWorkingDays(calendar, one.by, -ahead);
        // A reminder on the day it began, or before, does not exist: the limit is shorter than that.
        const exists = on > one.since && !climb.reminded.includes(ahead);
        return exists ? [{ on, kind: 'remind', rung: 'E0', ahead }] : [];
      });

/** The end and each part of it are foreseen long before; a reply has no lines of its own (§6). */
const aheadOf = (kind: ObligationKind): readonly number[] => {
  if (kind === 'reply') return [];
  return kind === 'finish' || kind === 'part' ? reminderDays.far : reminderDays.near;
};

const rungsOf = (
  task: Task,
  one: Obligation,
  climb: Climb,
  calendar: Calendar,
  from: Day | undefined,
): readonly Step[] => {
  if (one.top === null) return [];
  const done = climb.rung === null ? -1 : rungs.indexOf(climb.rung);
  const found: Step[] = [];
  let before = climb.rungOn;
  for (const rung of rungsUpTo(one.top).slice(done + 1)) {
    let on = rungDay(one, rung, before, calendar);
    // The one leap there is: the chief's slip does not wait for the rungs below it.
    if (one.leap !== null && rung < 'E3' && on >= one.leap.on) continue;
    if (one.leap !== null && rung === 'E3') on = earliest(on, latest(one.leap.on, before));
    if (rung === 'E3' && climb.foretoldOn !== null) on = latest(on, addWorkingDays(calendar, climb.foretoldOn, 1));
    if (rung === 'E3' && climb.held) on = addWorkingDays(calendar, on, holdDays);
    // Whether the morning before could foresee it is a matter of its own day, whenever it is asked.
    const morning = addWorkingDays(calendar, on, -1);
    const foreseen = morning > latest(one.since, before, one.leap?.since ?? null);
    on = latest(on, from ?? null);
    if (rung === 'E3' && foreseen && isForetold(task, one, climb)) {
      const ahead = latest(morning, from ?? null);
      found.push({ on: ahead, kind: 'foretell', rung: 'E3', ahead: null });
      on = latest(on, addWorkingDays(calendar, ahead, 1));
    }
    found.push({ on, kind: 'escalate', rung, ahead: null });
    before = on;
  }
  return found;
};

/** A rung's own day, or the day of the rung before it plus the gap; what was late when it began, from the next morning on. */
const rungDay = (one: Obligation, rung: Rung, before: Day | null, calendar: Calendar): Day => {
  const { lateDays, gapDays, isUpper } = ladder[rung];
  const own = addWorkingDays(calendar, isUpper ? one.end : one.by, lateDays);
  return latest(own, addWorkingDays(calendar, before ?? one.since, before === null ? 1 : gapDays));
};

/** The office sees a yellow slip the working morning before, once; it cannot hold its own. */
const isForetold = (task: Task, { unit }: Obligation, { foretoldOn }: Climb): boolean =>
  unit !== task.seats.office && foretoldOn === null;

/** The day from which the task no longer waits for names (§6): the working day after the longest limit since the issue. */
const lapseOf = (task: Task, calendar: Calendar): readonly Line[] => {
  const waiting = isOpen(task) && (task.stage === 'dispatched' || task.stage === 'planning') && !task.ownersLapsed;
  if (!waiting || task.dispatchedOn === null) return [];
  const limit = limitsOf(task.rules).nameOwner;
  const days = carriers(task).some((one) => one.bulk) ? limit.bulkDays : limit.days;
  return [moving('lapse', addWorkingDays(calendar, task.dispatchedOn, days + 1), null)];
};

/** A report that nobody gave is owed for some days into the next month, at the latest until the task's own day; then a later one takes its place. */
const turnOf = (task: Task, owed: readonly Obligation[], calendar: Calendar): readonly Line[] => {
  const first = firstReported(owed);
  if (first === null) return [];
  const day = dayIn(addMonths(first, 1), limitsOf(task.rules).report.turnDate);
  return [moving('turn', earliest(day, addDays(actBy(task, calendar), 1)), 'report')];
};

/** The month that reports are owed from once the turn of `on` is carried out, however many it skips. */
export const turnsTo = (task: Task, calendar: Calendar, on: Day): Month => {
  const first = firstReported(obligations(task, calendar));
  const now = on >= dayIn(monthOf(on), limitsOf(task.rules).report.turnDate) ? monthOf(on) : addMonths(monthOf(on), -1);
  return first === null || now > first ? now : addMonths(first, 1);
};

/** The earliest month that anybody owes a report for. */
const firstReported = (owed: readonly Obligation[]): Month | null =>
  owed.flatMap(({ kind, key }) => (kind === 'report' ? [monthIn(key)] : [])).sort()[0] ?? null;

/** A line that tells nobody anything. */
const moving = (kind: 'lapse' | 'turn', on: Day, about: ObligationKind | null): Line => ({
  on,
  at: instantOf(on, hours.lines),
  kind,
  rung: 'E0',
  to: [],
  about,
  obligation: null,
  unit: null,
  assignment: null,
  ahead: null,
});

const line = (task: Task, one: Obligation, { on, kind, rung, ahead }: Step): Line => ({
  on,
  at: instantOf(on, hours.lines),
  kind,
  rung,
  to: kind === 'foretell' ? foretoldTo(task) : recipients(task, one, rung),
  about: one.kind,
  obligation: one.key,
  unit: one.unit,
  assignment: one.assignment,
  ahead,
});

const inOrder = (a: Line, b: Line): number =>
  a.at - b.at || compare(a.obligation ?? '', b.obligation ?? '') || (b.ahead ?? -1) - (a.ahead ?? -1);
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
