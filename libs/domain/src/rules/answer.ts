import { answerable } from '../open-questions.ts';
import type { Answer, Question } from '../question.ts';
import { unitsWithout } from '../reading.ts';
import type { Refusal } from '../refusal.ts';
import type { Task } from '../task.ts';
import { isSeat } from '../unit.ts';
import { ofOffice } from './of-office.ts';
import type { Moment, Rule } from './rule.ts';

/** 释疑: the office says what the plan's text leaves open, and may say it anew until registration. The answer must be of the question's kind. */
export const answer: Rule<'answer'> = {
  at: ['draft'],
  may: (task, by) => ofOffice(task, by),
  against: (task, { question: id, answer: given }, moment) => {
    const question = answerable(task, moment.calendar, moment.on).find((one) => one.id === id);
    if (question === undefined) return { why: 'noSuchQuestion', question: id };
    return given.kind === question.kind
      ? fits[given.kind](task, question, given, moment)
      : { why: 'answerDoesNotFit', question: id };
  },
  facts: (_task, { question, answer: given }, { on }) => [{ kind: 'answered', on, question, answer: given }],
  candidates: (task, _by, moment) =>
    answerable(task, moment.calendar, moment.on).map((question) => ({
      kind: 'answer',
      question: question.id,
      answer: likely[question.kind](task, question, moment),
    })),
};

const fits: {
  readonly [K in Answer['kind']]: (task: Task, question: Question, given: Answer, moment: Moment) => Refusal | null;
} = {
  units: (task, question, given, { units: known }) => {
    const units = given.kind === 'units' ? given.units : [];
    if (units.length === 0) return question.blocks ? { why: 'noUnitNamed', question: question.id } : null;
    const unknown = units.find((unit) => !known.has(unit));
    if (unknown !== undefined) return { why: 'unknownUnit', unit: unknown };
    const seat = units.find((unit) => isSeat(task.seats, unit));
    if (seat !== undefined) return { why: 'isSeat', unit: seat };
    const assigned = unitsWithout(task, question);
    const twice = units.find((unit, i) => units.indexOf(unit) !== i || assigned.includes(unit));
    return twice === undefined ? null : { why: 'unitAlreadyAssigned', unit: twice };
  },
  unit: (task, question, given, { units: known }) => {
    if (given.kind !== 'unit' || given.unit === question.unit) return null;
    if (!known.has(given.unit)) return { why: 'unknownUnit', unit: given.unit };
    if (isSeat(task.seats, given.unit)) return { why: 'isSeat', unit: given.unit };
    const isAssigned = unitsWithout(task, question).includes(given.unit);
    return isAssigned ? { why: 'unitAlreadyAssigned', unit: given.unit } : null;
  },
  inherited: () => null,
  date: (_task, _question, given, { on }) =>
    given.kind === 'date' && given.due !== null && given.due <= on
      ? { why: 'dueNotAhead', due: given.due, after: on }
      : null,
};

/** An answer that would be accepted, to try whether one may answer at all. */
const likely: { readonly [K in Answer['kind']]: (task: Task, question: Question, moment: Moment) => Answer } = {
  units: (task, question, { units: known }) => {
    const assigned = unitsWithout(task, question);
    const free = [...known].find((unit) => !isSeat(task.seats, unit) && !assigned.includes(unit));
    return { kind: 'units', units: free === undefined ? [] : [free] };
  },
  unit: (task, { unit }) => ({ kind: 'unit', unit: unit ?? task.lead }),
  inherited: () => ({ kind: 'inherited' }),
  date: () => ({ kind: 'date', due: null }),
};
