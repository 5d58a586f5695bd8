import { type Changes, returned, withClimb, withHands } from './change.ts';
import { heldFor } from './evolve-work.ts';
import { endKey } from './owed-work.ts';
import type { Task } from './task.ts';
import type { Climb } from './climb.ts';
import type { Day } from './time/day.ts';

/** What sign-off makes of a task, up to its end. */
export const reviewChanges: Changes<
  | 'signOffRequested'
  | 'signOffHeld'
  | 'signedOff'
  | 'signOffReturned'
  | 'recused'
  | 'signOffWithdrawn'
  | 'closed'
  | 'archived'
> = {
  // Whoever asks for sign-off stands by how the task was divided.
  signOffRequested: (task, { on, by, level, signers, needsL3 }) => ({
    ...withHands(task, by),
    stage: 'review',
    planFiledOn: task.planFiledOn ?? on,
    requests: task.requests + 1,
    review: {
      ...{ level, signers, needsL3, requestedBy: by, requestedOn: on, since: on },
      ...{ signed: [], recused: [], named: [] },
      climb: climbOf(task),
    },
  }),
  signOffHeld: (task, fact) => ({ ...heldFor(withHands(task, fact.by), fact), heldOn: fact.on }),
  signedOff: (task, { on, by, next }) => {
    if (task.review === null) return task;
    return next === null
      ? { ...task, stage: 'completed', completedOn: on, review: null }
      : { ...task, review: { ...task.review, ...next, since: on, signed: [...task.review.signed, by] } };
  },
  signOffReturned: (task, { on, parts, items }) => ({
    ...returned(undecided(task, on), parts, items, on),
    returns: task.returns + 1,
  }),
  recused: (task, { on, by, signers, successor }) =>
    task.review === null
      ? task
      : {
          ...task,
          review: {
            ...task.review,
            signers,
            since: on,
            recused: [...task.review.recused, by],
            named: successor === null ? task.review.named : [...task.review.named, successor],
          },
        },
  // As before: the days under review are not the lead's, and its ladder goes on from where it was.
  signOffWithdrawn: (task, { on, reviewDays }) => {
    const back = undecided({ ...task, reviewDays: task.reviewDays + reviewDays }, on);
    return withClimb(back, endKey(back), task.review?.climb ?? null);
  },
  closed: (task, { on }) => ({ ...task, stage: 'closed', closedOn: on }),
  archived: (task) => ({ ...task, stage: 'archived' }),
};

const climbOf = (task: Task): Climb | null => {
  const key = endKey(task);
  return key === null ? null : (task.climbs[key] ?? null);
};

/** Back in work without a decision; the lead owes the request anew. */
export const undecided = (task: Task, on: Day): Task => ({
  ...task,
  stage: 'underway',
  review: null,
  finish: { ...task.finish, since: on, count: task.finish.count + 1 },
});
