import fc from 'fast-check';
import { type Actor, type Chair, type Person, type Post, posts } from '#domain/actor';
import { agenda, nextAt, nextDue } from '#domain/agenda';
import { type Assignment, type AssignmentId, assignmentId, unitOf } from '#domain/assignment';
import { assignmentOf, itemId } from '#domain/checklist';
import { openSlips, waitingRungs } from '#domain/waiting-rungs';
import type { Command, PersonCommand, Report, Ruling, SignOffDecision, Verdict } from '#domain/command';
import { type Around, decide, type Decision, momentAt } from '#domain/decide';
import type { TaskDraft } from '#domain/draft';
import type { Fact } from '#domain/event';
import { evolve } from '#domain/evolve';
import { itemsOf, notAccepted, notSubmitted, requiredItems } from '#domain/missing';
import type { ObligationKey } from '#domain/obligation-key';
import { type Obligation, obligations } from '#domain/obligations';
import { answerable, openQuestions } from '#domain/open-questions';
import type { Answer, Question, QuestionId } from '#domain/question';
import type { Moment } from '#domain/rules/rule';
import { findAssignment, partsOf, reviewerOf, type Task } from '#domain/task';
import { rungs } from '#domain/tables/ladder';
import type { ObligationKind } from '#domain/tables/limits';
import type { Calendar } from '#domain/time/calendar';
import { addDays, day, type Day, type Instant, instantOf } from '#domain/time/day';
import { subtaskId } from '#domain/subtask';
import { monthOf } from '#domain/time/month';
import type { UnitId } from '#domain/unit';
import type { UploadId } from '#domain/upload';
import {
  draftOf,
  everyPost,
  holder,
  inspectorate,
  leadingGroup,
  nobodyInParticular,
  office,
  personWith,
  suggestionOf,
  uploadOf,
  uploads,
} from './examples.ts';

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
  /** Willing people go straight on for a while. */
  | { readonly kind: 'onward'; readonly orders: number }
  /** Somebody does what he may, though he does not owe it. */
  | { readonly kind: 'able'; readonly what: number; readonly about: number }
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
const around: Around = { units: world, members: everyPost([...world].map((id) => ({ id }))), upload: uploads };

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
    asked: fc.subarray<'units' | 'unit' | 'inherited'>(['units', 'unit', 'inherited']),
    blocks: fc.boolean(),
    suggested: fc.option(fc.array(fc.nat(19), { maxLength: 2 })),
  })
  .map(({ order, supports, responsible, due, year, asked, blocks, suggested }) => {
    const [lead = crowd[0], ...rest] = order;
    return draftOf({
      ...(lead !== undefined && { lead }),
      supports: rest.slice(0, supports),
      responsible: rest.slice(supports, supports + responsible),
      due: year ? '2020-12-31' : addDays(FIRST, due),
      precision: year ? 'year' : 'day',
      questions: asked.map((kind) =>
        // The lead stands for a name that nobody knows; only "which units?" may stay open.
        kind === 'unit'
          ? { ...questionOf(kind, null), ...(lead !== undefined && { unit: lead }) }
          : { ...questionOf(kind, suggested), blocks: blocks || kind !== 'units' },
      ),
    });
  });

const questionOf = (kind: Question['kind'], suggested: readonly number[] | null): Question => ({
  id: kind as string as QuestionId,
  kind,
  line: 1,
  cell: 'responsible',
  text: '有关区政府',
  understood: { zh: '尚无', en: 'nobody yet' },
  suggestion: suggested && suggestionOf(suggested.flatMap((n) => crowd[n] ?? [])),
  blocks: true,
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
        fc.nat(3 * 24 * HOUR),
        fc.nat(12 * 24 * HOUR),
        // A jump of the clock.
        fc.nat(60 * 24 * HOUR),
      ),
      asleep: fc.boolean(),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('willing' as const), which: fc.nat(40) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('onward' as const), orders: fc.integer({ min: 1, max: 30 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('able' as const), what: fc.nat(1000), about: fc.nat(1000) }),
  },
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

