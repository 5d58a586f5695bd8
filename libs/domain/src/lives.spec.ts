import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { fitting, type Life, lives, names, type Stop, willing } from '../../../test/support/lives.ts';
import type { Actor } from './actor.ts';
import { agenda, type Line, nextAt, nextDue } from './agenda.ts';
import { allowed } from './allowed.ts';
import type { ClockCommand, Command, PersonCommand } from './command.ts';
import { decide, momentAt } from './decide.ts';
import type { Fact, FactOf } from './event.ts';
import { evolve, fold } from './evolve.ts';
import { obligations } from './obligations.ts';
import { openQuestions } from './open-questions.ts';
import type { Moment } from './rules/rule.ts';
import { ladder, rungs } from './tables/ladder.ts';
import type { Task } from './task.ts';
import { workingDaysBetween } from './time/calendar.ts';

/**
 * Regulation §10, over random lives. They are lived once and read by every test; where one breaks a sentence, the same
 * lives are lived again from their seed, so that the counter-example shrinks and prints as its orders.
 */
const RUNS = 1_000;
const seed = Date.now() % 2 ** 31;
/** A test takes a second; a machine that is busy with others may take long. */
const TIMEOUT_MS = 120_000;
const lived: Life[] = [];
beforeAll(() => {
  const keep = fc.property(lives, (life) => void lived.push(life));
  fc.assert(keep, { seed, numRuns: RUNS });
  assert.equal(lived.length, RUNS);
}, TIMEOUT_MS);

// `assert`, not `expect`, inside: it is a hundred times faster, and the life that breaks it says what went wrong.
const inEveryLife = (sentence: string, holds: (life: Life) => void): void => {
  test(
    sentence,
    () => {
      const broken = lived.find((life) => !held(life, holds));
      if (broken === undefined) return;
      fc.assert(fc.property(lives, holds), { seed, numRuns: RUNS });
      throw new Error(`seed ${String(seed)} broke once and not again: something here is not pure`);
    },
    TIMEOUT_MS,
  );
};
const atEveryStop = (sentence: string, holds: (stop: Stop, life: Life) => void): void => {
  inEveryLife(sentence, (life) => {
    for (const stop of life.stops) holds(stop, life);
  });
};

atEveryStop('the clock never owes what the rules refuse: every due line is accepted', ({ task, moment }) => {
  for (const line of agenda(task, moment.calendar, moment.on).filter(({ at }) => at <= moment.now)) {
    assert.equal(refusalOf(task, 'clock', commandOf(line), moment), null);
  }
});

inEveryLife('a line is accepted on the very minute it is foreseen for', ({ end: { task, moment } }) => {
  const [next] = agenda(task, moment.calendar, moment.on);
  if (next === undefined || next.at < moment.now) return;
  assert.equal(refusalOf(task, 'clock', commandOf(next), momentAt(next.at, moment.calendar, moment.units)), null);
});

inEveryLife(
  'after any outage the clock carries out all that came due, and each of its orders is accepted',
  ({ stops }) => {
    const last = stops.findLast(({ task, moment }) => (nextAt(task, moment.calendar) ?? Infinity) <= moment.now);
    if (last !== undefined) carryOut(last);
  },
);

inEveryLife('the fold of the facts equals the live state', ({ facts, end }) => {
  assert(isDeepStrictEqual(fold(facts), end.task));
});

inEveryLife('facts that have been written down as JSON and read again fold to the same state', ({ facts, end }) => {
  assert(isDeepStrictEqual(fold(reread(facts)), end.task));
  assert(isDeepStrictEqual(reread(end.task), end.task));
});

atEveryStop('the agenda is finite and sorted, earliest first', ({ task, moment }, { end }) => {
  // What is expected from today on keeps the order too; once a life is enough for that.
  const lines = task === end.task ? agenda(task, moment.calendar, moment.on) : agenda(task, moment.calendar);
  // Two reminders and five rungs at most for each thing owed, and one limit that lapses.
  assert(lines.length <= 7 * 2 * task.assignments.length + 7);
  assert(lines.every(({ at }, i) => at >= (lines[i - 1]?.at ?? at)));
});

