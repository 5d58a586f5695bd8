import type { AssignmentId } from '#domain/assignment';
import { carryOut } from '#ledger/carry-out';
import { composeRound } from '#ledger/compose-round';
import { route } from '#ledger/route';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { acknowledge, give, launch, setTo } from '../support/acts.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { holder, importSmallPlan, smallPlan } from '../support/small-plan.ts';
import type { Given } from './actors.ts';
import { promises } from './check.ts';

/** A sound ledger, with letters sent, replaced and put off and with settled notices; then one thing in it is wrong. */
const plan = smallPlan().id;
const tasks = ['small-001', 'small-002'];

interface Caught {
  readonly messageId: string;
  readonly to: readonly { readonly address: string }[];
}

let database: Database;
let mail: Server;
let items: Caught[] = [];

beforeEach(async () => {
  database = await openDatabase();
  await importSmallPlan(database.owner, tasks.length);
  mail = createServer((_request, response) => {
    response.end(JSON.stringify({ items, next: null }));
  });
  await new Promise<void>((listening) => mail.listen(0, '127.0.0.1', listening));
  await play();
});
afterEach(async () => {
  await database.drop();
  await new Promise((closed) => mail.close(closed));
});

const play = async (): Promise<void> => {
  await launch(database, plan, tasks);
  await playTo('2020-01-02', '10:00');
  await haveSent();
  await playTo('2020-01-03', '9:00');
  // What was to be reminded of is settled, and its letter has not left.
  for (const unit of ['water-bureau', 'finance-bureau', 'east-district']) {
    const part = unit === 'water-bureau' ? 'lead' : unit === 'finance-bureau' ? 'support' : 'responsible';
    await give(database, 'small-001', holder(unit, 'liaison'), acknowledge(`${part}.${unit}`));
  }
  await note();
  await playTo('2020-01-06', '9:00');
  await note();
  await playTo('2020-01-06', '10:00');
  await haveSent();
  await note();
  await playTo('2020-01-06', '10:15');
  await database.owner.ask(
    `update duban.letter set cause = 'ECONNREFUSED', attempts = 1, next_try_at = now() + interval '1 minute' where state = 'waiting'`,
  );
  items = [...(await sent())];
};

const playTo = async (on: string, time: '9:00' | '10:00' | '10:15'): Promise<void> => {
  await setTo(database, plan, on, time, 1);
  for (const task of tasks) {
    await route(database.worker, task);
    await carryOut(database.worker, task);
    await route(database.worker, task);
  }
  while ((await composeRound(database.worker, plan, false)) !== null);
};
const note = (): Promise<unknown> =>
  give(database, 'small-001', holder('water-bureau', 'chief'), {
    kind: 'note',
    assignment: 'responsible.east-district' as AssignmentId,
    text: '请加快办理',
  });
const haveSent = (): Promise<unknown> =>
  database.owner.ask(`update duban.letter set state = 'sent', sent_at = now() where state = 'waiting'`);
const sent = (): Promise<readonly Caught[]> =>
  database.owner.ask(
    `select message_id as "messageId", jsonb_build_array(jsonb_build_object('name', '', 'address', address)) as "to"
     from duban.letter where state = 'sent' order by id`,
  );

const found = async (given: readonly Given[] = []): Promise<readonly string[]> =>
  (await promises({ ledger: database.owner, temporal: 'not asked', mail: address(), plan }, given)).violations;
const address = (): string => {
  // A server that listens on a port has an address of this kind.
  const { port } = mail.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
};

test('letters sent, replaced and put off, and notices of what was settled meanwhile, are as they should be', async () => {
  const states = await database.owner.ask<{ state: string }>('select distinct state from duban.letter order by 1');
  expect(states.map(({ state }) => state)).toEqual(['merged', 'sent', 'waiting']);
  const dropped = await database.owner.ask(`select 1 from duban.notice where dropped = 'settled'`);
  expect(dropped.length).toBeGreaterThan(0);
  expect(await found()).toEqual([]);
});

const one = (form: string, state: string): string =>
  `(select min(id) from duban.letter where form = '${form}' and state = '${state}')`;
const first = (form: string, state: string): string =>
  `(select (notices ->> 0)::int from duban.letter where id = ${one(form, state)})`;
/** Of what a unit still owes, so that nothing of it is settled. */
const OWED = `form = 'digest' and unit = 'west-district' and post = 'liaison' and task = 'small-001'`;
const UNTELL = `update duban.letter l set notices = (select jsonb_agg(i) from jsonb_array_elements(l.notices) i
  where not exists (select 1 from duban.notice n where n.id = i::int and n.dropped is not null)) where state <> 'merged'`;