/** Some tasks are dispatched and then left alone for most of a year, until every ladder has been climbed. */
const LEFT_ALONE: readonly Step[] = [
  { kind: 'onward', orders: 4 },
  ...[1, 2, 3, 4, 5].map((): Step => ({ kind: 'pass', minutes: 80 * 24 * HOUR, asleep: false })),
  { kind: 'willing', which: 0 },
];

const plots: fc.Arbitrary<Plot> = fc
  .record({
    draft: drafts,
    calendars: fc.tuple(calendars, calendars),
    begins: fc.nat(120 * 24 * HOUR).map((minutes) => (instantOf(FIRST, '8:00') + minutes * 60_000) as Instant),
    steps: fc.array(steps, { minLength: 1, maxLength: 24, size: 'max' }),
    isLeftAlone: fc.nat(15).map((n) => n === 0),
  })
  .map(({ isLeftAlone, ...plot }) => (isLeftAlone ? { ...plot, steps: [...LEFT_ALONE, ...plot.steps] } : plot));

/** Lives lived from random plots; a counter-example shrinks as its plot does and prints as its orders. */
export const lives: fc.Arbitrary<Life> = plots.map((plot) => {
  const life = live(plot);
  return Object.assign(life, { [fc.toStringMethod]: () => story(plot, life) });
});

