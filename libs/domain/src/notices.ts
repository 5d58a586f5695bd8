import type { Chair } from './actor.ts';
import type { Fact, FactKind, FactOf } from './event.ts';
import { recipients } from './recipients.ts';
import type { Task } from './task.ts';
import { type Form, reminded } from './tables/ladder.ts';
import type { UnitId, UnitKind } from './unit.ts';

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

const nobody = (): readonly Notice[] => [];

const tellings: { readonly [K in FactKind]: Telling<K> } = {
  drafted: nobody,
  answered: nobody,
  registered: nobody,
  dispatched: (task) =>
    task.assignments.flatMap(({ unit }) => reminded.map((post): Notice => ({ chair: { unit, post }, form: 'issued' }))),
  acknowledged: nobody,
  ownerNamed: nobody,
  reminded: (task, fact) => recipients(task, fact.unit, 'E0').map((chair): Notice => ({ chair, form: 'digest' })),
  escalated: (task, fact, kindOf) =>
    fact.proposed
      ? // The office reads the proposal in its morning's list; the letter itself leaves when it has confirmed.
        [{ chair: { unit: task.seats.office, post: 'section-head' }, form: 'digest' }]
      : recipients(task, fact.unit, fact.rung).map((chair): Notice => ({ chair, form: formOf(fact, kindOf) })),
  lapsed: nobody,
};

/** From E3 on a central agency or a company is consulted by letter (函商) instead of being pressed with a slip. */
const formOf = (fact: FactOf<'escalated'>, kindOf: (unit: UnitId) => UnitKind): Form => {
  if (fact.rung === 'E1') return 'digest';
  if (fact.rung === 'E2') return 'blue-slip';
  if (fact.rung === 'E5') return 'red-slip';
  const kind = kindOf(fact.unit);
  if (kind === 'central-agency' || kind === 'company') return 'consultation';
  return fact.rung === 'E3' ? 'yellow-slip' : 'supervision-letter';
};

/** Copies to one post fall together: the lead's deputy may also be the one who is meant. */
const unique = (all: readonly Notice[]): readonly Notice[] => [
  ...new Map(all.map((one) => [`${one.chair.unit} ${one.chair.post} ${one.form}`, one])).values(),
];
