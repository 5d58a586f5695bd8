import { type Assignment, assignmentId, hasAcknowledged, isAtWork, type Role } from './assignment.ts';
import { type Changes, returned, withAssignment, withHands } from './change.ts';
import type { TaskDraft } from './draft.ts';
import type { Fact, FactKind } from './event.ts';
import { itemsMoved } from './evidence.ts';
import { reviewChanges, undecided } from './evolve-review.ts';
import { workChanges } from './evolve-work.ts';
import { allAccepted, evidenceFor, itemsOf, notSubmitted } from './missing.ts';
import type { ObligationKey } from './obligation-key.ts';
import { ground } from './climb.ts';
import { stillOwed } from './obligations.ts';
import { planned, readingOf, understood, withAnswer } from './reading.ts';
import { again, movedTo, type Subtask, withoutPart } from './subtask.ts';
import { carriers, findAssignment, leadOf, partsOf, type Task } from './task.ts';
import type { Climb } from './climb.ts';
import type { Rung } from './tables/ladder.ts';
import type { Day } from './time/day.ts';
import type { UnitId } from './unit.ts';

/** The state before a task's first fact. */
export type Before = Task | null;

/**
 * Folds one fact into a task. Throws when the fact cannot have happened here: a task's first fact is `drafted`, and
 * an unknown kind means that the ledger was written by a later version.
 */
export const evolve = (task: Before, fact: Fact): Task => {
  if (fact.kind === 'drafted') return draft(fact);
  if (task === null) throw new Error(`a task begins with "drafted", not with "${fact.kind}"`);
  if (!Object.hasOwn(changes, fact.kind)) throw new Error(`unknown kind of fact: "${fact.kind}"`);
  // The record is exhaustive over the kinds, so the entry takes exactly this fact.
  const change = changes[fact.kind] as (task: Task, fact: Fact) => Task;
  return settled(advanced({ ...change(task, fact), lastOn: fact.on }, fact.on));
};

/** The state after a whole history. */
export const fold = (facts: readonly Fact[]): Task => {
  const task = facts.reduce<Before>(evolve, null);
  if (task === null) throw new Error('a task without facts');
  return task;
};