inEveryLife(
  "carrying out the agenda's first line strictly shortens what remains of that obligation's ladder",
  ({ end: { task, moment } }) => {
    const [first] = agenda(task, moment.calendar);
    if (first === undefined) return;
    const then = momentAt(first.at > moment.now ? first.at : moment.now, moment.calendar, moment.units);
    const after = obeyClock(task, then);
    assert(after !== null && remaining(after, first, then) < remaining(task, first, then));
  },
);

inEveryLife(
  'when nobody acts, every ladder ends at its top, and nothing lies ahead any more',
  ({ end: { task, moment } }) => {
    let at = task;
    for (let next = nextAt(at, moment.calendar); next !== null; next = nextAt(at, moment.calendar)) {
      const then = momentAt(next > moment.now ? next : moment.now, moment.calendar, moment.units);
      at = obeyClock(at, then) ?? at;
    }
    for (const { key, top } of obligations(at, moment.calendar)) assert.equal(at.climbs[key]?.rung, top);
  },
);

inEveryLife(
  'lateness never leaps: rungs are climbed one at a time, each on its day or later, with the gap between',
  ({ turns }) => {
    const climbed = new Map<string, FactOf<'escalated'>>();
    for (const { decision, moment } of turns) {
      for (const fact of decision.verdict === 'accepted' ? decision.facts : []) {
        if (fact.kind !== 'escalated') continue;
        const before = climbed.get(fact.obligation);
        const late = workingDaysBetween(moment.calendar, fact.by, fact.on);
        const gap = before === undefined ? Infinity : workingDaysBetween(moment.calendar, before.on, fact.on);
        assert.equal(rungs.indexOf(fact.rung), before === undefined ? 0 : rungs.indexOf(before.rung) + 1);
        assert(late >= ladder[fact.rung].lateDays);
        assert(gap >= ladder[fact.rung].gapDays);
        climbed.set(fact.obligation, fact);
      }
    }
  },
);

inEveryLife('moving the clock or the calendar never reminds or escalates twice', ({ facts }) => {
  const said = facts.flatMap((fact) => {
    if (fact.kind === 'escalated') return [`${fact.obligation} ${fact.rung}`];
    return fact.kind === 'reminded' ? fact.ahead.map((days) => `${fact.obligation} −${String(days)}`) : [];
  });
  assert.equal(new Set(said).size, said.length);
});

inEveryLife('deciding and folding never throw and never change what they are given', ({ turns }) => {
  for (const { before, by, command, moment } of turns) {
    const task = frozen(before);
    const decision = frozen(decide(task, frozen({ by, command }), { ...moment, calendar: frozen(moment.calendar) }));
    if (decision.verdict === 'accepted') decision.facts.reduce<Task>((at, fact) => frozen(evolve(at, fact)), task);
  }
});

inEveryLife('an accepted order says something, and all it says bears its plan day', ({ turns }) => {
  for (const { decision, moment } of turns) {
    if (decision.verdict !== 'accepted') continue;
    assert(decision.facts.length > 0);
    assert(decision.facts.every((fact) => fact.on === moment.on));
  }
});

atEveryStop("no person can send the clock's orders", ({ task, moment }, { people }) => {
  const [line] = agenda(task, moment.calendar);
  if (line === undefined) return;
  for (const by of people) assert.equal(refusalOf(task, by, commandOf(line), moment), 'onlyTheClock');
});

inEveryLife("the clock can give no person's order", ({ turns }) => {
  for (const { before, command, moment } of turns) {
    if (!isClockKind(command.kind)) assert.notEqual(refusalOf(before, 'clock', command, moment), null);
  }
});

inEveryLife(
  'what is allowed is exactly what would be accepted, order by order and assignment by assignment',
  ({ end: { task, moment }, people }) => {
    const every = everyOrder(task, moment);
    for (const by of people) {
      const accepted = every.filter((command) => refusalOf(task, by, command, moment) === null);
      for (const { kind, refusal, assignments } of allowed(task, by, moment)) {
        const ofKind = accepted.filter((command) => command.kind === kind);
        assert.equal(refusal === null, ofKind.length > 0);
        assert(
          isDeepStrictEqual(
            assignments,
            ofKind.flatMap((command) => ('assignment' in command ? [command.assignment] : [])),
          ),
        );
      }
    }
  },
);