const live = ({ draft, calendars: [first, ...others], begins, steps: script }: Plot): Life => {
  if (first === undefined) throw new Error('a life needs a calendar');
  let moment = momentAt(begins, first, around);
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
      moment = momentAt(Math.max(at, moment.now) as Instant, moment.calendar, around);
      const next = nextDue(task, moment.calendar, moment.now);
      if (next === null) break;
      give('clock', next);
      if (turns.at(-1)?.decision.verdict === 'refused') break;
    }
    moment = momentAt(then, moment.calendar, around);
  };

  for (const step of script) {
    if (step.kind === 'pass') {
      const then = (moment.now + step.minutes * 60_000) as Instant;
      if (step.asleep) moment = momentAt(then, moment.calendar, around);
      else passUntil(then);
    } else if (step.kind === 'calendar') {
      moment = momentAt(moment.now, [first, ...others][step.which] ?? first, around);
    } else if (step.kind === 'willing') {
      const order = willing(task, moment, step.which);
      if (order !== null) give(order.by, order.command);
    } else if (step.kind === 'onward') {
      for (let n = 0; n < step.orders; n += 1) {
        const order = onward(task, moment);
        if (order !== null) give(order.by, order.command);
      }
    } else if (step.kind === 'able') {
      const order = able(task, moment, step.what, step.about);
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

/** An order with somebody who may give it. */
interface Willing {
  readonly by: Actor;
  readonly command: PersonCommand;
}

/** An order that somebody owes and the right person gives; null when nothing is owed, or the last day is awaited. */
export const willing = (task: Task, moment: Moment, which: number): Willing | null => {
  const owed = obligations(task, moment.calendar);
  if (owed.length === 0) return null;
  // What the office is to decide on a red slip is rare, and would be among many other things.
  const red = owed.find(({ key }) => key.endsWith('.E5'));
  return settling(task, moment, (which % 2 === 0 ? red : undefined) ?? pick(owed, which), which);
};

/** An order of the one who owes it that settles an obligation, or the next one on the way there. */
export const settling = (task: Task, moment: Moment, one: Obligation, which: number): Willing | null => {
  const of = (post: Post, command: PersonCommand): Willing => ({ by: holder({ id: one.unit }, post), command });
  const part = one.assignment === null ? undefined : findAssignment(task, one.assignment);
  const by: { readonly [K in ObligationKind]: () => Willing | null | undefined } = {
    answer: () => answering(task, moment, which),
    register: () => answering(task, moment, which) ?? of('chief', { kind: 'register' }),
    dispatch: () => {
      const units = task.assignments.map(({ unit }) => unit);
      return of('liaison', { kind: 'dispatch', bulk: units.filter((_, i) => (which >> i) % 2 === 1) });
    },
    acknowledge: () => part && of('chief', { kind: 'acknowledge', assignment: part.id }),
    rule: () =>
      part && of('chief', { kind: 'rule', assignment: part.id, ruling: pick(rulingsOn(task, part.id), which) }),
    nameOwner: () => part && of('chief', { kind: 'nameOwner', assignment: part.id, ...names }),
    filePlan: () => of('chief', { kind: 'filePlan' }),
    subtask: () => {
      const subtask = task.subtasks.find(({ id }) => one.key.includes(`/${id}-`))?.id;
      return subtask === undefined ? null : of('chief', { kind: 'finishSubtask', subtask });
    },
    report: () =>
      part && of('liaison', { kind: 'report', assignment: part.id, report: which % 2 === 0 ? null : someReport }),
    part: () => part && proving(task, part, which),
    supply: () => part && proving(task, part, which),
    correct: () => part && proving(task, part, which),
    // Until the task is underway there is nothing to ask for: what leads there comes first.
    finish: () => (task.stage === 'underway' ? of('handler', { kind: 'requestSignOff' }) : onward(task, moment)),
    judge: () => part && judging(task, part, which),
    accept: () => part && accepting(task, part, which),
    signOff: () => signing(task, moment, which),
    reply: () => {
      const slip = openSlips(task).find(({ obligation }) => one.key.endsWith(obligation.replaceAll('/', '.')));
      return slip === undefined
        ? null
        : of('liaison', { kind: 'reply', obligation: slip.obligation, text: '已在办理' });
    },
    confirm: () => {
      const waits = waitingRungs(task).find(({ obligation: key, rung }) =>
        one.key.endsWith(`${key.replaceAll('/', '.')}.${rung}`),
      );
      if (waits === undefined) return null;
      const { obligation, rung } = waits;
      if (which % 3 === 0 && (rung === 'E4' || rung === 'E5'))
        return of('deputy', { kind: 'setAside', obligation, rung, reason: '正在协调' });
      return of('chief', { kind: rung === 'E5' ? 'sendRedSlip' : 'confirmEscalation', obligation });
    },
    close: () => of('liaison', { kind: 'close' }),
    archive: () => of('liaison', { kind: 'archive' }),
  };
  return by[one.kind]() ?? null;
};

const answering = (task: Task, moment: Moment, which: number): Willing | null => {
  const open = openQuestions(task, moment.calendar, moment.on);
  if (open.length === 0) return null;
  const question = pick(open, which);
  return {
    by: holder(office, 'chief'),
    command: { kind: 'answer', question: question.id, answer: fitting(task, question, which) },
  };
};

/** The unit receives its part, proves it item by item, and claims it: by its liaison, confirmed by its deputy. */
const proving = (task: Task, part: Assignment, which: number): Willing => {
  const of = (post: Post, command: PersonCommand): Willing => ({ by: holder({ id: part.unit }, post), command });
  if (part.stage === 'issued') return of('liaison', { kind: 'acknowledge', assignment: part.id });
  const [item] = notSubmitted(task, part);
  // Now and then somebody claims too early: it is held.
  if (item !== undefined && which % 5 !== 0)
    return of('liaison', { kind: 'submitEvidence', item, upload: uploadOf({ id: part.unit }, 'liaison'), note: '' });
  if (part.claim !== null) return of('deputy', { kind: 'confirmClaim', assignment: part.id });
  return of(which % 3 === 0 ? 'deputy' : 'liaison', { kind: 'claimDone', assignment: part.id });
};

const judging = (task: Task, part: Assignment, which: number): Willing | null => {
  const evidence = task.evidence.find(({ item, stage }) => stage === 'submitted' && assignmentOf(item) === part.id)?.n;
  const verdict: Verdict = which % 5 === 1 ? { kind: 'reject', reason: '无公章' } : { kind: 'accept' };
  return evidence === undefined
    ? null
    : { by: reviewer(task, part), command: { kind: 'judgeEvidence', evidence, verdict } };
};

const accepting = (task: Task, part: Assignment, which: number): Willing | null => {
  const items = notAccepted(task, part);
  if (items.length === 0 && which % 5 !== 1)
    return { by: reviewer(task, part), command: { kind: 'acceptPart', assignment: part.id } };
  const named = [...items, ...itemsOf(task, part)].slice(0, 1);
  return (
    (which % 2 === 0 ? judging(task, part, which) : null) ?? {
      by: reviewer(task, part),
      command: { kind: 'returnPart', assignment: part.id, items: named, reason: '不完整' },
    }
  );
};

/** Somebody who did nothing of it himself. */
const reviewer = (task: Task, part: Assignment): Person => holder({ id: reviewerOf(task, part.unit) }, 'section-head');

/** Whoever may sign approves, returns, or stands back. */
const signing = (task: Task, moment: Moment, which: number): Willing | null => {
  const decisions: readonly SignOffDecision[] = [
    ...[1, 2, 3].map(() => ({ kind: 'approve' }) as const),
    { kind: 'return', items: requiredItems(task).slice(0, 1), parts: [], reason: '数据不实' },
    { kind: 'recuse', successor: null },
    { kind: 'recuse', successor: 'deputy' },
  ];
  const order = (decision: SignOffDecision): Willing | undefined =>
    nearby(task, { kind: 'signOff', decision })
      .map((by): Willing => ({ by, command: { kind: 'signOff', decision } }))
      .find(({ by, command }) => decide(task, { by, command }, moment).verdict === 'accepted');
  return order(pick(decisions, which)) ?? order({ kind: 'approve' }) ?? null;
};

const someReport: Report = { done: '完成招标', problems: '', next: '开工', expected: null, progress: 40 };

/** The next order on the straight way to the end, by whoever may give it; null when there is none, or it is closed. */
export const onward = (task: Task, moment: Moment): Willing | null => {
  const orders = [
    answering(task, moment, 0)?.command,
    { kind: 'register' },
    { kind: 'dispatch', bulk: [] },
    ...task.assignments.flatMap(({ id: assignment }): PersonCommand[] => [
      { kind: 'rule', assignment, ruling: { kind: 'keep' } },
      { kind: 'acknowledge', assignment },
    ]),
    ...task.subtasks.map(({ id: subtask }): PersonCommand => ({ kind: 'finishSubtask', subtask })),
    ...partsOf(task).flatMap((part) =>
      notSubmitted(task, part).map((item): PersonCommand => ({
        kind: 'submitEvidence',
        item,
        upload: uploadOf({ id: part.unit }, 'liaison'),
        note: '',
      })),
    ),
    ...task.evidence.map(({ n: evidence }): PersonCommand => ({
      kind: 'judgeEvidence',
      evidence,
      verdict: { kind: 'accept' },
    })),
    ...partsOf(task).map(({ id: assignment }): PersonCommand => ({ kind: 'claimDone', assignment })),
    ...task.assignments.map(({ id: assignment }): PersonCommand => ({ kind: 'acceptPart', assignment })),
    ...task.assignments.flatMap(({ id: assignment, claim }): PersonCommand[] =>
      claim === null ? [] : [{ kind: 'confirmClaim', assignment }],
    ),
    { kind: 'requestSignOff' },
    { kind: 'signOff', decision: { kind: 'approve' } },
    { kind: 'close' },
  ].flatMap((command) => command ?? []) as readonly PersonCommand[];
  for (const command of orders) {
    const by = nearby(task, command).find((one) => isProgress(decide(task, { by: one, command }, moment)));
    if (by !== undefined) return { by, command };
  }
  return null;
};

/** Who could give an order at all: the houses that follow a task, and whoever has the part. Deputies first: what a liaison only proposes is one act of theirs. */
const nearby = (task: Task, command: PersonCommand): readonly Person[] => {
  const part = 'assignment' in command && command.assignment !== null ? command.assignment : null;
  const item = 'item' in command ? assignmentOf(command.item) : part;
  const subtask = 'subtask' in command ? task.subtasks.find(({ id }) => id === command.subtask)?.holder : item;
  const own = subtask == null ? [] : [unitOf(subtask)];
  return [...new Set([...own, task.lead, office.id, leadingGroup.id])].flatMap((id) =>
    deputiesFirst.map((post) => holder({ id }, post)),
  );
};
const deputiesFirst: readonly Post[] = ['deputy', ...posts.filter((post) => post !== 'deputy')];
const isProgress = (decision: Decision): boolean =>
  decision.verdict === 'accepted' && decision.facts.every(({ kind }) => kind !== 'signOffHeld' && kind !== 'claimHeld');

/** An order that would be accepted though nobody owes it, each kind with the same chance; null when there is none. */
const able = (task: Task, moment: Moment, what: number, about: number): Willing | null => {
  const lead = assignmentId('lead', task.lead);
  const dueIn = (days: number): Day => addDays(moment.on, days);
  const subtask = { title: '收运网络建设', person: null, due: dueIn(about % 40) };
  const drop: Willing = { by: holder(office, 'chief'), command: { kind: 'drop', reason: '重复' } };
  const orders = [
    // Now and then, or few lives would go on.
    ...(about % 8 === 0 ? [drop] : []),
    ...task.assignments.flatMap(({ id, unit }): Willing[] => {
      const by = holder({ id: unit }, 'chief');
      return [
        { by, command: { kind: 'decline', assignment: id, reason: '不在辖区' } },
        { by, command: { kind: 'note', assignment: id, text: '已收到' } },
        { by, command: { kind: 'assignSubtask', giver: id, holder: id, ...subtask } },
        {
          by: holder({ id: task.lead }, 'chief'),
          command: { kind: 'assignSubtask', giver: lead, holder: id, ...subtask },
        },
      ];
    }),
    ...task.assignments.flatMap(({ id, unit, claim }): Willing[] => [
      { by: holder({ id: unit }, 'liaison'), command: { kind: 'claimDone', assignment: id } },
      ...(claim === null
        ? []
        : [{ by: holder({ id: unit }, 'liaison'), command: { kind: 'withdraw' as const, assignment: id } }]),
    ]),
    { by: holder({ id: task.lead }, 'liaison'), command: { kind: 'withdraw', assignment: null } } as const,
    { by: holder({ id: task.lead }, 'liaison'), command: { kind: 'requestSignOff' } } as const,
    ...requiredItems(task).flatMap((item): Willing[] => {
      const unit = unitOf(assignmentOf(item));
      const upload = uploadOf({ id: unit }, about % 2 === 0 ? 'liaison' : 'handler');
      return [
        { by: holder({ id: unit }, 'handler'), command: { kind: 'submitEvidence', item, upload, note: '第二版' } },
        // Now and then: a waiver is a signed act.
        ...(about % 8 === 0
          ? [{ by: holder(office, 'chief'), command: { kind: 'waiveEvidence' as const, item, reason: '不涉及' } }]
          : []),
      ];
    }),
    ...task.evidence.map(({ n, item }): Willing => ({
      by: holder({ id: unitOf(assignmentOf(item)) }, 'liaison'),
      command: { kind: 'withdrawEvidence', evidence: n },
    })),
    ...obligations(task, moment.calendar).map(({ key }): Willing => ({
      by: holder(office, 'deputy'),
      command: { kind: 'holdEscalation', obligation: key },
    })),
    ...waitingRungs(task).flatMap(({ obligation, rung }): Willing[] => [
      {
        by: holder(office, 'chief'),
        command: { kind: rung === 'E5' ? 'sendRedSlip' : 'confirmEscalation', obligation },
      },
    ]),
    ...moment.members
      .filter(({ chairs }) => [task.lead, office.id, leadingGroup.id].some((id) => chairs[0]?.unit === id))
      .map((by): Willing => ({ by, command: { kind: 'signOff', decision: { kind: 'recuse', successor: 'deputy' } } })),
    ...task.subtasks.flatMap(({ id, giver, holder: part }): Willing[] => [
      { by: holder({ id: unitOf(part) }, 'liaison'), command: { kind: 'finishSubtask', subtask: id } },
      {
        by: holder({ id: unitOf(giver) }, 'liaison'),
        command: { kind: 'returnSubtask', subtask: id, reason: '不完整' },
      },
      {
        by: holder({ id: unitOf(giver) }, 'liaison'),
        command: { kind: 'withdrawSubtask', subtask: id, reason: '并入' },
      },
    ]),
  ].filter(({ by, command }) => decide(task, { by, command }, moment).verdict === 'accepted');
  const kinds = [...new Set(orders.map(({ command }) => command.kind))];
  if (kinds.length === 0) return null;
  const kind = pick(kinds, what);
  return pick(
    orders.filter(({ command }) => command.kind === kind),
    about,
  );
};

/** Rulings that are accepted on a declined part. */
const rulingsOn = (task: Task, assignment: AssignmentId): readonly Ruling[] => {
  const free = crowd.find((unit) => !task.assignments.some((one) => one.unit === unit));
  return [
    { kind: 'keep' },
    ...(free === undefined ? [] : [{ kind: 'reassign', to: free } as const]),
    ...(assignment.startsWith('lead.') ? [] : [{ kind: 'withdraw' } as const]),
  ];
};

/** Three names that an owner may have. */
export const names = { leader: '王莉', handler: '李强', liaison: '张敏' };

/** An answer that is accepted, one of a few. */
export const fitting = (task: Task, question: Question, which: number): Answer => {
  if (question.kind === 'inherited') return { kind: 'inherited' };
  if (question.kind === 'date') {
    return { kind: 'date', due: which % 2 === 0 ? null : addDays(task.lastOn, 200 + which) };
  }
  if (question.kind === 'unit' && question.unit !== undefined && which % 2 === 0)
    return { kind: 'unit', unit: question.unit };
  const free = crowd.filter((unit) => !task.assignments.some((one) => one.unit === unit));
  const [first = task.lead] = free;
  if (question.kind === 'unit') return { kind: 'unit', unit: first };
  return { kind: 'units', units: free.slice(0, 1 + (which % 2)) };
};

/** Any order at all: about things that exist and things that do not, well and badly filled in. */
const anything = (task: Task, moment: Moment, what: number, about: number, more: number): Command => {
  const assignment = pick([...task.assignments.map(({ id }) => id), NO_ASSIGNMENT], about);
  const obligation = pick(
    [...obligations(task, moment.calendar).map(({ key }) => key), ...Object.keys(task.climbs), 'acknowledge/-/9'],
    about,
  ) as ObligationKey;
  const subtask = pick([...task.subtasks.map(({ id }) => id), subtaskId(99)], about);
  const item = pick([...requiredItems(task), itemId('no-such-item', assignment)], about);
  const evidence = pick([...task.evidence.map(({ n }) => n), 99], about);
  const someUnit = findAssignment(task, assignment)?.unit ?? office.id;
  const units = [crowd[more % 20] ?? office.id, pick([...world, 'no-such-unit' as UnitId], about)];
  const answers: readonly Answer[] = [
    { kind: 'units', units },
    { kind: 'units', units: units.slice(0, more % 2) },
    { kind: 'inherited' },
    { kind: 'unit', unit: units[0] ?? office.id },
    { kind: 'date', due: null },
    { kind: 'date', due: addDays(moment.on, (more % 60) - 10) },
  ];
  const known = answerable(task, moment.calendar, moment.on).map(({ id }) => id as string);
  const asked = [...known, 'date', 'units', 'no-such-question'] as QuestionId[];
  return pick<Command>(
    [
      { kind: 'answer', question: pick(asked, about), answer: pick(answers, more) },
      { kind: 'register' },
      { kind: 'drop', reason: pick(['重复', ' ', '重复'], more) },
      { kind: 'dispatch', bulk: units },
      { kind: 'acknowledge', assignment },
      { kind: 'decline', assignment, reason: pick(['不在辖区', ''], more) },
      {
        kind: 'rule',
        assignment,
        ruling: pick<Ruling>(
          [{ kind: 'keep' }, { kind: 'withdraw' }, ...units.map((to) => ({ kind: 'reassign' as const, to }))],
          more,
        ),
      },
      { kind: 'nameOwner', assignment, ...names, leader: pick(['王莉', '  ', ''], more) },
      { kind: 'filePlan' },
      {
        kind: 'assignSubtask',
        giver: pick([assignmentId('lead', task.lead), assignment], more),
        holder: assignment,
        title: pick(['收运网络建设', ' '], more),
        person: null,
        due: addDays(moment.on, (more % 90) - 2),
      },
      ...(['returnSubtask', 'withdrawSubtask'] as const).map((kind) => ({
        kind,
        subtask,
        reason: pick(['不完整', ''], more),
      })),
      { kind: 'finishSubtask', subtask },
      ...(['confirmEscalation', 'holdEscalation'] as const).map((kind) => ({ kind, obligation })),
      { kind: 'setAside', obligation, rung: pick(['E4', 'E5'] as const, more), reason: pick(['正在协调', ''], about) },
      {
        kind: 'report',
        assignment,
        report: pick([null, someReport, { ...someReport, progress: 101 }, { ...someReport, done: '', next: '' }], more),
      },
      {
        kind: 'submitEvidence',
        item,
        upload: pick([uploadOf({ id: someUnit }), uploadOf(office), 'no-such-upload' as UploadId], more),
        note: '',
      },
      { kind: 'withdrawEvidence', evidence },
      {
        kind: 'judgeEvidence',
        evidence,
        verdict: pick<Verdict>(
          [{ kind: 'accept' }, { kind: 'reject', reason: '无公章' }, { kind: 'reject', reason: '' }],
          more,
        ),
      },
      { kind: 'waiveEvidence', item, reason: pick(['不涉及', ''], more) },
      ...(['claimDone', 'confirmClaim', 'acceptPart'] as const).map((kind) => ({ kind, assignment })),
      { kind: 'returnPart', assignment, items: pick([[item], []], more), reason: pick(['不完整', ' '], about) },
      { kind: 'requestSignOff' },
      {
        kind: 'signOff',
        decision: pick<SignOffDecision>(
          [
            { kind: 'approve' },
            { kind: 'return', items: [item], parts: [assignment], reason: '数据不实' },
            { kind: 'return', items: [], parts: [], reason: '数据不实' },
            { kind: 'recuse', successor: pick([null, ...posts], about) },
          ],
          more,
        ),
      },
      { kind: 'withdraw', assignment: pick([null, assignment], more) },
      { kind: 'close' },
      { kind: 'archive' },
      { kind: 'sendRedSlip', obligation },
      { kind: 'reply', obligation, text: pick(['已在办理', ' '], more) },
      { kind: 'note', assignment, text: pick(['已收到', '\n'], more) },
      { kind: 'remind', obligation, ahead: pick([[0], [1], [1, 0], [], [0, 0], [7]], more) },
      { kind: 'escalate', obligation, rung: pick(rungs, more) },
      { kind: 'foretell', obligation },
      { kind: 'lapse' },
      { kind: 'turnMonth', month: monthOf(addDays(moment.on, (more % 3) * 20)) },
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
