import { factText, heldTexts } from '#contract/fact-texts';
import { agenda, type Line } from '#domain/agenda';
import { partDay } from '#domain/deadlines';
import type { Fact, FactOf } from '#domain/event';
import type { Climbed, Issue, LetterItem } from '#domain/letter';
import { lastDayToDecline, type Obligation, obligations } from '#domain/obligations';
import { actBy } from '#domain/open-questions';
import { confirmKey, replyKey } from '#domain/owed';
import { limitsOf } from '#domain/tables/limits';
import { carriers, findAssignment, leadOf, partsOf, type Task } from '#domain/task';
import { type Calendar, isProvisional, workingDaysBetween } from '#domain/time/calendar';
import { isConsulted, type UnitId } from '#domain/unit';
import type { ClimbedRungs } from './climbed-rungs.ts';
import type { Directory } from './directory.ts';
import { isOfLadder, type Matter, mattersOf } from './matters.ts';
import { lackingOf } from './missing-things.ts';
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
  /** Whose task it is. */
  readonly lead: UnitId;
}

/** What a round's lines are read against. */
export interface Sources {
  readonly calendar: Calendar;
  readonly round: Round;
  readonly directory: Directory;
  readonly climbed: ClimbedRungs;
}

/** What the letter says of a notice: nothing when the ladder's matter was settled before the round. */
export const itemsOf = (
  { fact, unit }: WaitingNotice,
  reading: Reading | undefined,
  sources: Sources,
): readonly ToldItem[] =>
  reading === undefined
    ? []
    : mattersOf(fact, unit, { task: reading.row.state, owed: reading.owed, calendar: sources.calendar }).map(
        (matter) => ({ matter, item: itemOf(matter, fact, reading, sources), lead: reading.row.state.lead }),
      );

const itemOf = (
  matter: Matter,
  fact: Fact,
  { row, owed, lines }: Reading,
  { calendar, round, directory, climbed }: Sources,
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
    consulted: isConsulted(directory.kinds.get(matter.unit) ?? 'bureau'),
    partUnitName:
      assignment === undefined || assignment.unit === matter.unit
        ? null
        : (directory.units.get(assignment.unit) ?? assignment.unit),
    assignment: matter.assignment,
    about: matter.kind,
    by: matter.by,
    provisional: matter.by !== null && isProvisional(calendar, matter.by),
    said: saidOf(fact, row.state, directory),
    lateDays: matter.by === null ? 0 : workingDaysBetween(calendar, matter.by, round.day),
    rung: rungOf(fact),
    proposed: isProposal(fact),
    confirmBy: isProposal(fact) ? (owed.get(confirmKey(fact.obligation, fact.rung))?.by ?? null) : null,
    replyBy: isSlip(fact) ? (owed.get(replyKey(fact.obligation))?.by ?? null) : null,
    foretold: fact.kind === 'foretold',
    next:
      next === undefined || next.rung === 'E0'
        ? null
        : { on: next.on, at: '08:30', rung: next.rung, provisional: isProvisional(calendar, next.on) },
    climbed: isOfLadder(fact) ? before(fact, climbed(row.state.id, fact.obligation)) : [],
    issue:
      matter.kind === 'acknowledge' && (fact.kind === 'dispatched' || fact.kind === 'ruled')
        ? issueOf(matter, row.state, calendar)
        : null,
    missing: lackingOf(fact, matter, row.state, directory),
  };
};

/** What is owed says itself; what somebody did is said in a sentence. What is missing is listed beside it. */
const saidOf = (fact: Fact, { checklist }: Task, { named }: Directory): string | null => {
  if (isOfLadder(fact) || fact.kind === 'dispatched') return null;
  if (fact.kind === 'claimHeld' || fact.kind === 'signOffHeld') return heldTexts[fact.kind](fact.assignment, named).zh;
  return factText(fact, named, checklist).zh;
};

const isSlip = (fact: Fact): fact is FactOf<'escalated'> => fact.kind === 'escalated' && fact.rung === 'E3';
const isProposal = (fact: Fact): fact is FactOf<'escalated'> => fact.kind === 'escalated' && fact.proposed;

/** What went before the rung that is told: its own proposal too, once it has been confirmed. */
const before = (fact: Fact, all: readonly Climbed[]): readonly Climbed[] => {
  const own = rungOf(fact);
  return all.filter(({ rung, what }) => rung !== own || (what === 'proposed' && !isProposal(fact)));
};

const issueOf = (matter: Matter, task: Task, calendar: Calendar): Issue | null => {
  const part = matter.assignment === null ? undefined : findAssignment(task, matter.assignment);
  if (part === undefined) return null;
  const { nameOwner, filePlan } = limitsOf(task.rules);
  const days = (limit: typeof nameOwner): number => (part.bulk ? limit.bulkDays : limit.days);
  const finishBy = actBy(task, calendar);
  return {
    declineBy: part.kept ? null : lastDayToDecline(task, part, calendar),
    nameOwnerDays: carriers(task).includes(part) ? days(nameOwner) : null,
    filePlanDays: part === leadOf(task) ? days(filePlan) : null,
    partBy: partsOf(task).includes(part) ? partDay(task, part, calendar) : null,
    finishBy,
    provisional: isProvisional(calendar, finishBy),
  };
};

const rungOf = (fact: Fact): LetterItem['rung'] => {
  if (fact.kind === 'redSlipSent') return 'E5';
  if (fact.kind === 'reminded') return 'E0';
  return 'rung' in fact ? fact.rung : null;
};
