import { type Assignment, isAtWork, isReleased } from './assignment.ts';
import { correctionDay, endDay, finishDay, partDay, requestDay } from './deadlines.ts';
import type { ObligationKey } from './obligation-key.ts';
import { actBy } from './open-questions.ts';
import { limited, type Lister, ofPart, type Pending } from './pending.ts';
import { limitsOf } from './tables/limits.ts';
import { findAssignment, leadOf, partsOf, type Task } from './task.ts';
import { addWorkingDays, type Calendar, workingDayOnOrBefore } from './time/calendar.ts';
import { latest } from './time/day.ts';

/** An open subtask is owed by the unit that holds it, unless that has declined its part. */
export const pieces: Lister = (task) =>
  task.subtasks.flatMap(({ id, holder, stage, since, issue, due }): readonly Pending[] => {
    const part = findAssignment(task, holder);
    if (stage !== 'open' || part === undefined || part.stage === 'declined' || isReleased(part)) return [];
    const { top, againDays } = limitsOf(task.rules).subtask;
    // What comes back when its day has passed may be put right first.
    const days = issue === 1 ? 0 : againDays;
    const by = (calendar: Calendar) =>
      latest(workingDayOnOrBefore(calendar, due), addWorkingDays(calendar, since, days));
    const end = (calendar: Calendar) => latest(by(calendar), actBy(task, calendar));
    return [{ ...ofPart(part, 'subtask', `${id}-${String(issue)}`), since, by, end, top }];
  });

/** Done and proved; what came back is owed as a correction instead. */
export const parts: Lister = (task) =>
  task.assignments.flatMap((part): readonly Pending[] => {
    if (part.issuedOn === null || !(part.stage === 'issued' || isAtWork(part))) return [];
    const { returnedOn } = part;
    if (returnedOn !== null)
      return [
        {
          ...ofWork(part),
          since: part.backOn ?? returnedOn,
          by: (calendar) => correctionDay(task, returnedOn, calendar),
          top: limitsOf(task.rules).correct.top,
        },
      ];
    if (!partsOf(task).includes(part)) return [];
    return [
      {
        ...ofWork(part),
        since: part.backOn ?? part.issuedOn,
        by: (calendar) => partDay(task, part, calendar),
        end: (calendar) => endDay(task, part, calendar),
        top: limitsOf(task.rules).part.top,
      },
    ];
  });

/** Evidence that a held claim or request showed to be missing when time was short. */
export const supplies: Lister = (task) =>
  task.assignments.flatMap((part): readonly Pending[] => {
    if (part.supply === null) return [];
    const { since, heldAgainOn } = part.supply;
    const limit = limitsOf(task.rules).supply;
    return [
      {
        ...ofPart(part, 'supply', `${String(part.issue)}.${String(part.supplies)}`),
        since,
        ...limited(limit, since, false),
        // The next morning after a second hold, or after the task's day has passed.
        leap: (calendar) => {
          const end = actBy(task, calendar);
          if (heldAgainOn !== null && (since > end || heldAgainOn < end))
            return { on: addWorkingDays(calendar, heldAgainOn, 1), since: heldAgainOn };
          return since <= end ? { on: addWorkingDays(calendar, end, 1), since } : null;
        },
      },
    ];
  });

/** The lead brings the whole to an end, unless it has declined its part. */
export const ending: Lister = (task) => {
  const lead = leadOf(task);
  if (lead?.issuedOn == null || lead.stage === 'declined' || task.finish.since === null) return [];
  return [
    {
      ...ofEnd(task, lead),
      since: latest(task.finish.since, lead.issuedOn),
      by: (calendar) => requestDay(task, calendar),
      end: (calendar) => finishDay(task, calendar),
      top: limitsOf(task.rules).finish.top,
    },
  ];
};

/** The key under which a part's work is owed: to be done, or put right. */
export const workKey = (part: Assignment): ObligationKey => ofWork(part).key;

const ofWork = (part: Assignment): Pick<Pending, 'key' | 'kind' | 'unit' | 'assignment'> =>
  ofPart(part, part.returnedOn === null ? 'part' : 'correct', `${part.issue}.${part.claims}`);

/** The key under which the lead owes the end of the task. */
export const endKey = (task: Task): ObligationKey | null => {
  const lead = leadOf(task);
  return lead === undefined ? null : ofEnd(task, lead).key;
};

const ofEnd = (task: Task, lead: Assignment): Pick<Pending, 'key' | 'kind' | 'unit' | 'assignment'> =>
  ofPart(lead, 'finish', `${lead.issue}.${task.finish.count}`);
