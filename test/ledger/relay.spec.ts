import type { LetterState } from '#ledger/letters';
import { day, type Instant, instantOf } from '#domain/time/day';
import { moveClock } from '#ledger/clocks';
import { composeRound } from '#ledger/compose-round';
import { route } from '#ledger/route';
import { openPostbox, type Outcome } from '#mail/postbox';
import { readFileSync } from 'node:fs';
import { deliver, type Office } from '../../apps/worker/src/deliver.ts';
import { launch, setTo } from '../support/acts.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { AUTHORITY, type Fault, type Faults, type Relay, type RelayOptions, startRelay } from '../support/relay.ts';
import { holder, importSmallPlan, smallPlan } from '../support/small-plan.ts';
import { until } from '../support/until.ts';

/** What each fault of a relay makes of a letter, through the real postbox and on a real ledger. */
const plan = smallPlan().id;
const authority = readFileSync(AUTHORITY, 'utf8');
const HANGS_MS = 150;
const unasked: string[] = [];
let database: Database;
let relay: Relay;

beforeAll(async () => {
  database = await openDatabase();
  await importSmallPlan(database.owner, 1);
  await launch(database, plan, ['small-001']);
  await route(database.worker, 'small-001');
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await composeRound(database.worker, plan, false);
  await database.owner.ask(`delete from duban.letter where person <> 'east-district.liaison'`);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.owner.ask('delete from duban.bounced_address');
  await database.owner.ask(
    `update duban.letter set state = 'waiting', attempts = 0, next_try_at = now(), marked_at = null, sent_at = null, cause = null`,
  );
});
afterEach(() => relay.close());

const officeFor = (timeoutMs: number, doubt: Office['doubt'] = { afterMs: 60_000, canAsk: false }): Office => ({
  ledger: database.worker,
  databaseUrl: database.url('duban_worker'),
  postbox: openPostbox(relay.url, { from: 'duban@duban.example', timeoutMs, authority }),
  pageUrl: 'http://127.0.0.1:3000',
  mailLogUrl: doubt.canAsk ? relay.logUrl : undefined,
  doubt,
  attempted: () => undefined,
  notAsked: (cause) => {
    unasked.push(String(cause));
  },
});

interface Became {
  readonly state: LetterState;
  readonly cause: string | null;
  readonly attempts: number;
}

const letter = async (): Promise<Became> => {
  const [row] = await database.owner.ask<Became>('select state, cause, attempts from duban.letter');
  if (row === undefined) throw new Error('no letter');
  return row;
};

const mail = {
  messageId: '<1@duban>',
  to: 'a@duban.example',
  subject: '督办',
  text: '您好',
  html: '<p>您好</p>',
  thread: [],
};

/** What the postbox alone says, and then what one delivery makes of the letter. */
const meet = async (
  options: RelayOptions,
  timeoutMs = HANGS_MS,
): Promise<{ outcome: Outcome; became: Became; taken: number }> => {
  relay = await startRelay(options);
  const office = officeFor(timeoutMs);
  try {
    const outcome = await office.postbox.send(mail);
    await deliver(office, plan, new AbortController().signal);
    const became = await letter();
    return { outcome, became, taken: relay.taken.filter((id) => id !== mail.messageId).length };
  } finally {
    office.postbox.close();
  }
};

const answers = (line: string): Fault => ({ kind: 'answers', line });
const later = ['waiting', 'refusedForNow', 0] as const;
const bounced = ['bounced', 'refused', 0] as const;
const never = ['failed', 'refused', 0] as const;
const doubted = ['doubtful', 'unknown', 1] as const;
type Row = readonly [what: string, faults: Faults, end: readonly [LetterState, Outcome['kind'], taken: number]];

const table: readonly Row[] = [
  ['takes it', {}, ['sent', 'accepted', 1]],
  ...(['greeting', 'ehlo', 'mail', 'rcpt', 'data', 'text'] as const).flatMap((step): Row[] => [
    [`${step}: 421`, { [step]: answers('421 closing') }, later],
    [`${step}: 451`, { [step]: answers('451 later') }, later],
  ]),
  // About us, not about the letter: it would condemn every address at once.
  ['greeting: 554', { greeting: answers('554 no service') }, later],
  ['ehlo: 550', { ehlo: answers('550 not you') }, later],
  ['mail: 550', { mail: answers('550 not from you') }, later],
  ['rcpt: 550', { rcpt: answers('550 no such user') }, bounced],
  ['rcpt: 550 5.2.1', { rcpt: answers('550 5.2.1 mailbox disabled') }, bounced],
  ['rcpt: 554 5.7.1, which is about us', { rcpt: answers('554 5.7.1 relay access denied') }, later],
  ['rcpt: 550 without a status, about us', { rcpt: answers('550 relay not permitted') }, later],
  ['rcpt: 552 5.2.2, which passes', { rcpt: answers('552 5.2.2 mailbox full') }, later],
  ['data: 554', { data: answers('554 no') }, never],
  ['text: 554', { text: answers('554 not wanted') }, never],
  ...(['greeting', 'ehlo', 'mail', 'rcpt', 'data'] as const).flatMap((step): Row[] => [
    [`${step}: hangs`, { [step]: { kind: 'hangs' } }, later],
    [`${step}: drops the line`, { [step]: { kind: 'drops' } }, later],
  ]),
  ['text: drops the line while it comes in', { text: { kind: 'dropsInside' } }, ['doubtful', 'unknown', 0]],
  ['text: takes it and drops the line without a word', { text: { kind: 'drops' } }, doubted],
  ['text: takes it, says so, and drops the line', { text: { kind: 'answersAndDrops' } }, ['sent', 'accepted', 1]],
  ['text: takes it and hangs', { text: { kind: 'hangs' } }, doubted],
];

