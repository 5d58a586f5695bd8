import fc from 'fast-check';
import { type Actor, type Chair, type Post, posts } from '#domain/actor';
import { agenda, nextAt, nextDue } from '#domain/agenda';
import { type AssignmentId, assignmentId } from '#domain/assignment';
import type { Command, PersonCommand } from '#domain/command';
import { decide, type Decision, momentAt } from '#domain/decide';
import type { TaskDraft } from '#domain/draft';
import type { Fact } from '#domain/event';
import { evolve } from '#domain/evolve';
import type { ObligationKey } from '#domain/obligation-key';
import { obligations } from '#domain/obligations';
import { openQuestions } from '#domain/open-questions';
import type { Answer, Question, QuestionId } from '#domain/question';
import type { Moment } from '#domain/rules/rule';
import type { Task } from '#domain/task';
import { rungs } from '#domain/tables/ladder';
import type { Calendar } from '#domain/time/calendar';
import { addDays, day, type Day, type Instant, instantOf } from '#domain/time/day';
import type { UnitId } from '#domain/unit';
import { draftOf, holder, inspectorate, leadingGroup, nobodyInParticular, office, personWith } from './examples.ts';

/** An order as it was given, what was decided, and the task on either side of it. */
export interface Turn {
  readonly moment: Moment;
  readonly by: Actor;
  readonly command: Command;
  readonly decision: Decision;
  readonly before: Task;
  readonly after: Task;
}

/** A task at a moment of its life; lines may be due that nobody has carried out yet. */
export interface Stop {
  readonly task: Task;
  readonly moment: Moment;
}

/** A whole life; it prints as the list of its orders. */
export interface Life {
  readonly facts: readonly Fact[];
  readonly turns: readonly Turn[];
  readonly stops: readonly Stop[];
  /** The last stop. */
  readonly end: Stop;
  /** Everybody who might have given an order. */
  readonly people: readonly Actor[];
}

type Step =
  /** Plan time passes; while `asleep` no worker lives, and what came due waits for the next step that is awake. */
  | { readonly kind: 'pass'; readonly minutes: number; readonly asleep: boolean }
  /** Somebody does what he owes. */
  | { readonly kind: 'willing'; readonly which: number }
  /** Anybody asks for anything. */
  | {
      readonly kind: 'anyone';
      readonly who: number;
      readonly what: number;
      readonly about: number;
      readonly more: number;
    }
  /** The calendar in force is replaced. */
  | { readonly kind: 'calendar'; readonly which: number };

interface Plot {
  readonly draft: TaskDraft;
  readonly calendars: readonly Calendar[];
  readonly begins: Instant;
  readonly steps: readonly Step[];
}

const FIRST = day('2020-01-02');
/** No life needs more clock orders in one pass. */
const MANY = 200;

const crowd: readonly UnitId[] = Array.from({ length: 20 }, (_, i) => `unit-${String(i + 1)}` as UnitId);
/** The units of the plan, a few more than any task has, and the seats. */
export const world: ReadonlySet<UnitId> = new Set([...crowd, office.id, leadingGroup.id, inspectorate.id]);

/** Some working time calendar of 2020 and 2021: up to three spells of holidays, up to four make-up days. */
export const calendars: fc.Arbitrary<Calendar> = fc
  .record({
    spells: fc.array(fc.record({ from: fc.nat(700), days: fc.integer({ min: 1, max: 8 }) }), { maxLength: 3 }),
    makeUps: fc.array(fc.nat(700), { maxLength: 4 }),
  })
  .map(({ spells, makeUps }) => ({
    restDays: marked(
      spells.flatMap(({ from, days }) => Array.from({ length: days }, (_, i) => addDays(FIRST, from + i))),
    ),
    workDays: marked(makeUps.map((n) => addDays(FIRST, n))),
    validThroughYear: 2021,
  }));

const marked = (days: readonly Day[]): Readonly<Record<Day, true>> =>
  Object.fromEntries(days.map((one) => [one, true as const]));

const drafts: fc.Arbitrary<TaskDraft> = fc
  .record({
    order: fc.shuffledSubarray([...crowd], { minLength: 17, maxLength: 17 }),
    supports: fc.nat(2),
    responsible: fc.oneof(
      { weight: 9, arbitrary: fc.nat(3) },
      { weight: 1, arbitrary: fc.integer({ min: 4, max: 14 }) },
    ),
    due: fc.nat(500),
    year: fc.boolean(),
    asked: fc.subarray<'units' | 'inherited'>(['units', 'inherited']),
    suggested: fc.option(fc.array(fc.nat(19), { maxLength: 2 })),
  })
  .map(({ order, supports, responsible, due, year, asked, suggested }) => {
    const [lead = crowd[0], ...rest] = order;
    return draftOf({
      ...(lead !== undefined && { lead }),
      supports: rest.slice(0, supports),
      responsible: rest.slice(supports, supports + responsible),
      due: year ? '2020-12-31' : addDays(FIRST, due),
      precision: year ? 'year' : 'day',
      questions: asked.map((kind) => questionOf(kind, suggested)),
    });
  });

