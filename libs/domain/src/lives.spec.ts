import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { uploadOf } from '../../../test/support/examples.ts';
import { fitting, type Life, lives, names, onward, settling, type Stop } from '../../../test/support/lives.ts';
import { type Actor, holds as holdsPost, type PersonId, posts } from './actor.ts';
import { agenda, type Line, nextAt, nextDue, nextSteps, turnsTo } from './agenda.ts';
import { allowed } from './allowed.ts';
import { unitOf } from './assignment.ts';
import { assignmentOf } from './checklist.ts';
import { openSlips, waitingRungs } from './waiting-rungs.ts';
import type { ClockCommand, Command, PersonCommand } from './command.ts';
import { decide, momentAt } from './decide.ts';
import { type Fact, type FactOf, factKinds } from './event.ts';
import { evolve, fold } from './evolve.ts';
import { isNothing, itemsOf, missingForSignOff, requiredItems } from './missing.ts';
import { obligations } from './obligations.ts';
import { answerable, blockingQuestions } from './open-questions.ts';
import type { Moment } from './rules/rule.ts';
import { ladder, rungs } from './tables/ladder.ts';
import { isOpen, type Task } from './task.ts';
import { workingDaysBetween } from './time/calendar.ts';

/**
 * Regulation §10, over random lives. They are lived once and read by every test; where one breaks a sentence, the same
 * lives are lived again from their seed, so that the counter-example shrinks and prints as its orders.
 */
const RUNS = 1_000;
const { seed } = fc.readConfigureGlobal();
/** More orders than the straight way to the end of the widest task takes. */
const FAR = 400;
/** A test takes a second; a machine that is busy with others may take long. */
const TIMEOUT_MS = 120_000;
const lived: Life[] = [];
beforeAll(() => {
  const keep = fc.property(lives, (life) => void lived.push(life));
  fc.assert(keep, { numRuns: RUNS });
  assert.equal(lived.length, RUNS);
}, TIMEOUT_MS);