inEveryLife('nothing is accepted that was not offered before', ({ turns }) => {
  for (const { before, by, command, decision, moment } of turns) {
    if (decision.verdict === 'refused' || isClockKind(command.kind)) continue;
    assert(offers(before, by, command, moment));
  }
});

atEveryStop(
  'every obligation can be settled by an order of the one who owes it, and the order is offered to him',
  ({ task, moment }) => {
    for (let which = 0; which < 2; which += 1) {
      const order = willing(task, moment, which);
      if (order === null) return;
      assert.equal(refusalOf(task, order.by, order.command, moment), null);
      assert(offers(task, order.by, order.command, moment));
    }
  },
);

inEveryLife('no task is registered with a question open', ({ turns }) => {
  for (const { before, command, decision, moment } of turns) {
    if (command.kind !== 'register' || decision.verdict === 'refused') continue;
    assert.equal(openQuestions(before, moment.calendar, moment.on).length, 0);
  }
});

inEveryLife('the state of a task stays below 64 KB', ({ end }) => {
  assert(Buffer.byteLength(JSON.stringify(end.task)) < 64 * 1_024);
});

/** Every order that makes sense on this task: each question answered in a way that fits, each assignment spoken of. */
const everyOrder = (task: Task, moment: Moment): readonly PersonCommand[] => [
  ...openQuestions(task, moment.calendar, moment.on).map((question): PersonCommand => ({
    kind: 'answer',
    question: question.id,
    answer: fitting(task, question, 0),
  })),
  { kind: 'register' },
  { kind: 'dispatch', bulk: [] },
  ...task.assignments.map(({ id }): PersonCommand => ({ kind: 'acknowledge', assignment: id })),
  ...task.assignments.map(({ id }): PersonCommand => ({ kind: 'nameOwner', assignment: id, ...names })),
];

const held = (life: Life, holds: (life: Life) => void): boolean => {
  try {
    holds(life);
    return true;
  } catch {
    return false;
  }
};

const isClockKind = (kind: Command['kind']): boolean => ['remind', 'escalate', 'lapse'].includes(kind);

const offers = (task: Task, by: Actor, command: Command | PersonCommand, moment: Moment): boolean =>
  allowed(task, by, moment).some(
    ({ kind, refusal, assignments }) =>
      kind === command.kind &&
      refusal === null &&
      (!('assignment' in command) || assignments.includes(command.assignment)),
  );

const commandOf = ({ kind, obligation, rung, ahead }: Line): ClockCommand => {
  if (obligation === null || kind === 'lapse') return { kind: 'lapse' };
  if (rung === 'E0') return { kind: 'remind', obligation, ahead: ahead === null ? [] : [ahead] };
  return { kind: 'escalate', obligation, rung };
};

const refusalOf = (task: Task, by: Actor, command: Command, moment: Moment): string | null => {
  const decision = decide(task, { by, command }, moment);
  return decision.verdict === 'refused' ? decision.refusal.why : null;
};

/** The task after the clock's next order, which must be accepted; null when it has none. */
const obeyClock = (task: Task, moment: Moment): Task | null => {
  const command = nextDue(task, moment.calendar, moment.now);
  if (command === null) return null;
  const decision = decide(task, { by: 'clock', command }, moment);
  if (decision.verdict === 'refused') throw new Error(`the clock is refused: ${JSON.stringify(decision.refusal)}`);
  return decision.facts.reduce<Task>(evolve, task);
};

/** The task after all that is due at a stop. */
const carryOut = ({ task, moment }: Stop): Task => {
  const after = obeyClock(task, moment);
  return after === null ? task : carryOut({ task: after, moment });
};

const remaining = (task: Task, line: Line, { calendar }: Moment): number =>
  agenda(task, calendar).filter(({ obligation, kind }) =>
    line.obligation === null ? kind === line.kind : obligation === line.obligation,
  ).length;

// What comes back from JSON is what was written: that is the very thing under test.
const reread = <T extends Task | readonly Fact[]>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const one of Object.values(value)) frozen(one);
  }
  return value;
};