const questionOf = (kind: Question['kind'], suggested: readonly number[] | null): Question => ({
  id: kind as string as QuestionId,
  kind,
  line: 1,
  cell: 'responsible',
  text: '有关区政府',
  suggestion: suggested && { units: suggested.flatMap((n) => crowd[n] ?? []), reason: 'a hint in the text' },
});

const HOUR = 60;
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      minutes: fc.oneof(
        fc.nat(HOUR),
        fc.nat(30 * HOUR),
        fc.nat(12 * 24 * HOUR),
        // A jump of the clock.
        fc.nat(60 * 24 * HOUR),
      ),
      asleep: fc.boolean(),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('willing' as const), which: fc.nat(40) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('anyone' as const),
      who: fc.nat(1000),
      what: fc.nat(1000),
      about: fc.nat(1000),
      more: fc.nat(1000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('calendar' as const), which: fc.nat(1) }) },
);

const plots: fc.Arbitrary<Plot> = fc.record({
  draft: drafts,
  calendars: fc.tuple(calendars, calendars),
  begins: fc.nat(120 * 24 * HOUR).map((minutes) => (instantOf(FIRST, '8:00') + minutes * 60_000) as Instant),
  steps: fc.array(steps, { minLength: 1, maxLength: 24, size: 'max' }),
});

/** Lives lived from random plots; a counter-example shrinks as its plot does and prints as its orders. */
export const lives: fc.Arbitrary<Life> = plots.map((plot) => {
  const life = live(plot);
  return Object.assign(life, { [fc.toStringMethod]: () => story(plot, life) });
});

const live = ({ draft, calendars: [first, ...others], begins, steps: script }: Plot): Life => {
  if (first === undefined) throw new Error('a life needs a calendar');
  let moment = momentAt(begins, first, world);
  const facts: Fact[] = [{ kind: 'drafted', on: moment.on, draft }];
  let task = facts.reduce(evolve, null) as Task;
  const people = peopleOf(draft);
  const turns: Turn[] = [];
  const stops: Stop[] = [{ task, moment }];

  const give = (by: Actor, command: Command): void => {
    const before = task;
    const decision = decide(before, { by, command }, moment);
    if (decision.verdict === 'accepted') {
      facts.push(...decision.facts);
      task = decision.facts.reduce<Task>(evolve, task);
    }
    turns.push({ moment, by, command, decision, before, after: task });
  };
  /** The clock acts in time; where it is refused, or spins, the life goes on without it for a test to find. */
  const passUntil = (then: Instant): void => {
    for (let n = 0; n < MANY; n += 1) {
      const at = nextAt(task, moment.calendar);
      if (at === null || at > then) break;
      moment = momentAt(Math.max(at, moment.now) as Instant, moment.calendar, world);
      const next = nextDue(task, moment.calendar, moment.now);
      if (next === null) break;
      give('clock', next);
      if (turns.at(-1)?.decision.verdict === 'refused') break;
    }
    moment = momentAt(then, moment.calendar, world);
  };

  for (const step of script) {
    if (step.kind === 'pass') {
      const then = (moment.now + step.minutes * 60_000) as Instant;
      if (step.asleep) moment = momentAt(then, moment.calendar, world);
      else passUntil(then);
    } else if (step.kind === 'calendar') {
      moment = momentAt(moment.now, [first, ...others][step.which] ?? first, world);
    } else if (step.kind === 'willing') {
      const order = willing(task, moment, step.which);
      if (order !== null) give(order.by, order.command);
    } else {
      give(pick([...people, 'clock' as const], step.who), anything(task, moment, step.what, step.about, step.more));
    }
    stops.push({ task, moment });
  }
  return { facts, turns, stops, end: { task, moment }, people };
};

/** Every post of two of the task's units and of a stranger, the seats, people with two posts, and a guest. */
const peopleOf = (draft: TaskDraft): readonly Actor[] => {
  const near = draft.units.map((one) => one.unit);
  const [stranger] = crowd.filter((one) => !near.includes(one));
  const houses = [...near.slice(0, 3), near.at(-1), stranger, office.id, leadingGroup.id, inspectorate.id];
  const all = [...new Set(houses.flatMap((id) => id ?? []))];
  const chair = (unit: UnitId, post: Post): Chair => ({ unit, post });
  return [
    ...all.flatMap((id) => posts.map((post) => holder({ id }, post))),
    personWith(chair(draft.lead, 'chief'), chair(office.id, 'liaison')),
    personWith(...near.slice(0, 2).map((id) => chair(id, 'section-head'))),
    personWith(...near.slice(-2).map((id) => chair(id, 'chief'))),
    nobodyInParticular,
  ];
};