const changes: Changes<Exclude<FactKind, 'drafted'>> = {
  ...workChanges,
  ...reviewChanges,
  answered: (task, { on, question, answer }) => {
    if (task.reading === null) throw new Error('a task without a reading has no questions');
    const answers = withAnswer(task.answers, { question, answer });
    return {
      ...task,
      ...understood(task.reading, answers),
      answers,
      answersGiven: task.answersGiven + 1,
      lastAnswerOn: on,
    };
  },
  // What nobody had to answer holds as it was understood.
  registered: (task, { on }) => ({
    ...task,
    stage: 'registered',
    registeredOn: on,
    questions: [],
    reading: null,
    answers: [],
  }),
  dropped: (task) => ({ ...task, stage: 'dropped', questions: [], reading: null, answers: [] }),
  dispatched: (task, { on, rules, bulk }) => ({
    ...task,
    stage: 'dispatched',
    dispatchedOn: on,
    rules,
    assignments: task.assignments.map((one) => ({ ...issued(one, on), bulk: bulk.includes(one.unit) })),
    finish: { since: on, count: 1, readyOn: null },
  }),
  acknowledged: (task, { on, assignment, by, textVersion }) =>
    withAssignment(task, assignment, (one) => ({
      ...one,
      stage: 'acknowledged',
      acknowledged: { on, by, textVersion },
    })),
  // Without a lead the task is where it was before it had one.
  declined: (task, { on, assignment }) => {
    // What is signed off must be complete: the request falls with a part that nobody has.
    const open = task.stage === 'review' ? undecided(task, on) : task;
    const declined = withAssignment(open, assignment, (one) => ({ ...one, stage: 'declined', declinedOn: on }));
    return findAssignment(task, assignment)?.role === 'lead' ? { ...declined, stage: 'dispatched' } : declined;
  },
  ruled: (task, { on, assignment, ruling }) => {
    if (ruling.kind === 'keep')
      return {
        ...withAssignment(task, assignment, (one) => ({ ...issued(one, on), kept: true })),
        subtasks: movedTo(task.subtasks, assignment, assignment, on),
      };
    const released = withAssignment(task, assignment, (one) => ({ ...one, stage: 'released' }));
    const old = findAssignment(task, assignment);
    const to = ruling.kind === 'reassign' && old !== undefined ? assignmentId(old.role, ruling.to) : null;
    const without = itemsMoved(released, assignment, to);
    return ruling.kind === 'reassign' && old !== undefined && to !== null
      ? handedTo({ ...without, subtasks: movedTo(task.subtasks, assignment, to, on) }, old.role, ruling.to, on)
      : { ...without, subtasks: withoutPart(task.subtasks, assignment) };
  },
  ownerNamed: (task, { assignment, owner }) => withAssignment(task, assignment, (one) => ({ ...one, owner })),
  planFiled: (task, { on }) => ({ ...task, planFiledOn: on }),
  subtaskAssigned: (task, { on, id, title, giver, assignment, person, due }) => ({
    ...task,
    subtasks: [
      ...task.subtasks,
      { id, title, giver, holder: assignment, person, due, stage: 'open', since: on, issue: 1 },
    ],
  }),
  subtaskFinished: (task, { id, by }) => withSubtask(withHands(task, by), id, (one) => ({ ...one, stage: 'finished' })),
  subtaskReturned: (task, { on, id }) => withSubtask(task, id, (one) => again({ ...one, stage: 'open' }, on)),
  subtaskWithdrawn: (task, { id }) => withSubtask(task, id, (one) => ({ ...one, stage: 'withdrawn' })),
  noted: (task) => task,
  reminded: (task, { obligation, ahead }) =>
    climbed(task, obligation, (climb) => ({ ...climb, reminded: [...climb.reminded, ...ahead] })),
  escalated: (task, { obligation, rung, on, proposed, unit }) =>
    climbed(task, obligation, (climb) => ({
      ...climb,
      rung,
      rungOn: on,
      slip: rung === 'E3' ? { on, unit } : climb.slip,
      waiting: proposed ? [...climb.waiting, { rung, since: on }] : climb.waiting,
    })),
  escalationConfirmed: (task, { obligation, rung }) => decided(task, obligation, rung),
  escalationSetAside: (task, { obligation, rung }) => decided(task, obligation, rung),
  escalationHeld: (task, { obligation }) => climbed(task, obligation, (climb) => ({ ...climb, held: true })),
  foretold: (task, { obligation, on }) => climbed(task, obligation, (climb) => ({ ...climb, foretoldOn: on })),
  redSlipSent: (task, { obligation }) => decided(task, obligation, 'E5'),
  replied: (task, { settles }) =>
    settles.reduce((at, key) => climbed(at, key, (climb) => ({ ...climb, slip: null })), task),
  lapsed: (task) => ({ ...task, ownersLapsed: true }),
  monthTurned: (task, { month }) => ({ ...task, reportsFrom: month }),
};

const draft = ({ on, draft: from }: { readonly on: Task['draftedOn']; readonly draft: TaskDraft }): Task => {
  const reading = readingOf(from);
  return {
    id: from.id,
    plan: from.plan,
    no: from.no,
    seats: from.seats,
    stage: 'draft',
    textVersion: 1,
    ...understood(reading, []),
    reading,
    answers: [],
    answersGiven: 0,
    draftedOn: on,
    lastAnswerOn: null,
    registeredOn: null,
    dispatchedOn: null,
    rules: null,
    subtasks: [],
    planFiledOn: null,
    ownersLapsed: false,
    reportsFrom: null,
    checklist: from.checklist,
    evidence: [],
    evidenceGiven: 0,
    waived: [],
    hands: [],
    finish: { since: null, count: 0, readyOn: null },
    returnedOn: null,
    requests: 0,
    returns: 0,
    review: null,
    reviewDays: 0,
    heldOn: null,
    completedOn: null,
    closedOn: null,
    climbs: {},
    lastOn: on,
  };
};

