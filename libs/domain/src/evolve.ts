import { type Assignment, assignmentId } from './assignment.ts';
import type { TaskDraft } from './draft.ts';
import type { Fact, FactKind, FactOf } from './event.ts';
import type { ObligationKey } from './obligation-key.ts';
import { owedKeys } from './obligations.ts';
import { carriers, type Climb, type Task } from './task.ts';

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
  return settled(advanced({ ...change(task, fact), lastOn: fact.on }));
};

/** The state after a whole history. */
export const fold = (facts: readonly Fact[]): Task => {
  const task = facts.reduce<Before>(evolve, null);
  if (task === null) throw new Error('a task without facts');
  return task;
};

type Change<K extends FactKind> = (task: Task, fact: FactOf<K>) => Task;

const changes: { readonly [K in Exclude<FactKind, 'drafted'>]: Change<K> } = {
  answered: (task, { on, question, answer }) => ({
    ...task,
    questions: task.questions.filter((one) => one.id !== question),
    lastAnswerOn: on,
    ...(answer.kind === 'units' && {
      assignments: [...task.assignments, ...answer.units.map((unit) => planned('responsible', unit))],
    }),
    ...(answer.kind === 'date' && {
      dateSettled: true,
      ...(answer.due !== null && { due: { day: answer.due, precision: 'day' as const } }),
    }),
  }),
  registered: (task, { on }) => ({ ...task, stage: 'registered', registeredOn: on }),
  dispatched: (task, { on, rules, bulk }) => ({
    ...task,
    stage: 'dispatched',
    dispatchedOn: on,
    rules,
    assignments: task.assignments.map((one) => ({
      ...one,
      stage: 'issued',
      issue: one.issue + 1,
      issuedOn: on,
      bulk: bulk.includes(one.unit),
    })),
  }),
  acknowledged: (task, { on, assignment, by, textVersion }) =>
    withAssignment(task, assignment, (one) => ({
      ...one,
      stage: 'acknowledged',
      acknowledged: { on, by, textVersion },
    })),
  ownerNamed: (task, { assignment, owner }) => withAssignment(task, assignment, (one) => ({ ...one, owner })),
  reminded: (task, { obligation, ahead }) =>
    climbed(task, obligation, (climb) => ({ ...climb, reminded: [...climb.reminded, ...ahead] })),
  escalated: (task, { obligation, rung, on }) => climbed(task, obligation, (climb) => ({ ...climb, rung, rungOn: on })),
  lapsed: (task) => ({ ...task, ownersLapsed: true }),
};

const draft = ({ on, draft: from }: { readonly on: Task['draftedOn']; readonly draft: TaskDraft }): Task => ({
  id: from.id,
  plan: from.plan,
  no: from.no,
  seats: from.seats,
  stage: 'draft',
  textVersion: 1,
  lead: from.lead,
  due: from.due,
  draftedOn: on,
  questions: from.questions,
  dateSettled: false,
  lastAnswerOn: null,
  registeredOn: null,
  dispatchedOn: null,
  rules: null,
  assignments: from.units.map(({ role, unit }) => planned(role, unit)),
  ownersLapsed: false,
  climbs: {},
  lastOn: on,
});

const planned = (role: Assignment['role'], unit: Assignment['unit']): Assignment => ({
  id: assignmentId(role, unit),
  unit,
  role,
  stage: 'planned',
  issue: 0,
  issuedOn: null,
  bulk: false,
  acknowledged: null,
  owner: null,
});

const withAssignment = (task: Task, id: Assignment['id'], change: (one: Assignment) => Assignment): Task => ({
  ...task,
  assignments: task.assignments.map((one) => (one.id === id ? change(one) : one)),
});

const climbed = (task: Task, key: ObligationKey, change: (climb: Climb) => Climb): Task => ({
  ...task,
  climbs: { ...task.climbs, [key]: change(task.climbs[key] ?? { reminded: [], rung: null, rungOn: null }) },
});

/** Stages that follow by themselves (§3): planning once the lead has acknowledged, underway once every carrier has an owner or the limit has run out. */
const advanced = (task: Task): Task => {
  if (task.stage === 'dispatched') {
    const lead = task.assignments.find((one) => one.role === 'lead');
    return lead?.acknowledged ? advanced({ ...task, stage: 'planning' }) : task;
  }
  if (task.stage !== 'planning') return task;
  return task.ownersLapsed || carriers(task).every((one) => one.owner !== null) ? { ...task, stage: 'underway' } : task;
};

/** A settled obligation takes its ladder with it. */
const settled = (task: Task): Task => {
  const owed = owedKeys(task);
  // Keys of `climbs` are obligation keys.
  const kept = Object.entries(task.climbs).filter(([key]) => owed.has(key as ObligationKey));
  return kept.length === Object.keys(task.climbs).length ? task : { ...task, climbs: Object.fromEntries(kept) };
};