/** An order that somebody owes and the right person gives; null when nothing is owed. */
export const willing = (
  task: Task,
  moment: Moment,
  which: number,
): { readonly by: Actor; readonly command: PersonCommand } | null => {
  const owed = obligations(task, moment.calendar);
  if (owed.length === 0) return null;
  const one = pick(owed, which);
  const by = holder({ id: one.unit }, 'chief');
  const open = openQuestions(task, moment.calendar, moment.on);
  if (open.length > 0) {
    const question = pick(open, which);
    return { by, command: { kind: 'answer', question: question.id, answer: fitting(task, question, which) } };
  }
  if (one.kind === 'register') return { by, command: { kind: 'register' } };
  if (one.kind === 'dispatch') {
    const units = task.assignments.map(({ unit }) => unit);
    return { by, command: { kind: 'dispatch', bulk: units.filter((_, i) => (which >> i) % 2 === 1) } };
  }
  if (one.assignment === null) return null;
  return one.kind === 'acknowledge'
    ? { by, command: { kind: 'acknowledge', assignment: one.assignment } }
    : { by, command: { kind: 'nameOwner', assignment: one.assignment, ...names } };
};

/** Three names that an owner may have. */
export const names = { leader: '王莉', handler: '李强', liaison: '张敏' };

/** An answer that is accepted, one of a few. */
export const fitting = (task: Task, question: Question, which: number): Answer => {
  if (question.kind === 'inherited') return { kind: 'inherited' };
  if (question.kind === 'date') {
    return { kind: 'date', due: which % 2 === 0 ? null : addDays(task.lastOn, 200 + which) };
  }
  const free = crowd.filter((unit) => !task.assignments.some((one) => one.unit === unit));
  return { kind: 'units', units: free.slice(0, 1 + (which % 2)) };
};

/** Any order at all: about things that exist and things that do not, well and badly filled in. */
const anything = (task: Task, moment: Moment, what: number, about: number, more: number): Command => {
  const assignment = pick([...task.assignments.map(({ id }) => id), NO_ASSIGNMENT], about);
  const obligation = pick(
    [...obligations(task, moment.calendar).map(({ key }) => key), ...Object.keys(task.climbs), 'acknowledge/-/9'],
    about,
  ) as ObligationKey;
  const units = [crowd[more % 20] ?? office.id, pick([...world, 'no-such-unit' as UnitId], about)];
  const answers: readonly Answer[] = [
    { kind: 'units', units },
    { kind: 'units', units: units.slice(0, more % 2) },
    { kind: 'inherited' },
    { kind: 'date', due: null },
    { kind: 'date', due: addDays(moment.on, (more % 60) - 10) },
  ];
  const asked = [...task.questions.map(({ id }) => id), 'date', 'units', 'no-such-question'] as QuestionId[];
  return pick<Command>(
    [
      { kind: 'answer', question: pick(asked, about), answer: pick(answers, more) },
      { kind: 'register' },
      { kind: 'dispatch', bulk: units },
      { kind: 'acknowledge', assignment },
      { kind: 'nameOwner', assignment, ...names, leader: pick(['王莉', '  ', ''], more) },
      { kind: 'remind', obligation, ahead: pick([[0], [1], [1, 0], [], [0, 0], [7]], more) },
      { kind: 'escalate', obligation, rung: pick(rungs, more) },
      { kind: 'lapse' },
    ],
    what,
  );
};

const NO_ASSIGNMENT: AssignmentId = assignmentId('lead', 'no-such-unit' as UnitId);

/** The `n`th of a list that is not empty, counted round. */
const pick = <T>(from: readonly T[], n: number): T => {
  const one = from[n % from.length];
  if (one === undefined) throw new Error('nothing to choose from');
  return one;
};

/** The life as a person would tell it. */
const story = ({ draft, calendars: used }: Plot, { turns, end }: Life): string =>
  [
    '',
    `row: ${draft.units.map(({ role, unit }) => `${role} ${unit}`).join(', ')}; due ${draft.due.day}; asked ${draft.questions.map(({ id }) => id).join(', ') || 'nothing'}`,
    ...used.map(
      (one, i) =>
        `calendar ${String(i)}: off ${Object.keys(one.restDays).join(' ') || 'weekends'}; made up ${Object.keys(one.workDays).join(' ') || 'none'}`,
    ),
    ...turns.map(
      ({ moment, by, command, decision }) =>
        `${clockFace(moment.now)}  ${nameOf(by)}: ${JSON.stringify(command)} → ${outcome(decision)}`,
    ),
    `${clockFace(end.moment.now)}  the end: ${end.task.stage}; next ${agenda(end.task, end.moment.calendar)
      .slice(0, 3)
      .map((line) => `${line.on} ${line.rung} ${line.obligation ?? line.kind}`)
      .join(', ')}`,
  ].join('\n');

const nameOf = (by: Actor): string => (by === 'clock' ? 'the clock' : by.person);
const outcome = (decision: Decision): string =>
  decision.verdict === 'accepted'
    ? decision.facts.map((fact) => fact.kind).join(', ')
    : `refused ${JSON.stringify(decision.refusal)}`;
const clockFace = (now: Instant): string => new Date(now + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
