import { type Assignment, assignmentId } from './assignment.ts';
import type { TaskDraft } from './draft.ts';
import type { Given, Question } from './question.ts';
import type { Reading, Task } from './task.ts';
import type { UnitId } from './unit.ts';

/** What a draft's state takes from its reading and the answers in force. */
export type Understood = Pick<Task, 'lead' | 'due' | 'assignments' | 'questions' | 'dateSettled'>;

/** How a row reads before anybody has answered. */
export const readingOf = ({ lead, due, questions, units }: TaskDraft): Reading => ({
  lead,
  due,
  questions,
  units: units.map(({ role, unit }) => ({ role, unit })),
});

/** The later answer to a question takes the place of the earlier one. */
export const withAnswer = (answers: readonly Given[], given: Given): readonly Given[] => [
  ...answers.filter((one) => one.question !== given.question),
  given,
];

/** The reading with these answers: each changes what the row said, none changes another. */
export const understood = (reading: Reading, answers: readonly Given[]): Understood => {
  const meant = new Map<UnitId, UnitId>();
  const added: UnitId[] = [];
  let date: Understood['due'] | null = null;
  let dateSettled = false;
  for (const { question, answer } of answers) {
    if (answer.kind === 'units') added.push(...answer.units);
    if (answer.kind === 'date') dateSettled = true;
    if (answer.kind === 'date' && answer.due !== null) date = { day: answer.due, precision: 'day' };
    const provisional = reading.questions.find((one) => one.id === question)?.unit;
    if (answer.kind === 'unit' && provisional !== undefined) meant.set(provisional, answer.unit);
  }
  const answered = new Set(answers.map(({ question }) => question));
  return {
    lead: meant.get(reading.lead) ?? reading.lead,
    due: date ?? reading.due,
    assignments: [
      ...reading.units.map(({ role, unit }) => planned(role, meant.get(unit) ?? unit)),
      ...added.map((unit) => planned('responsible', unit)),
    ],
    questions: reading.questions.filter(({ id }) => !answered.has(id)),
    dateSettled,
  };
};

/** The units of a draft as they would be without the answer to this question. */
export const unitsWithout = (task: Task, question: Question): readonly UnitId[] => {
  if (task.reading === null) return task.assignments.map(({ unit }) => unit);
  const others = task.answers.filter((one) => one.question !== question.id);
  return understood(task.reading, others).assignments.map(({ unit }) => unit);
};

/** A part that nobody was given yet. */
export const planned = (role: Assignment['role'], unit: Assignment['unit']): Assignment => ({
  id: assignmentId(role, unit),
  unit,
  role,
  stage: 'planned',
  issue: 0,
  issuedOn: null,
  bulk: false,
  acknowledged: null,
  owner: null,
  declinedOn: null,
  kept: false,
  reported: null,
  claim: null,
  claims: 0,
  backOn: null,
  returnedOn: null,
  heldOn: null,
  supply: null,
  supplies: 0,
});