test.each(table)('%s', async (_, faults, [state, kind, taken]) => {
  expect(await meet({ faults })).toMatchObject({ outcome: { kind }, became: { state, attempts: 1 }, taken });
});

test('an answer after two seconds is waited for', async () => {
  const met = await meet({ faults: { text: { kind: 'answersLate', ms: 2_000 } } }, 10_000);
  expect(met).toMatchObject({ became: { state: 'sent' }, taken: 1 });
});

test.each<readonly [string, RelayOptions, LetterState]>([
  ['TLS, with a certificate that our authority signed', { tls: 'good' }, 'sent'],
  ['TLS, with a certificate for another name', { tls: 'wrongName' }, 'waiting'],
  ['TLS, with none', { tls: 'broken' }, 'waiting'],
  ['STARTTLS, with a certificate that our authority signed', { startTls: 'good' }, 'sent'],
  ['STARTTLS, with a certificate for another name', { startTls: 'wrongName' }, 'waiting'],
  ['STARTTLS, and then speaks no TLS', { startTls: 'broken' }, 'waiting'],
  ['STARTTLS, and refuses it', { startTls: 'good', faults: { starttls: answers('454 not now') } }, 'waiting'],
])('%s', async (_, options, state) => {
  const { became, taken } = await meet(options, 1_000);
  expect([became.state, taken]).toEqual([state, state === 'sent' ? 1 : 0]);
});

test('where TLS is asked for, nothing leaves without it', async () => {
  relay = await startRelay({ startTls: 'notOffered' });
  const postbox = openPostbox(`${relay.url}?requireTLS=true`, { from: 'duban@duban.example' });
  expect(await postbox.send(mail)).toMatchObject({
    kind: 'refusedForNow',
    cause: expect.stringContaining('STARTTLS') as string,
  });
  postbox.close();
  expect(relay.taken).toEqual([]);
});

test('a certificate of nobody whom Node knows stops the letter', async () => {
  relay = await startRelay({ tls: 'good' });
  const postbox = openPostbox(relay.url, { from: 'duban@duban.example' });
  expect(await postbox.send(mail)).toMatchObject({ kind: 'refusedForNow' });
  postbox.close();
  expect(relay.taken).toEqual([]);
});

test('a doubtful letter is found in the log and not sent again; one that is not there is', async () => {
  relay = await startRelay({ faults: { text: { kind: 'drops' } } });
  const office = officeFor(HANGS_MS, { afterMs: 0, canAsk: true });
  const leaving = new AbortController().signal;
  await deliver(office, plan, leaving);
  expect((await letter()).state).toBe('doubtful');
  await deliver(office, plan, leaving);
  expect(await letter()).toMatchObject({ state: 'sent', attempts: 1 });
  expect(relay.taken).toHaveLength(1);

  await database.owner.ask(`update duban.letter set state = 'doubtful', message_id = '<never@duban>'`);
  relay.behave({});
  await deliver(office, plan, leaving);
  expect(await letter()).toMatchObject({ state: 'sent', attempts: 2 });
  expect(relay.taken).toHaveLength(2);
  office.postbox.close();
});

test('while one delivers, nobody clears up after him, however late Temporal thinks he is', async () => {
  relay = await startRelay({ faults: { text: { kind: 'answersLate', ms: 400, takesLate: true } } });
  const office = officeFor(10_000, { afterMs: 0, canAsk: true });
  const leaving = new AbortController().signal;
  const first = deliver(office, plan, leaving);
  await until('the relay has the text', () => relay.inHand() === 1);
  await expect(deliver(office, plan, leaving)).rejects.toThrow('another worker still delivers');
  await first;
  await deliver(office, plan, leaving);
  expect(relay.taken).toHaveLength(1);
  office.postbox.close();
});

