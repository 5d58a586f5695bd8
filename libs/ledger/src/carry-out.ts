import { nextDue } from '#domain/agenda';
import type { ClockCommand } from '#domain/command';
import { decide } from '#domain/decide';
import { evolve } from '#domain/evolve';
import type { Moment } from '#domain/rules/rule';
import type { Task } from '#domain/task';
import type { Day } from '#domain/time/day';
import { append, type Entry } from './append.ts';
import { canonical, sha256 } from './canonical.ts';
import { lockTask, surroundingsOf } from './context.ts';
import type { Ledger } from './open-ledger.ts';
import type { ToldOrder } from './told-order.ts';

/** No task has so many lines due at one moment: 200 assignments and 100 subtasks, each with a reminder and a rung. */
const MOST_LINES = 1_000;

/** An order of the clock. */
type Line = Entry & Pick<ToldOrder, 'kind'>;

/**
 * Carries out every due line of a task in one transaction, tells of them as of any order, and says how many orders of the
 * clock that took. Each has its own key, so no line is carried out twice; a due line that was already answered is a broken
 * promise and throws.
 */
export const carryOut = async (ledger: Ledger, id: string): Promise<number> => {
  const since = performance.now();
  const carried = await carryOutIn(ledger, id);
  const ms = performance.now() - since;
  for (const line of carried) ledger.tell({ ...line, ms });
  return carried.length;
};

const carryOutIn = (ledger: Ledger, id: string): Promise<readonly Omit<ToldOrder, 'ms'>[]> =>
  ledger.transact(async (ask, last) => {
    const locked = await lockTask(ledger, ask, id);
    if (locked === undefined) return [];
    const { moment, at } = await surroundingsOf(ledger, ask, locked);
    const entries = dueEntries(locked.task, moment);
    if (entries.length === 0) {
      // Rung for a line that has moved meanwhile, by another calendar: what was read from the state is read anew.
      await append(ledger, last, locked, [], {
        planAt: moment.now,
        at,
        calendar: moment.calendar,
      });
      return [];
    }
    const known = await ask<{ key: string }>(
      `select key from duban.task_order where task = $1 and person = 'clock' and key = any($2)`,
      [id, entries.map((entry) => entry.key)],
    );
    if (known[0] !== undefined)
      throw new Error(`broken promise: ${id} owes a line that was carried out before: ${known[0].key}`);
    await append(ledger, last, locked, entries, { planAt: moment.now, at, calendar: moment.calendar });
    return tellable(locked, entries, moment.on);
  });

/** What there is to tell of them, each with its last fact's number. */
const tellable = (
  { task, seq }: { readonly task: Task; readonly seq: number },
  entries: readonly Line[],
  planDay: Day,
): readonly Omit<ToldOrder, 'ms'>[] => {
  let at = seq;
  return entries.map(({ kind, key, person, facts }) => {
    at += facts.length;
    return { task: task.id, kind, key, person, outcome: 'accepted', why: null, planDay, seq: at };
  });
};

/** The clock's orders that have come due, each decided on the state the one before it leaves. */
const dueEntries = (task: Task, moment: Moment): readonly Line[] => {
  const entries: Line[] = [];
  let state = task;
  for (
    let command = nextDue(state, moment.calendar, moment.now);
    command !== null;
    command = nextDue(state, moment.calendar, moment.now)
  ) {
    if (entries.length >= MOST_LINES)
      throw new Error(`broken promise: more than ${MOST_LINES} lines due at once in ${task.id}`);
    const decision = decide(state, { by: 'clock', command }, moment);
    if (decision.verdict === 'refused') {
      throw new Error(
        `broken promise: the clock owes what the rules refuse in ${task.id}: ${canonical(command)}: ${decision.refusal.why}`,
      );
    }
    state = decision.facts.reduce<Task>(evolve, state);
    const bodyHash = sha256(canonical(command));
    entries.push({ kind: command.kind, person: 'clock', key: keyOf(command), bodyHash, facts: decision.facts });
  }
  return entries;
};

/** The obligation's instance plus the line; clock and calendar changes do not raise it. */
const keyOf = (command: ClockCommand): string => {
  switch (command.kind) {
    case 'lapse':
      return 'lapse';
    case 'turnMonth':
      return `turn/${command.month}`;
    case 'foretell':
      return `${command.obligation}/before-E3`;
    case 'escalate':
      return `${command.obligation}/${command.rung}`;
    case 'remind':
      return `${command.obligation}/E0-${Math.min(...command.ahead)}`;
  }
};
