import type { Edit } from './edits.ts';
import { type Blow, everything, failpoint, forget, kill, loseAnswer, type Profile } from './faults.ts';

/** A guard of the product that can be removed on purpose, and the run that has to notice. */
export interface Guard {
  /** What no longer happens. */
  readonly removed: string;
  /** What the run must say of it, once at least: it has been found out only then. The README's last column is the first of these. */
  readonly found: RegExp;
  readonly edits: readonly Edit[];
  /** Settings of PostgreSQL that are changed for the ledger's database. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly minutes: number;
  readonly profile: Profile;
}

/** Real time: no timer fires by itself that would cover up what nobody heard. */
const QUIET_RATE = 1;

type Draw = Profile['blow'];
const onlyOf = (rate: number, ...draws: readonly [Draw, ...Draw[]]): Profile => ({
  rate,
  everyMs: [2_000, 5_000],
  blow: (chance) => chance.one(draws)(chance),
});
const crash = (name: Parameters<typeof failpoint>[0]) => (): Blow => ({
  kind: 'failpoint',
  name,
  action: 'crash',
  ms: 0,
});
const { rate: playing } = everything;

export const guards = {
  'key-lookup': {
    removed: 'an order whose key is known is decided anew',
    found: /was answered 500/,
    edits: [
      {
        file: 'libs/ledger/src/obey.js',
        find: 'if (answered !== null)\n        return again(answered, bodyHash);',
        put: '',
      },
    ],
    seed: 1,
    minutes: 0.25,
    profile: onlyOf(playing, loseAnswer),
  },
  'body-hash': {
    removed: 'a key that was used for another order gets that order’s answer',
    found: /was used for another order and answered 200/,
    edits: [
      {
        file: 'libs/ledger/src/obey.js',
        find: "=> hash === bodyHash.toString('hex') ?",
        put: '=> true ?',
      },
    ],
    seed: 2,
    minutes: 0.25,
    profile: onlyOf(playing, loseAnswer),
  },
  'row-lock': {
    removed: 'a task’s row is read without a lock',
    found: /was answered 500/,
    edits: [
      {
        file: 'libs/ledger/src/context.js',
        find: "end as state, seq, head from duban.task where id = $1 for update'",
        put: "end as state, seq, head from duban.task where id = $1'",
      },
    ],
    seed: 3,
    minutes: 0.4,
    profile: onlyOf(playing, loseAnswer, () => ({ kind: 'delay', link: 'api-postgres', byMs: 60, ms: 2_000 })),
  },
  'routed-seq': {
    removed: '`routed_seq` is written after the transaction that writes the notices',
    found: /^after healing: task small-\d+: waiting facts after \d+/,
    edits: [
      {
        file: 'libs/ledger/src/route.js',
        find: 'update duban.task set routed_seq = $4 where id = $1`',
        put: 'select $4::int`',
      },
      {
        file: 'libs/ledger/src/route.js',
        find: 'return { facts: events.length,',
        put: 'return { seq: row.seq, facts: events.length,',
      },
      {
        file: 'libs/ledger/src/route.js',
        find: 'if (routed !== null && routed.notices > 0)',
        put: "if (routed !== null && routed.notices > 0) await globalThis.failpoint('routed');\n    if (routed !== null) await ledger.ask('update duban.task set routed_seq = $2 where id = $1', [id, routed.seq]);\n    if (routed !== null && routed.notices > 0)",
      },
    ],
    seed: 4,
    minutes: 0.8,
    profile: onlyOf(playing, crash('worker.routed')),
  },
  marker: {
    removed: 'a letter is only put off for its attempt, not marked as being sent',
    found: /was caught \d+ times/,
    edits: [
      {
        file: 'libs/ledger/src/letters.js',
        find: "set state = 'sending', marked_at = clock_timestamp(),",
        put: "set next_try_at = clock_timestamp() + interval '5 seconds', marked_at = clock_timestamp(),",
      },
      {
        file: 'libs/ledger/src/letters.js',
        find: "where id = $1 and attempts = $3 and state = 'sending'`",
        put: 'where id = $1 and attempts = $3`',
      },
    ],
    seed: 5,
    minutes: 0.6,
    profile: onlyOf(playing, crash('worker.sent')),
  },
  'blind-resend': {
    removed: 'a letter whose attempt ended with its worker is sent again without asking for it',
    found: /was caught \d+ times/,
    edits: [
      {
        file: 'apps/worker/src/deliver.js',
        find: "(await askMailLog(office.mailLogUrl, messageId)) ? 'sent' : 'notSent'",
        put: "'notSent'",
      },
    ],
    seed: 6,
    minutes: 0.6,
    profile: onlyOf(playing, crash('worker.sent')),
  },
  'unknown-outcome': {
    removed: 'a lost answer of the mail server counts as "not accepted"',
    found: /was caught \d+ times/,
    edits: [
      {
        file: 'libs/mail/src/outcome.js',
        find: "return { kind: 'unknown', cause };",
        put: "return { kind: 'refusedForNow', cause };",
      },
    ],
    seed: 7,
    minutes: 0.6,
    profile: onlyOf(playing, () => ({ kind: 'loseAnswer', link: 'worker-smtp' })),
  },
  'letter-with-notices': {
    removed: 'a letter is written in another transaction than the mark on the notices it tells',
    found: /^at the end: a round of letters is due|is told in \d+ letters|and does not know it/,
    edits: [
      {
        file: 'libs/ledger/src/compose-round.js',
        find: 'await write(ask, plan, round, notices, { calendar',
        put: 'await write(ledger, ask, plan, round, notices, { calendar',
      },
      {
        file: 'libs/ledger/src/compose-round.js',
        find: 'const write = async (ask, plan,',
        put: 'const write = async (ledger, ask, plan,',
      },
      {
        file: 'libs/ledger/src/compose-round.js',
        find: 'const [letter] = await ask(LETTER, [',
        put: 'const [letter] = await ledger.ask(LETTER, [',
      },
      {
        file: 'libs/ledger/src/compose-round.js',
        find: 'const replaced = unsent',
        put: "await ask('update duban.notice set letter = $1 where id = any($2)', [letter.id, ids]); const replaced = unsent",
      },
      {
        file: 'libs/ledger/src/compose-round.js',
        find: 'with written as (\n  insert into duban.letter',
        put: 'insert into duban.letter',
      },
      {
        file: 'libs/ledger/src/compose-round.js',
        find: 'now(), $10, $11, $12, $13, $14) returning id),\ntold as (update duban.notice set letter = (select id from written) where id = any($9))\nselect id from written',
        put: 'now() + 0 * make_interval(secs => cardinality($9::int[])), $10, $11, $12, $13, $14) returning id',
      },
    ],
    seed: 8,
    minutes: 0.6,
    profile: onlyOf(playing, crash('worker.in-round')),
  },
  sweep: {
    removed: 'nobody looks for facts and lines that were announced to nobody',
    found: /^after healing: task small-\d+: waiting facts after \d+/,
    edits: [
      {
        file: 'apps/worker/src/bell.js',
        find: '= await unheardTasks(this.#ledger);',
        put: '= [];',
      },
    ],
    seed: 9,
    minutes: 0.4,
    profile: { ...onlyOf(QUIET_RATE, () => ({ kind: 'loseWord', link: 'api-postgres' })), everyMs: [100, 300] },
  },
  ear: {
    removed: 'a workflow does not hear the bell',
    found: /^after healing: task small-\d+: waiting facts after \d+/,
    edits: [{ file: 'workflow-bundle.js', find: 'rung = true;', put: 'rung = false;' }],
    seed: 10,
    minutes: 0.3,
    profile: onlyOf(QUIET_RATE, kill('worker')),
  },
  'namespace-check': {
    removed: 'the bell does not notice that Temporal’s database is a new one',
    found: /^after healing: (task|plan|postman) small\S*: missing/,
    edits: [
      {
        file: 'apps/worker/src/bell.js',
        find: 'return !(await isNamespaceKnown(this.#ledger, await this.#conductor.namespaceId()));',
        put: 'return false;',
      },
    ],
    seed: 11,
    minutes: 0.4,
    profile: { ...onlyOf(QUIET_RATE, forget), everyMs: [8_000, 12_000] },
  },
  'signal-with-start': {
    removed: 'a ring only signals, and starts no workflow that is missing',
    found: /^after healing: (task small-\d+: waiting facts after \d+|(task|plan|postman) small\S*: missing)/,
    edits: [
      {
        file: 'libs/conductor/src/conductor.js',
        find: 'await client.workflow.signalWithStart(ring.kind, options);',
        put: 'await client.workflow.getHandle(options.workflowId).signal(options.signal, ...options.signalArgs);',
      },
    ],
    seed: 12,
    minutes: 0.4,
    profile: { ...onlyOf(QUIET_RATE, forget), everyMs: [8_000, 12_000] },
  },
  'clock-spread': {
    removed: 'a change of the clock wakes no task',
    found: /^after healing: task small-\d+: otherTimer/,
    edits: [
      {
        file: 'apps/worker/src/activities.js',
        find: "...tasks.map((task) => ({ ...task, kind: 'task' })),",
        put: '',
      },
    ],
    seed: 13,
    minutes: 0.3,
    // Nobody's order rings the tasks afterwards, and the next lines lie an hour ahead: nothing else would correct the timers.
    profile: {
      ...onlyOf(QUIET_RATE, (chance) => ({ kind: 'clock', hours: 0, rate: chance.between(2, 90) })),
      peopleFor: 0.2,
    },
  },
  'commit-unknown': {
    removed: 'a lost answer to COMMIT counts as "nothing was changed"',
    found: /was answered 503: nothing was changed and stands all the same/,
    edits: [
      {
        file: 'libs/ledger/src/transaction.js',
        find: 'throw new OutcomeUnknown(cause);',
        put: 'throw cause;',
      },
      {
        file: 'libs/ledger/src/transaction.js',
        find: 'throw isRefused(cause) ? cause : new OutcomeUnknown(cause);',
        put: 'throw cause;',
      },
    ],
    seed: 14,
    minutes: 0.5,
    profile: { ...onlyOf(playing, () => ({ kind: 'loseAnswer', link: 'api-postgres' })), everyMs: [300, 900] },
  },
  'bell-again': {
    removed: 'the bell does not come back after its line was lost',
    found: /^after healing: task small-\d+: waiting facts after \d+/,
    edits: [
      {
        file: 'libs/ledger/src/bell-line.js',
        find: 'if (!this.#open || this.#timer !== null)',
        put: 'if (this.#waitMs > 0)',
      },
    ],
    seed: 15,
    minutes: 0.4,
    profile: onlyOf(QUIET_RATE, () => ({ kind: 'cut', link: 'worker-postgres' })),
  },
  'clock-keeper': {
    removed: 'nobody says that a worker lives',
    found: /^after healing: the plan’s clock stands still/,
    edits: [
      {
        file: 'apps/worker/src/clock-keeper.js',
        find: 'of await keepClocks(this.#ledger))',
        put: 'of [])',
      },
    ],
    seed: 16,
    minutes: 0.4,
    profile: onlyOf(playing, kill('worker')),
  },
  'synchronous-commit': {
    removed: 'PostgreSQL answers COMMIT before it is on disk (`synchronous_commit = off`)',
    found:
      /is answered otherwise at the end|was answered and is absent|was answered again, and differently|was answered seq \d+ and stands as/,
    edits: [],
    settings: { synchronous_commit: 'off' },
    seed: 17,
    minutes: 0.6,
    profile: onlyOf(playing, kill('postgres')),
  },
} as const satisfies Readonly<Record<string, Guard>>;

/** The first violation by which a removed guard is found out; undefined: whatever else was found, it was not. */
export const catchOf = ({ found }: Pick<Guard, 'found'>, violations: readonly string[]): string | undefined =>
  violations.find((one) => found.test(one));

export type GuardName = keyof typeof guards;
export const isGuard = (name: string): name is GuardName => name in guards;
