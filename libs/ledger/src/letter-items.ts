import { factText } from '#contract/fact-texts';
import { agenda, type Line } from '#domain/agenda';
import type { Fact } from '#domain/event';
import type { LetterItem } from '#domain/letter';
import { type Obligation, obligations } from '#domain/obligations';
import { findAssignment, type Task } from '#domain/task';
import { type Calendar, isProvisional, workingDaysBetween } from '#domain/time/calendar';
import type { Directory } from './directory.ts';
import { isOfLadder, type Matter, mattersOf } from './matters.ts';
import type { Round } from './post-desk.ts';
import type { WaitingNotice } from './waiting-notice.ts';

/** A task as its letters show it. */
export interface TaskRow {
  readonly id: string;
  readonly state: Task;
  readonly heading: string;
  readonly text: string;
}

/** A task's row with what is owed in it and what comes next, read once for all its notices. */
export interface Reading {
  readonly row: TaskRow;
  readonly owed: ReadonlyMap<string, Obligation>;
  readonly lines: readonly Line[];
}

export const readingOf = (row: TaskRow, calendar: Calendar, round: Round): Reading => ({
  row,
  owed: new Map(obligations(row.state, calendar).map((one) => [one.key, one])),
  lines: agenda(row.state, calendar, round.day),
});

/** One line of a letter, and what it is about. */
export interface ToldItem {
  readonly matter: Matter;
  readonly item: LetterItem;
}

/** What the letter says of a notice: nothing when the ladder's matter was settled before the round. */
export const itemsOf = (
  { fact, unit }: WaitingNotice,
  reading: Reading | undefined,
  calendar: Calendar,
  round: Round,
  directory: Directory,
): readonly ToldItem[] =>
  reading === undefined
    ? []
    : mattersOf(fact, unit, { task: reading.row.state, owed: reading.owed, calendar }).map((matter) => ({
        matter,
        item: itemOf(matter, fact, reading, calendar, round, directory),
      }));

const itemOf = (
  matter: Matter,
  fact: Fact,
  { row, lines }: Reading,
  calendar: Calendar,
  round: Round,
  directory: Directory,
): LetterItem => {
  const next = lines.find((line) => line.obligation === matter.key && line.kind === 'escalate');
  const assignment = matter.assignment === null ? undefined : findAssignment(row.state, matter.assignment);
  return {
    task: row.state.id,
    no: row.state.no,
    heading: row.heading,
    text: row.text,
    role: assignment?.role ?? null,
    unitName: directory.units.get(matter.unit) ?? matter.unit,
    partUnitName:
      assignment === undefined || assignment.unit === matter.unit
        ? null
        : (directory.units.get(assignment.unit) ?? assignment.unit),
    assignment: matter.assignment,
    about: matter.kind,
    by: matter.by,
    said: isSaid(fact) ? factText(fact, directory.named, row.state.checklist).zh : null,
    lateDays: matter.by === null ? 0 : workingDaysBetween(calendar, matter.by, round.day),
    rung: rungOf(fact),
    proposed: fact.kind === 'escalated' && fact.proposed,
    next:
      next === undefined || next.rung === 'E0'
        ? null
        : { on: next.on, at: '08:30', rung: next.rung, provisional: isProvisional(calendar, next.on) },
  };
};

/** What is owed says itself; what somebody did, and what the office is to see beforehand, is said in a sentence. */
const isSaid = (fact: Fact): boolean => fact.kind === 'foretold' || !(isOfLadder(fact) || fact.kind === 'dispatched');

const rungOf = (fact: Fact): LetterItem['rung'] => {
  if (fact.kind === 'redSlipSent') return 'E5';
  if (fact.kind === 'reminded') return 'E0';
  return 'rung' in fact ? fact.rung : null;
};