// `assert`, not `expect`, inside: it is a hundred times faster, and the life that breaks it says what went wrong.
const inEveryLife = (sentence: string, holds: (life: Life) => void, runs = RUNS): void => {
  test(
    sentence,
    () => {
      const broken = lived.slice(0, runs).find((life) => !held(life, holds));
      if (broken === undefined) return;
      fc.assert(fc.property(lives, holds), { numRuns: RUNS });
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

test('there is no kind of fact that none of the lives holds', () => {
  const told = new Set<string>(lived.flatMap(({ facts }) => facts.map(({ kind }) => kind)));
  expect(Object.keys(factKinds).filter((kind) => !told.has(kind))).toEqual([]);
});

atEveryStop(
  'the clock never owes what the rules refuse: every due line is accepted in its turn',
  ({ task, moment }) => {
    // A ladder has two rungs due at once where the slip for missing evidence overtakes a rung that is late.
    const ladders = new Map<string, Task>();
    for (const line of agenda(task, moment.calendar, moment.on).filter(({ at }) => at <= moment.now)) {
      const ladder = line.obligation ?? line.kind;
      const at = ladders.get(ladder) ?? task;
      const decision = decide(at, { by: 'clock', command: commandOf(line, at, moment) }, moment);
      assert.equal(decision.verdict === 'refused' ? decision.refusal.why : null, null);
      ladders.set(ladder, decision.verdict === 'refused' ? at : decision.facts.reduce<Task>(evolve, at));
    }
  },
);

atEveryStop(
  'what comes next of each obligation, and when, is how the agenda begins',
  ({ task, moment: { calendar } }) => {
    const lines = agenda(task, calendar);
    const { at, steps } = nextSteps(task, calendar);
    assert.equal(at, lines[0]?.at ?? null);
    for (const { key } of obligations(task, calendar)) {
      const first = lines.find((line) => line.obligation === key);
      const of = (step: Pick<Line, 'on' | 'kind' | 'rung' | 'ahead'> | undefined) =>
        step && [step.on, step.kind, step.rung, step.ahead];
      assert.deepEqual(of(steps.get(key)), of(first));
    }
  },
);

inEveryLife('a line is accepted on the very minute it is foreseen for', ({ end: { task, moment } }) => {
  const [next] = agenda(task, moment.calendar, moment.on);
  if (next === undefined || next.at < moment.now) return;
  assert.equal(
    refusalOf(
      task,
      'clock',
      commandOf(next, task, { ...moment, on: next.on }),
      momentAt(next.at, moment.calendar, moment),
    ),
    null,
  );
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
  // Eight reminders, a foretelling and five rungs at most for each thing owed, and two that move the task on.
  assert(lines.length <= 14 * obligations(task, moment.calendar).length + 2);
  assert(lines.every(({ at }, i) => at >= (lines[i - 1]?.at ?? at)));
});

inEveryLife(
  "carrying out the agenda's first line strictly shortens what remains of that obligation's ladder",
  ({ end: { task, moment } }) => {
    const [first] = agenda(task, moment.calendar);
    if (first === undefined) return;
    const then = momentAt(first.at > moment.now ? first.at : moment.now, moment.calendar, moment);
    const after = obeyClock(task, then);
    // A month that has turned leaves the next one's turn.
    if (first.kind === 'turn') assert(after !== null && (turnsOn(after, then) ?? '9999') > first.on);
    else assert(after !== null && remaining(after, first, then) < remaining(task, first, then));
  },
);

inEveryLife(
  'when nobody acts, every ladder ends at its top, and nothing lies ahead any more',
  ({ end: { task, moment } }) => {
    let at = task;
    for (let next = nextAt(at, moment.calendar); next !== null; next = nextAt(at, moment.calendar)) {
      const then = momentAt(next > moment.now ? next : moment.now, moment.calendar, moment);
      at = obeyClock(at, then) ?? at;
    }
    // What is only reminded of has no rung to end at.
    for (const { key, top } of obligations(at, moment.calendar)) assert.equal(at.climbs[key]?.rung ?? null, top);
  },
  // Each of these goes on for years.
  100,
);

inEveryLife(
  'lateness never leaps but to the slip for missing evidence: rungs are climbed one at a time, each on its day or later, with the gap between',
  ({ turns }) => {
    const climbed = new Map<string, FactOf<'escalated'>>();
    for (const { decision, moment } of turns) {
      const facts = (decision.verdict === 'accepted' ? decision.facts : []).filter((fact) => fact.kind === 'escalated');
      const isSlipForEvidence = facts[0]?.about === 'supply' && facts[0].rung === 'E3';
      for (const fact of facts) {
        const before = climbed.get(fact.obligation);
        climbed.set(fact.obligation, fact);
        if (isSlipForEvidence) continue;
        const late = workingDaysBetween(moment.calendar, fact.by, fact.on);
        const gap = before === undefined ? Infinity : workingDaysBetween(moment.calendar, before.on, fact.on);
        assert.equal(rungs.indexOf(fact.rung), before === undefined ? 0 : rungs.indexOf(before.rung) + 1);
        assert(late >= ladder[fact.rung].lateDays);
        assert(gap >= ladder[fact.rung].gapDays);
      }
    }
  },
);

inEveryLife('moving the clock or the calendar never reminds or escalates twice', ({ facts }) => {
  const said = facts.flatMap((fact) => {
    if (fact.kind === 'escalated') return [`${fact.obligation} ${fact.rung}`];
    if (fact.kind === 'foretold') return [`${fact.obligation} before E3`];
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
  for (const by of people) assert.equal(refusalOf(task, by, commandOf(line, task, moment), moment), 'onlyTheClock');
});

inEveryLife("the clock can give no person's order", ({ turns }) => {
  for (const { before, command, moment } of turns) {
    if (!isClockKind(command.kind)) assert.notEqual(refusalOf(before, 'clock', command, moment), null);
  }
});

inEveryLife(
  'what is allowed is exactly what would be accepted, order by order and assignment by assignment',
  ({ end: { task, moment }, people, facts }) => {
    // Every third of them; another third in another life.
    const every = everyOrder(task, moment);
    for (const by of people.filter((_, n) => n % 3 === facts.length % 3)) {
      const accepted = every.filter((command) => refusalOf(task, by, command, moment) === null);
      for (const { kind, refusal, assignments } of allowed(task, by, moment)) {
        const ofKind = accepted.filter((command) => command.kind === kind);
        assert.equal(refusal === null, ofKind.length > 0);
        assert(
          isDeepStrictEqual(
            assignments,
            ofKind.flatMap((command) => {
              if (command.kind === 'assignSubtask') return [command.giver];
              return 'assignment' in command && command.assignment !== null ? [command.assignment] : [];
            }),
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
  ({ task, moment }, { stops }) => {
    // Where only time has passed, the same orders are owed.
    const first = stops.findIndex((stop) => stop.task === task);
    if (stops[first]?.moment !== moment || first % 2 === 1) return;
    for (const one of obligations(task, moment.calendar)) {
      const order = settling(task, moment, one, 2);
      assert(order !== null, `nobody settles ${one.key}`);
      assert.equal(refusalOf(task, order.by, order.command, moment), null);
      const isHis = holdsPost(order.by, one.unit) || one.kind === 'signOff';
      assert(isHis || (one.kind === 'finish' && task.stage !== 'underway'));
      assert(offers(task, order.by, order.command, moment));
    }
  },
);

inEveryLife('no open task is without an obligation', ({ stops }) => {
  for (const { task, moment } of stops) if (isOpen(task)) assert(obligations(task, moment.calendar).length > 0);
});

inEveryLife('there is no trap: willing people bring every open task to its close', ({ stops, end }) => {
  // From somewhere in the middle of one life, from the end of the next.
  toItsClose(stops.length % 2 === 0 ? (stops[stops.length >> 1] ?? end) : end);
});

const toItsClose = ({ task, moment }: Stop): void => {
  let at = task;
  for (let n = 0; n < FAR && !['closed', 'archived', 'dropped'].includes(at.stage); n += 1) {
    const next = onward(at, moment);
    assert(next !== null, `nobody can go on: ${at.stage}`);
    const decision = decide(at, next, moment);
    assert(decision.verdict === 'accepted');
    at = decision.facts.reduce<Task>(evolve, at);
  }
  assert(['closed', 'archived', 'dropped'].includes(at.stage), at.stage);
};

inEveryLife('nobody signs off his own work, and one person signs at one level', ({ turns }) => {
  const hands = new Set<PersonId>();
  let signed = new Set<PersonId>();
  for (const { decision } of turns) {
    for (const fact of decision.verdict === 'accepted' ? decision.facts : []) {
      if (fact.kind === 'signOffRequested') signed = new Set();
      if (fact.kind === 'signedOff') {
        assert(!hands.has(fact.by) && !signed.has(fact.by));
        signed.add(fact.by);
      }
      if (didIt(fact)) for (const one of peopleIn(fact)) hands.add(one);
    }
  }
});

inEveryLife('no task is completed with missing, unwaived evidence, nor with anything else undone', ({ turns }) => {
  for (const { before, after } of turns) {
    if (before.stage !== 'completed' && after.stage === 'completed') assert(isNothing(missingForSignOff(before)));
  }
});

inEveryLife('no task is registered while a question blocks it', ({ turns }) => {
  for (const { before, command, decision, moment } of turns) {
    if (command.kind !== 'register' || decision.verdict === 'refused') continue;
    assert.equal(blockingQuestions(before, moment.calendar, moment.on).length, 0);
  }
});

inEveryLife('the state of a task stays below 64 KB', ({ end }) => {
  assert(Buffer.byteLength(JSON.stringify(end.task)) < 64 * 1_024);
});

/** Every order that makes sense on this task: each question answered in a way that fits, each assignment spoken of. */
const everyOrder = (task: Task, moment: Moment): readonly PersonCommand[] => [
  ...answerable(task, moment.calendar, moment.on).map((question): PersonCommand => ({
    kind: 'answer',
    question: question.id,
    answer: fitting(task, question, 0),
  })),
  { kind: 'register' },
  { kind: 'drop', reason: '重复' },
  { kind: 'dispatch', bulk: [] },
  ...task.assignments.map(({ id }): PersonCommand => ({ kind: 'acknowledge', assignment: id })),
  ...task.assignments.map(({ id }): PersonCommand => ({ kind: 'decline', assignment: id, reason: '不在辖区' })),
  ...task.assignments.map(({ id }): PersonCommand => ({ kind: 'rule', assignment: id, ruling: { kind: 'keep' } })),
  ...task.assignments.map(({ id }): PersonCommand => ({ kind: 'nameOwner', assignment: id, ...names })),
  { kind: 'filePlan' },
  ...task.assignments.map(({ id }): PersonCommand => ({
    kind: 'assignSubtask',
    giver: id,
    holder: id,
    title: '收运网络建设',
    person: null,
    due: moment.on,
  })),
  ...obligations(task, moment.calendar).map(({ key }): PersonCommand => ({ kind: 'holdEscalation', obligation: key })),
  ...waitingRungs(task).flatMap(({ obligation, rung }): PersonCommand[] => [
    { kind: 'confirmEscalation', obligation },
    ...(rung === 'E4' || rung === 'E5' ? [{ kind: 'setAside' as const, obligation, rung, reason: '正在协调' }] : []),
  ]),
  ...task.subtasks.flatMap(({ id }): PersonCommand[] => [
    { kind: 'finishSubtask', subtask: id },
    { kind: 'returnSubtask', subtask: id, reason: '不完整' },
    { kind: 'withdrawSubtask', subtask: id, reason: '并入' },
  ]),
  ...task.assignments.flatMap(({ id }): PersonCommand[] => [
    { kind: 'report', assignment: id, report: null },
    { kind: 'claimDone', assignment: id },
    { kind: 'confirmClaim', assignment: id },
    { kind: 'acceptPart', assignment: id },
    { kind: 'withdraw', assignment: id },
    { kind: 'note', assignment: id, text: '已收到' },
  ]),
  ...task.assignments.map((part): PersonCommand => ({
    kind: 'returnPart',
    assignment: part.id,
    items: itemsOf(task, part),
    reason: '不完整',
  })),
  ...requiredItems(task).flatMap((item): PersonCommand[] => [
    { kind: 'submitEvidence', item, upload: uploadOf({ id: unitOf(assignmentOf(item)) }), note: '' },
    { kind: 'waiveEvidence', item, reason: '不涉及' },
  ]),
  ...task.evidence.flatMap(({ n: evidence }): PersonCommand[] => [
    { kind: 'withdrawEvidence', evidence },
    { kind: 'judgeEvidence', evidence, verdict: { kind: 'accept' } },
  ]),
  { kind: 'requestSignOff' },
  { kind: 'signOff', decision: { kind: 'approve' } },
  { kind: 'signOff', decision: { kind: 'recuse', successor: null } },
  ...posts.map((successor): PersonCommand => ({ kind: 'signOff', decision: { kind: 'recuse', successor } })),
  { kind: 'withdraw', assignment: null },
  { kind: 'close' },
  { kind: 'archive' },
  ...waitingRungs(task).map(({ obligation }): PersonCommand => ({ kind: 'sendRedSlip', obligation })),
  ...openSlips(task).map(({ obligation }): PersonCommand => ({ kind: 'reply', obligation, text: '已在办理' })),
];

/** Whether a fact is work that is to be signed off, or a request for that. */
const didIt = ({ kind }: Fact): boolean =>
  [
    'subtaskFinished',
    'reported',
    'evidenceSubmitted',
    'claimProposed',
    'claimHeld',
    'claimed',
    'signOffRequested',
    'signOffHeld',
  ].includes(kind);
const peopleIn = (fact: Fact): readonly PersonId[] => [
  ...('by' in fact ? [fact.by as PersonId] : []),
  ...('uploadedBy' in fact ? [fact.uploadedBy] : []),
  ...('proposedBy' in fact ? [fact.proposedBy] : []),
];

const held = (life: Life, holds: (life: Life) => void): boolean => {
  try {
    holds(life);
    return true;
  } catch {
    return false;
  }
};

const isClockKind = (kind: Command['kind']): boolean =>
  ['remind', 'escalate', 'foretell', 'lapse', 'turnMonth'].includes(kind);

const offers = (task: Task, by: Actor, command: Command | PersonCommand, moment: Moment): boolean =>
  allowed(task, by, moment).some(
    ({ kind, refusal, assignments }) =>
      kind === command.kind &&
      refusal === null &&
      (!('assignment' in command) || command.assignment === null || assignments.includes(command.assignment)),
  );

const commandOf = ({ kind, obligation, rung, ahead }: Line, task: Task, { calendar, on }: Moment): ClockCommand => {
  if (kind === 'turn') return { kind: 'turnMonth', month: turnsTo(task, calendar, on) };
  if (obligation === null) return { kind: 'lapse' };
  if (kind === 'foretell') return { kind, obligation };
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

/** Lines that remain; the foretelling counts for as long as it may still come, for a rung that is late can make room for it. */
const remaining = (task: Task, line: Line, { calendar }: Moment): number => {
  const lines = agenda(task, calendar).filter(({ obligation, kind }) =>
    line.obligation === null ? kind === line.kind : obligation === line.obligation && kind !== 'foretell',
  );
  const foretold = line.obligation !== null && (task.climbs[line.obligation]?.foretoldOn ?? null) !== null;
  return lines.length + Number(!foretold && lines.some(({ rung }) => rung === 'E3'));
};

// What comes back from JSON is what was written: that is the very thing under test.
const reread = <T extends Task | readonly Fact[]>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const turnsOn = (task: Task, { calendar }: Moment): string | undefined =>
  agenda(task, calendar).find(({ kind }) => kind === 'turn')?.on;

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const one of Object.values(value)) frozen(one);
  }
  return value;
};
