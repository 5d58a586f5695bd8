import type { Chair } from './actor.ts';
import type { Fact, FactKind, FactOf } from './event.ts';
import { partsWith } from './missing.ts';
import { foretoldTo, recipients } from './recipients.ts';
import type { Task } from './task.ts';
import { type AssignmentId, isReleased, unitOf } from './assignment.ts';
import { type Form, reminded } from './tables/ladder.ts';
import { isConsulted, type UnitId, type UnitKind } from './unit.ts';

/** A fact made known to a post, in a form. Whoever holds the post when the letter is written gets it. */
export interface Notice {
  readonly chair: Chair;
  readonly form: Form;
}

/** What a fact means for others: who is told, and in which form (regulation §7). `task` is the state after the fact. */
export const notices = (task: Task, fact: Fact, kindOf: (unit: UnitId) => UnitKind): readonly Notice[] => {
  // The record is exhaustive over the kinds, so the entry takes exactly this fact.
  const tell = tellings[fact.kind] as (task: Task, fact: Fact, kindOf: (unit: UnitId) => UnitKind) => readonly Notice[];
  return unique(tell(task, fact, kindOf));
};

type Telling<K extends FactKind> = (
  task: Task,
  fact: FactOf<K>,
  kindOf: (unit: UnitId) => UnitKind,
) => readonly Notice[];

/** What somebody's act means for a house goes to the posts that are reminded there. */
const news = (unit: UnitId, form: Form): readonly Notice[] =>
  reminded.map((post): Notice => ({ chair: { unit, post }, form }));

const passed = (
  fact: { readonly giver: AssignmentId; readonly assignment: AssignmentId },
  to: 'giver' | 'assignment',
): readonly Notice[] => (unitOf(fact.giver) === unitOf(fact.assignment) ? [] : news(unitOf(fact[to]), 'subtask'));

const nobody = (): readonly Notice[] => [];

const tellings: { readonly [K in FactKind]: Telling<K> } = {
  drafted: nobody,
  answered: nobody,
  registered: nobody,
  dropped: nobody,
  dispatched: (task) => task.assignments.flatMap(({ unit }) => news(unit, 'issued')),
  acknowledged: nobody,
  declined: (task) => news(task.seats.office, 'declined'),
  // Whoever it concerns: the unit that declined, another one that has the part now, and the lead.
  ruled: (task, { assignment, ruling }) => [
    ...news(unitOf(assignment), 'decided'),
    ...(ruling.kind === 'reassign' ? news(ruling.to, 'issued') : []),
    ...(unitOf(assignment) === task.lead || (ruling.kind === 'reassign' && ruling.to === task.lead)
      ? []
      : news(task.lead, 'decided')),
  ],
  ownerNamed: nobody,
  planFiled: nobody,
  // To whoever holds it, and back to whoever gave it; within one house nobody has to be told by letter what it did.
  subtaskAssigned: (_task, fact) => passed(fact, 'assignment'),
  subtaskFinished: (_task, fact) => passed(fact, 'giver'),
  subtaskReturned: (_task, fact) => passed(fact, 'assignment'),
  subtaskWithdrawn: (_task, fact) => passed(fact, 'assignment'),
  reported: nobody,
  evidenceSubmitted: nobody,
  evidenceWithdrawn: nobody,
  evidenceJudged: (_task, { assignment, verdict }) =>
    verdict.kind === 'reject' ? news(unitOf(assignment), 'returned') : [],
  evidenceWaived: (_task, { assignment }) => news(unitOf(assignment), 'decided'),
  // Within one house nobody has to be told by letter; who accepts it reads it in what he owes.
  claimProposed: nobody,
  claimed: nobody,
  claimWithdrawn: nobody,
  claimHeld: (task, { assignment, repeat }) =>
    repeat ? [] : [...held(unitOf(assignment)), deputyOf(task.lead, 'held')],
  partAccepted: (_task, { assignment }) => news(unitOf(assignment), 'accepted'),
  partReturned: (_task, { assignment }) => news(unitOf(assignment), 'returned'),
  signOffRequested: nobody,
  signOffHeld: (task, { missing, repeat }) =>
    repeat ? [] : [task.lead, ...partsWith(missing.items).map(unitOf)].flatMap(held),
  signedOff: (task, { next }) =>
    next === null
      ? task.assignments.filter((one) => !isReleased(one)).flatMap(({ unit }) => news(unit, 'signed-off'))
      : [],
  signOffReturned: (task, { parts }) => [task.lead, ...parts.map(unitOf)].flatMap((unit) => news(unit, 'returned')),
  recused: nobody,
  signOffWithdrawn: nobody,
  closed: (task) => news(task.lead, 'decided'),
  archived: nobody,
  noted: (_task, { to }) => news(to, 'note'),
  reminded: (task, fact) => recipients(task, owedIn(fact), 'E0').map((chair): Notice => ({ chair, form: 'digest' })),
  escalated: (task, fact, kindOf) =>
    fact.proposed
      ? // The office reads the proposal in its morning's list, its chief that of a red slip; the letter itself leaves when it is sent.
        [{ chair: { unit: task.seats.office, post: fact.rung === 'E5' ? 'chief' : 'section-head' }, form: 'digest' }]
      : climbed(task, fact, kindOf),
  escalationConfirmed: (task, fact, kindOf) => climbed(task, fact, kindOf),
  escalationSetAside: nobody,
  escalationHeld: nobody,
  foretold: (task) => foretoldTo(task).map((chair): Notice => ({ chair, form: 'digest' })),
  redSlipSent: (task, fact, kindOf) => climbed(task, { ...fact, rung: 'E5' }, kindOf),
  replied: (task, { unit }) => (unit === task.seats.office ? [] : news(task.seats.office, 'note')),
  lapsed: nobody,
  monthTurned: nobody,
};

/** What a rung is about, and for whom. */
type Climbed = Pick<FactOf<'escalated'>, 'about' | 'unit' | 'rung'>;

const owedIn = ({ about, unit }: Omit<Climbed, 'rung'>) => ({ kind: about, unit });

/** A rung in its form, to whom it goes. */
const climbed = (task: Task, fact: Climbed, kindOf: (unit: UnitId) => UnitKind): readonly Notice[] =>
  recipients(task, owedIn(fact), fact.rung).map((chair): Notice => ({ chair, form: formOf(fact, kindOf) }));

/** Whoever handles it, and the deputy: who supervises hears of what is missing at once. */
const held = (unit: UnitId): readonly Notice[] => [...news(unit, 'held'), deputyOf(unit, 'held')];
const deputyOf = (unit: UnitId, form: Form): Notice => ({ chair: { unit, post: 'deputy' }, form });

/** From E3 on a central agency or a company is consulted by letter (函商) instead of being pressed with a slip. */
const formOf = (fact: Climbed, kindOf: (unit: UnitId) => UnitKind): Form => {
  if (fact.rung === 'E1') return 'digest';
  if (fact.rung === 'E2') return 'blue-slip';
  if (fact.rung === 'E5') return 'red-slip';
  if (isConsulted(kindOf(fact.unit))) return 'consultation';
  return fact.rung === 'E3' ? 'yellow-slip' : 'supervision-letter';
};

/** Copies to one post fall together: the lead's deputy may also be the one who is meant. */
const unique = (all: readonly Notice[]): readonly Notice[] => [
  ...new Map(all.map((one) => [`${one.chair.unit} ${one.chair.post} ${one.form}`, one])).values(),
];