/** Issued anew: whatever was said of it before is said of an earlier issue. */
const issued = (one: Assignment, on: Day): Assignment => ({
  ...planned(one.role, one.unit),
  stage: 'issued',
  issue: one.issue + 1,
  issuedOn: on,
  bulk: one.bulk,
  kept: one.kept,
});

/** Another unit takes a role over. One that was released from it before takes up its old part again. */
const handedTo = (task: Task, role: Role, unit: UnitId, on: Day): Task => {
  const part = planned(role, unit);
  const known = findAssignment(task, part.id);
  const next = issued({ ...part, issue: known?.issue ?? 0 }, on);
  const assignments =
    known === undefined
      ? [...task.assignments, next]
      : task.assignments.map((one) => (one.id === part.id ? next : one));
  return { ...task, assignments, ...(role === 'lead' && { lead: unit, stage: 'dispatched', planFiledOn: null }) };
};

const withSubtask = (task: Task, id: Subtask['id'], change: (one: Subtask) => Subtask): Task => ({
  ...task,
  subtasks: task.subtasks.map((one) => (one.id === id ? change(one) : one)),
});

const climbed = (task: Task, key: ObligationKey, change: (climb: Climb) => Climb): Task => ({
  ...task,
  climbs: { ...task.climbs, [key]: change(task.climbs[key] ?? ground) },
});

/** A rung that waited waits no longer, whatever became of it. */
const decided = (task: Task, key: ObligationKey, rung: Rung): Task =>
  climbed(task, key, (climb) => ({ ...climb, waiting: climb.waiting.filter((one) => one.rung !== rung) }));

/** What follows by itself from how the task now stands. */
const advanced = (task: Task, on: Day): Task => onward(unready(unproved(supplied(task), on), on));

/** Stages (§3): planning once the lead has acknowledged, underway once every carrier has an owner or has claimed, or the limit has run out. */
const onward = (task: Task): Task => {
  if (task.stage === 'dispatched') {
    const lead = leadOf(task);
    return lead !== undefined && hasAcknowledged(lead) ? onward({ ...task, stage: 'planning' }) : task;
  }
  if (task.stage !== 'planning') return task;
  const isNamed = carriers(task).every((one) => one.owner !== null || one.claims > 0);
  return task.ownersLapsed || isNamed ? { ...task, stage: 'underway' } : task;
};

/** Evidence is supplied once nothing is missing any more for a claim. */
const supplied = (task: Task): Task => {
  const isDone = (one: Assignment) =>
    one.supply !== null &&
    (!(one.stage === 'issued' || isAtWork(one) || one.stage === 'claimed') || notSubmitted(task, one).length === 0);
  return task.assignments.some(isDone)
    ? { ...task, assignments: task.assignments.map((one) => (isDone(one) ? { ...one, supply: null } : one)) }
    : task;
};

/** An accepted part that has to prove something more, since another one has gone, is put right. */
const unproved = (task: Task, on: Day): Task => {
  const parts = partsOf(task).filter(
    (part) =>
      part.stage === 'accepted' &&
      itemsOf(task, part).some((item) => evidenceFor(task, item) === undefined && !task.waived.includes(item)),
  );
  return parts.length === 0
    ? task
    : returned(
        task,
        parts.map(({ id }) => id),
        [],
        on,
      );
};

/** Parts that are not all accepted any more: the lead need not ask so soon. */
const unready = (task: Task, on: Day): Task =>
  task.finish.readyOn !== null && !allAccepted(task)
    ? { ...task, finish: { since: on, count: task.finish.count + 1, readyOn: null } }
    : task;

/** A settled obligation takes its ladder with it, and with that what hung on it. */
const settled = (task: Task): Task => {
  if (Object.keys(task.climbs).length === 0) return task;
  const isOwed = stillOwed(task);
  // Keys of `climbs` are obligation keys.
  const kept = Object.entries(task.climbs).filter(([key]) => isOwed(key as ObligationKey));
  return kept.length === Object.keys(task.climbs).length
    ? task
    : settled({ ...task, climbs: Object.fromEntries(kept) });
};