test('what is still being taken after we have given up is asked for no sooner than the doubt allows', async () => {
  relay = await startRelay({ faults: { text: { kind: 'answersLate', ms: 1_500, takesLate: true } } });
  // The attempt alone lasts longer than the doubt: counted from its beginning, the log would be asked at once.
  const office = officeFor(1_000, { afterMs: 900, canAsk: true });
  const leaving = new AbortController().signal;
  await deliver(office, plan, leaving);
  expect(await letter()).toMatchObject({ state: 'doubtful' });
  await deliver(office, plan, leaving);
  expect(await letter()).toMatchObject({ state: 'doubtful', attempts: 1 });
  await until('it is found out', async () => {
    await deliver(office, plan, leaving);
    return (await letter()).state === 'sent';
  });
  expect(relay.taken).toHaveLength(1);
  office.postbox.close();
});

test('while the log is away, what is in doubt stays so and other letters leave', async () => {
  relay = await startRelay({});
  const office = { ...officeFor(1_000, { afterMs: 0, canAsk: true }), mailLogUrl: 'http://127.0.0.1:1' };
  await database.owner.ask(
    `insert into duban.letter select (jsonb_populate_record(l, '{"id": 999, "state": "doubtful", "person": "somebody", "message_id": "<doubtful@duban>"}')).* from duban.letter l`,
  );
  await database.owner.ask(`update duban.letter set marked_at = now() - interval '1 hour' where id = 999`);
  try {
    await deliver(office, plan, new AbortController().signal);
    expect(unasked).toEqual(['TypeError: fetch failed']);
    expect(
      await database.owner.ask(
        `select state, marked_at > now() - interval '1 minute' as later from duban.letter order by id`,
      ),
    ).toEqual([
      { state: 'sent', later: true },
      { state: 'doubtful', later: true },
    ]);
  } finally {
    await database.owner.ask('delete from duban.letter where id = 999');
    office.postbox.close();
  }
});

test('outside the hours of the post nothing is tried again', async () => {
  relay = await startRelay({});
  const office = officeFor(1_000);
  const leaving = new AbortController().signal;
  try {
    await setTo(database, plan, '2020-01-02', '20:00', 1);
    await deliver(office, plan, leaving);
    expect(await letter()).toMatchObject({ state: 'waiting', attempts: 0 });
    await setTo(database, plan, '2020-01-03', '8:30', 1);
    await deliver(office, plan, leaving);
    expect(await letter()).toMatchObject({ state: 'sent', attempts: 1 });
  } finally {
    await setTo(database, plan, '2020-01-02', '10:00', 1);
    office.postbox.close();
  }
});

test('at closing time no other letter is taken', async () => {
  relay = await startRelay({ faults: { text: { kind: 'answersLate', ms: 900 } } });
  const office = officeFor(10_000);
  const closing = instantOf(day('2020-01-02'), '18:00');
  await database.owner.ask(
    `insert into duban.letter select (jsonb_populate_record(l, jsonb_build_object('id', 900 + n, 'form', 'note', 'message_id', format('<%s@duban>', n), 'round_at', l.round_at + n * interval '1 s'))).*
     from duban.letter l, generate_series(1, 7) n`,
  );
  try {
    await moveClock(database.api, plan, holder('plan-office', 'chief').person, {
      plan: (closing - 800) as Instant,
      rate: 1,
    });
    await deliver(office, plan, new AbortController().signal);
    const states = await database.owner.ask('select state, count(*)::int as n from duban.letter group by 1 order by 1');
    expect(states).toEqual([
      { state: 'sent', n: 4 },
      { state: 'waiting', n: 4 },
    ]);
  } finally {
    await database.owner.ask('delete from duban.letter where id > 900');
    await setTo(database, plan, '2020-01-02', '10:00', 1);
    office.postbox.close();
  }
});

test('a letter to an address that came back meanwhile is taken back, not tried', async () => {
  relay = await startRelay({});
  const office = officeFor(1_000);
  await database.owner.ask(
    `insert into duban.bounced_address select lower(address), now(), 'gone', id from duban.letter`,
  );
  await deliver(office, plan, new AbortController().signal);
  expect(await letter()).toMatchObject({ state: 'recalled', attempts: 0 });
  expect(relay.taken).toEqual([]);
  office.postbox.close();
});

test('an attempt is broken off when another may deliver', async () => {
  relay = await startRelay({ faults: { text: { kind: 'hangs' } } });
  const office = officeFor(30_000, { afterMs: 2_000, canAsk: true });
  const delivered = deliver(office, plan, new AbortController().signal);
  await until('the relay has the text', () => relay.inHand() === 1);
  await database.owner.ask(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'duban-post' and datname = current_database()`,
  );
  await delivered;
  expect(await letter()).toMatchObject({ state: 'doubtful', attempts: 1 });
  office.postbox.close();
}, 15_000);
