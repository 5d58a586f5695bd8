import { holds, posts } from '../actor.ts';
import { dateQuestion, openQuestions } from '../open-questions.ts';
import type { Answer, Question } from '../question.ts';
import type { Refusal } from '../refusal.ts';
import type { Task } from '../task.ts';
import type { UnitId } from '../unit.ts';
import type { Moment, Rule } from './rule.ts';

/** 释疑: the office says what the plan's text leaves open. The answer must be of the question's kind. */
export const answer: Rule<'answer'> = {
  at: ['draft'],
  may: (task, by) => (holds(by, task.seats.office) ? null : { why: 'notYourPost', unit: task.seats.office, posts }),
  against: (task, { question: id, answer: given }, moment) => {
    const question = openQuestions(task, moment.calendar, moment.on).find((one) => one.id === id);
    if (question === undefined) return { why: 'noSuchQuestion', question: id };
    return given.kind === question.kind
      ? fits[given.kind](task, question, given, moment)
      : { why: 'answerDoesNotFit', question: id };
  },
  facts: (_task, { question, answer: given }, { on }) => [{ kind: 'answered', on, question, answer: given }],
  candidates: (task, _by, moment) =>
    openQuestions(task, moment.calendar, moment.on).map((question) => ({
      kind: 'answer',
      question: question.id,
      answer: likely(question, task, moment),
    })),
};

const fits: {
  readonly [K in Answer['kind']]: (task: Task, question: Question, given: Answer, moment: Moment) => Refusal | null;
} = {
  units: (task, question, given, { units: known }) => {
    const units = given.kind === 'units' ? given.units : [];
    if (units.length === 0) return { why: 'noUnitNamed', question: question.id };
    const unknown = units.find((unit) => !known.has(unit) || isSeat(task, unit));
    if (unknown !== undefined) return { why: 'unknownUnit', unit: unknown };
    const twice = units.find((unit, i) => units.indexOf(unit) !== i || isAssigned(task, unit));
    return twice === undefined ? null : { why: 'unitAlreadyAssigned', unit: twice };
  },
  inherited: () => null,
  date: (_task, _question, given, { on }) =>
    given.kind === 'date' && given.due !== null && given.due <= on
      ? { why: 'dueNotAhead', due: given.due, after: on }
      : null,
};

/** Office, leading group and inspectorate follow a task; they do not carry it out. */
const isSeat = (task: Task, unit: UnitId): boolean => Object.values(task.seats).includes(unit);
const isAssigned = (task: Task, unit: UnitId): boolean => task.assignments.some((one) => one.unit === unit);

/** An answer that would be accepted, to try whether one may answer at all. */
const likely = (question: Question, task: Task, { units: known }: Moment): Answer => {
  if (question.kind === 'inherited') return { kind: 'inherited' };
  if (question.kind === dateQuestion) return { kind: 'date', due: null };
  const free = [...known].find((unit) => !isSeat(task, unit) && !isAssigned(task, unit));
  return { kind: 'units', units: free === undefined ? [] : [free] };
};