test.each([
  [
    'one notice told in two letters',
    [
      `update duban.letter set notices = notices || to_jsonb(${first('issued', 'sent')}) where id = ${one('note', 'sent')}`,
    ],
    /is told in 2 letters/,
  ],
  [
    'a letter whose notice does not know of it',
    [`update duban.notice set letter = null where id = ${first('note', 'waiting')}`],
    /is told in letter \d+ \(note, .*\) and does not know it/,
  ],
  [
    'a notice whose letter does not tell it',
    [`update duban.letter set notices = notices - 0 where id = ${one('issued', 'sent')}`],
    /is said to be told and no letter tells it/,
  ],
  [
    'a letter that tells of no notice there is',
    [`update duban.letter set notices = notices || '[9999]' where id = ${one('issued', 'sent')}`],
    /tells of none/,
  ],
  [
    'a letter that names a notice and does not speak of its task',
    [`update duban.letter set content = content || '{"items": []}' where id = ${one('issued', 'sent')}`],
    /is not spoken of in letter/,
  ],
  [
    'a letter to somebody who does not hold the post',
    [
      `update duban.letter set person = 'plan-office.chief', address = 'plan-office.chief@test.example' where id = ${one('issued', 'sent')}`,
    ],
    /is told in letter .*, which is for somebody else/,
  ],
  [
    'a letter that was replaced by none',
    [`update duban.letter set merged_into = null where id = ${one('note', 'merged')}`],
    /was replaced by none of its own/,
  ],
  [
    'a notice of a replaced letter that the later one does not tell',
    [
      `update duban.letter set notices = notices - 0 where id = (select merged_into from duban.letter where id = ${one('note', 'merged')})`,
    ],
    /notice \d+ was lost when letter \d+ \(note, .*\) was replaced/,
  ],
  [
    'news dropped as settled',
    [`update duban.notice set dropped = 'settled', letter = null where form = 'note'`, UNTELL],
    /small-001 \d+ east-district \w+ note was dropped as settled/,
  ],
  [
    'what is still owed dropped as settled',
    [`update duban.notice set dropped = 'settled', letter = null where ${OWED}`, UNTELL],
    /small-001 \d+ west-district liaison digest was dropped as settled/,
  ],
  [
    'a notice dropped for a reason that is none',
    [`update duban.notice set dropped = 'nobody' where dropped is not null`],
    /was dropped as nobody/,
  ],
  [
    'a notice in a letter and dropped',
    [`update duban.notice set dropped = 'settled' where id = ${first('note', 'waiting')}`],
    /is in a letter and dropped/,
  ],
  [
    'a letter that failed although nobody refuses any',
    [`update duban.letter set state = 'failed' where id = ${one('note', 'waiting')}`],
    /is left failed/,
  ],
  [
    'a letter in doubt although the catcher can be asked',
    [`update duban.letter set state = 'doubtful' where id = ${one('note', 'waiting')}`],
    /is left doubtful/,
  ],
  [
    'a letter that has arrived and is to be sent again',
    [
      `update duban.letter set state = 'waiting', cause = 'x', next_try_at = now() + interval '1 minute' where id = ${one('note', 'sent')}`,
    ],
    /is to be sent again and has arrived/,
  ],
  [
    'a letter to an address that is not its reader’s',
    [`update duban.letter set address = 'somebody@test.example' where id = ${one('issued', 'sent')}`],
    /is for somebody@test.example, not for its reader/,
  ],
])('%s is found', async (_what, spoils, expected) => {
  for (const sql of spoils) await database.owner.ask(sql);
  expect(await found()).toEqual(expect.arrayContaining([expect.stringMatching(expected)]));
});

test('a letter caught twice, for another, of nobody, or not at all is found', async () => {
  const [one, two, three, ...rest] = items;
  if (one === undefined || two === undefined || three === undefined) throw new Error('three letters were sent');
  items = [
    ...[one, one, ...rest],
    { ...two, to: [{ address: 'somebody@test.example' }] },
    { ...three, messageId: '<nobody@duban>' },
  ];
  expect(await found()).toEqual([
    `a letter is sent once: ${one.messageId} was caught 2 times`,
    'a letter is sent once: <nobody@duban> was caught and never written',
    `a letter is sent once: ${two.messageId} is for ${two.to[0]?.address ?? ''} and was handed over for somebody@test.example`,
    `a letter is sent once: ${three.messageId} is said to be sent and never arrived`,
  ]);
});

test('an order that was also refused is found when nothing had changed in between', async () => {
  const [before] = await database.owner.ask<{ ms: number }>(
    `select (extract(epoch from at) * 1000)::float8 as ms from duban.task_event where task = 'small-002' order by seq desc limit 1`,
  );
  const command = {
    kind: 'note',
    assignment: 'responsible.east-district' as AssignmentId,
    text: '请知悉：第1条',
  } as const;
  const by = holder('water-bureau', 'chief');
  const obeyed = await give(database, 'small-002', by, command, 'chaos-1-1');
  await route(database.worker, 'small-002');
  if (obeyed.verdict !== 'accepted' || before === undefined) throw new Error('a note is accepted');
  const given = (refusedSince: number | null): Given => ({
    intent: {
      ...{ at: 0, person: by.person, task: 'small-002', key: 'chaos-1-1', command },
      ...{ marker: '第1条', manner: 'twice', givesUp: false },
    },
    answer: { status: 200, seq: obeyed.seq, facts: obeyed.facts },
    ...{ abandoned: false, askedAt: 0, answeredAt: 0, refusedSince },
  });
  expect(await found([given(null)])).toEqual([]);
  expect(await found([given(before.ms)])).toEqual([]);
  expect(await found([given(before.ms + 1)])).toEqual([
    'an answered order stands, once: chaos-1-1 was answered 422 and 200, and nothing had changed',
  ]);
});
