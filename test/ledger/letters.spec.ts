import type { AssignmentId } from '#domain/assignment';
import type { PersonCommand } from '#domain/command';
import type { LetterContent, LetterItem } from '#domain/letter';
import { carryOut } from '#ledger/carry-out';
import { composeRound } from '#ledger/compose-round';
import { dispatchPage, orderDispatch } from '#ledger/dispatches';
import { route } from '#ledger/route';
import { sourceOf } from '#ledger/migrate';
import { Third1700000000003 } from '#ledger/migrations/third';
import { openPostbox } from '#mail/postbox';
import { renderLetter } from '#mail/render-letter';
import { startCatcher } from '../../apps/local/src/mail/catcher.ts';
import { deliver } from '../../apps/worker/src/deliver.ts';
import { acknowledge, give, launch, setTo } from '../support/acts.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { holder, importSmallPlan, office, smallPlan } from '../support/small-plan.ts';

const plan = smallPlan().id;
const tasks = ['small-001', 'small-002'];
const east = 'responsible.east-district' as AssignmentId;
let database: Database;

beforeEach(async () => {
  database = await openDatabase();
  await importSmallPlan(database.owner);
});
afterEach(() => database.drop());

/** Everything that task workflows and the postman would do by this plan time. */
const playTo = async (on: string, time: '8:30' | '9:00' | '10:00' | '10:15' | '17:00' = '9:00'): Promise<void> => {
  await setTo(database, plan, on, time, 1);
  for (const task of [...tasks, 'small-003']) {
    await route(database.worker, task);
    await carryOut(database.worker, task);
    await route(database.worker, task);
  }
  while ((await composeRound(database.worker, plan, false)) !== null);
};

/** What waits has been sent: else the next letter of its form tells it all in its place. */
const haveLeft = (): Promise<unknown> =>
  database.owner.ask(`update duban.letter set state = 'sent', sent_at = now() where state = 'waiting'`);

interface Written {
  readonly form: string;
  readonly person: string;
  readonly message_id: string;
  readonly thread: readonly string[];
  readonly content: LetterContent;
}

/** The letters to a person, in the order in which they were written. */
const lettersTo = (person: string): Promise<readonly Written[]> =>
  database.owner.ask<Written>(
    'select form, person, message_id, thread, content from duban.letter where person = $1 order by id',
    [person],
  );

const lastTo = async (person: string, form: string): Promise<LetterContent> => {
  const letter = (await lettersTo(person)).findLast((one) => one.form === form);
  if (letter === undefined) throw new Error(`${person} has no ${form}`);
  return letter.content;
};

const lineOf = ({ items }: LetterContent, about: LetterItem['about'], unitName: string): LetterItem => {
  const line = items.find((one) => one.about === about && one.unitName === unitName);
  if (line === undefined) throw new Error(`no ${about} of ${unitName} in ${JSON.stringify(items)}`);
  return line;
};

/** A working day after the other, up to the one on which the red slip can be sent. */
const climb = async (to: string): Promise<void> => {
  await launch(database, plan, tasks);
  await playTo('2020-01-02', '17:00');
  for (const on of ['2020-01-03', '2020-01-06', '2020-01-08', '2020-01-09', '2020-01-10', '2020-01-17'])
    if (on <= to) {
      await haveLeft();
      await playTo(on);
    }
};

const dispatchSecond = async (): Promise<void> => {
  await give(database, 'small-002', office, { kind: 'register' });
  await orderDispatch(database.api, plan, office, 'second');
  await dispatchPage(database.worker, plan);
  await dispatchPage(database.worker, plan);
};

const kindOf = (unit: string, kind: string): Promise<unknown> =>
  database.owner.ask('update duban.unit set kind = $2 where id = $1', [unit, kind]);

describe('threads', () => {
  test('a digest answers the digest before it; another form the latest letter that tells of its task; the first one nothing', async () => {
    await climb('2020-01-10');
    const handler = await lettersTo('east-district.handler');
    expect(handler.map(({ form }) => form)).toEqual(['issued', 'digest']);
    expect(handler.map(({ thread }) => thread)).toEqual([[], []]);
    const head = await lettersTo('water-bureau.section-head');
    expect(head.map(({ form, thread }) => [form, thread])).toEqual([['digest', []]]);
    const chief = await lettersTo('plan-office.section-head');
    const ids = chief.map(({ message_id: id }) => id);
    expect(chief.length).toBeGreaterThan(0);
    chief.forEach(({ thread }, i) => {
      expect(thread).toEqual(ids.slice(0, i));
    });
    // What somebody does in a task comes into the thread of the letter that told of it last.
    await give(database, 'small-002', holder('water-bureau', 'chief'), note(east));
    await playTo('2020-01-10', '10:00');
    const told = (await lettersTo('east-district.handler')).at(-1);
    expect([told?.form, told?.thread]).toEqual(['note', [handler[1]?.message_id]]);
  });

  test('a letter of a task that the person has not heard of begins a thread of its own', async () => {
    await launch(database, plan, ['small-001']);
    await playTo('2020-01-02', '9:00');
    await haveLeft();
    await dispatchSecond();
    await playTo('2020-01-02', '10:00');
    const issued = await lettersTo('east-district.liaison');
    expect(issued.map(({ form, thread }) => [form, thread])).toEqual([
      ['issued', []],
      ['issued', []],
    ]);
  });

  test('a letter that was taken back unsent stands in no thread, for nobody could find it', async () => {
    await launch(database, plan, ['small-001']);
    await playTo('2020-01-02', '9:00');
    await haveLeft();
    await give(database, 'small-001', holder('water-bureau', 'chief'), note(east));
    await playTo('2020-01-02', '10:00');
    await give(database, 'small-001', holder('water-bureau', 'chief'), note(east));
    await playTo('2020-01-02', '10:15');
    const [issued, first, second] = await lettersTo('east-district.liaison');
    expect([first?.form, second?.form]).toEqual(['note', 'note']);
    expect([first?.thread, second?.thread]).toEqual([[issued?.message_id], [issued?.message_id]]);
  });

  test('a long thread is named by its first letter and the nearest ones, twenty in all', async () => {
    await climb('2020-01-03');
    const before = Array.from({ length: 25 }, (_, n) => `<${n}@duban>`);
    await database.owner.ask(
      `update duban.letter set thread = $1 where form = 'digest' and person = 'east-district.handler'`,
      [JSON.stringify(before)],
    );
    await give(database, 'small-001', holder('east-district', 'liaison'), acknowledge(east));
    for (const on of ['2020-01-06', '2020-01-07', '2020-01-08', '2020-01-09', '2020-01-10']) {
      await haveLeft();
      await playTo(on);
    }
    const [first, second] = (await lettersTo('east-district.handler')).filter(({ form }) => form === 'digest');
    expect(second?.thread).toHaveLength(20);
    expect(second?.thread[0]).toBe('<0@duban>');
    expect(second?.thread.slice(-2)).toEqual(['<24@duban>', first?.message_id]);
  });

  test('as caught from the mail server: In-Reply-To and References, marked as sent by a machine, no list', async () => {
    await launch(database, plan, ['small-001']);
    await playTo('2020-01-02', '9:00');
    await give(database, 'small-001', holder('water-bureau', 'chief'), note(east));
    await playTo('2020-01-02', '10:00');
    const [issued, told] = await lettersTo('east-district.liaison');
    const catcher = await startCatcher({ smtp: 0, page: 0 });
    const postbox = openPostbox(`smtp://127.0.0.1:${catcher.smtpPort}`, { from: 'duban@duban.example' });
    try {
      await deliver(
        {
          ledger: database.worker,
          databaseUrl: database.url('duban_worker'),
          postbox,
          pageUrl: 'http://127.0.0.1:3000',
          attempted: () => undefined,
          notAsked: () => undefined,
          mailLogUrl: undefined,
          doubt: { afterMs: 60_000, canAsk: false },
        },
        plan,
        new AbortController().signal,
      );
      const answer = await fetch(`http://127.0.0.1:${catcher.pagePort}/api/email`);
      const { items } = (await answer.json()) as { items: { messageId: string; headers: string[]; text: string }[] };
      expect(items).toHaveLength((await database.owner.ask('select 1 from duban.letter')).length);
      for (const { headers } of items) {
        expect(headers).toContain('Auto-Submitted: auto-generated');
        expect(headers.filter((line) => /^list-/i.test(line))).toEqual([]);
      }
      const headersOf = (id?: string): readonly string[] => items.find((one) => one.messageId === id)?.headers ?? [];
      expect(headersOf(told?.message_id)).toEqual(
        expect.arrayContaining([`In-Reply-To: ${issued?.message_id ?? ''}`, `References: ${issued?.message_id ?? ''}`]),
      );
      expect(headersOf(issued?.message_id).filter((line) => /^(in-reply-to|references):/i.test(line))).toEqual([]);
    } finally {
      postbox.close();
      await catcher.close();
    }
  });
});

const note = (assignment: AssignmentId): PersonCommand => ({ kind: 'note', assignment, text: '请加快办理' });

test('a letter written before letters had threads can still be drawn, and begins a thread', async () => {
  await climb('2020-01-10');
  await database.owner.ask(`alter table duban.letter drop column thread, drop column tasks`);
  await database.owner.ask('drop index duban.letter_person');
  await database.owner.ask(`
    update duban.letter set content = (content - 'contacts'::text) || jsonb_build_object('to', (content -> 'to') - 'kind'::text, 'items',
      (select jsonb_agg(item - '{consulted,provisional,confirmBy,replyBy,foretold,climbed,issue,missing}'::text[] order by n)
       from jsonb_array_elements(content -> 'items') with ordinality i(item, n)))`);
  const source = await sourceOf(database.url(), 'third', 1).initialize();
  try {
    await new Third1700000000003().up(source.createQueryRunner());
  } finally {
    await source.destroy();
  }
  for (const { content, thread } of await lettersTo('east-district.chief')) {
    expect(content.to.kind).toBe('district');
    expect(renderLetter(content, { pageUrl: 'http://x' }).text).toContain('第1项 清洁水源【责任单位】');
    expect(thread).toEqual([]);
  }
  await give(database, 'small-002', holder('water-bureau', 'chief'), note(east));
  await playTo('2020-01-10', '10:00');
  const [before, told] = (await lettersTo('east-district.handler')).slice(-2);
  expect(told?.thread).toEqual([before?.message_id]);
});

test('an assignment is issued with the days that run from it, and people of the office and of the lead to ask', async () => {
  await launch(database, plan, tasks);
  await playTo('2020-01-02');
  const own = await lastTo('east-district.liaison', 'issued');
  expect(own.items[0]).toMatchObject({
    about: 'acknowledge',
    issue: {
      declineBy: '2020-01-06',
      nameOwnerDays: 5,
      filePlanDays: null,
      partBy: '2020-12-17',
      finishBy: '2020-12-31',
    },
  });
  expect((await lastTo('finance-bureau.liaison', 'issued')).items[0]?.issue).toMatchObject({
    nameOwnerDays: null,
    partBy: null,
  });
  expect((await lastTo('water-bureau.liaison', 'issued')).items[0]?.issue).toMatchObject({ filePlanDays: 5 });
  expect(own.contacts).toEqual([
    {
      unitName: '市专项办',
      kind: 'office',
      post: 'liaison',
      name: '市专项办 liaison',
      address: 'plan-office.liaison@test.example',
      nos: [],
    },
    expect.objectContaining({ unitName: '市水务局', address: 'water-bureau.liaison@test.example', nos: [1, 2] }),
  ]);
  expect((await lastTo('water-bureau.liaison', 'issued')).contacts.map(({ unitName }) => unitName)).toEqual([
    '市专项办',
  ]);
});

test('whom to ask is whoever holds a post there: the next one where the liaison’s chair is empty', async () => {
  await database.owner.ask(`delete from duban.post where unit = 'plan-office' and post = 'liaison'`);
  await launch(database, plan, tasks);
  await playTo('2020-01-02');
  expect((await lastTo('east-district.liaison', 'issued')).contacts[0]).toMatchObject({
    post: 'handler',
    address: 'plan-office.handler@test.example',
  });
});

test('a slip says which rungs went before and when, and by when it is to be replied to; copies tell whom to ask there', async () => {
  await climb('2020-01-10');
  const copy = await lastTo('plan-office.chief', 'yellow-slip');
  expect(lineOf(copy, 'acknowledge', '东城区政府')).toMatchObject({
    replyBy: '2020-01-15',
    climbed: [
      { on: '2020-01-06', what: 'sent', rung: 'E1' },
      { on: '2020-01-08', what: 'sent', rung: 'E2' },
    ],
  });
  expect(copy.contacts.map(({ unitName }) => unitName)).toEqual(['东城区政府', '市水务局', '西城区政府']);
});

test('the office reads by when to confirm a proposal; the letter that leaves then names the proposal and the reply', async () => {
  await climb('2020-01-10');
  const obligation = `acknowledge/${east}/1` as never;
  await give(database, 'small-001', holder('east-district', 'liaison'), {
    kind: 'reply',
    obligation,
    text: '正在办理',
  });
  await playTo('2020-01-17');
  const list = await lastTo('plan-office.section-head', 'digest');
  expect(lineOf(list, 'acknowledge', '东城区政府')).toMatchObject({ proposed: true, confirmBy: '2020-01-22' });
  await give(database, 'small-001', office, { kind: 'confirmEscalation', obligation });
  await playTo('2020-01-20');
  const letter = await lastTo('east-district.chief', 'supervision-letter');
  expect(
    letter.items.map(({ climbed }) => climbed.map(({ on, what, rung }) => `${on} ${what} ${rung ?? '-'}`)),
  ).toEqual([
    [
      '2020-01-06 sent E1',
      '2020-01-08 sent E2',
      '2020-01-10 sent E3',
      '2020-01-10 replied -',
      '2020-01-17 proposed E4',
    ],
  ]);
});

test('a company is consulted: its letters know it, and those of others do not', async () => {
  await kindOf('east-district', 'company');
  await climb('2020-01-10');
  expect((await lastTo('east-district.chief', 'consultation')).items[0]?.consulted).toBe(true);
  expect((await lastTo('west-district.chief', 'yellow-slip')).items[0]?.consulted).toBe(false);
});

test('what a claim was held for is named with whose it is, to the unit and to the lead’s deputy, who reads by when', async () => {
  await launch(database, plan, ['small-001']);
  await playTo('2020-01-02');
  for (const [unit, part] of [
    ['water-bureau', 'lead.water-bureau'],
    ['finance-bureau', 'support.finance-bureau'],
    ['east-district', east],
    ['west-district', 'responsible.west-district'],
  ] as const)
    await give(database, 'small-001', holder(unit, 'chief'), acknowledge(part));
  await playTo('2020-12-10', '10:00');
  await give(database, 'small-001', holder('east-district', 'chief'), { kind: 'claimDone', assignment: east });
  await playTo('2020-12-10', '10:15');
  const missing = {
    things: [{ of: 'item', unitName: '东城区政府', name: '竣工验收意见', state: 'missing' }],
    more: 0,
  };
  expect((await lastTo('east-district.deputy', 'held')).items).toMatchObject([
    { about: 'supply', by: '2020-12-17', said: '东城区政府（责任单位）申报完成有缺项，暂不受理。', missing },
  ]);
  expect((await lastTo('water-bureau.deputy', 'held')).items).toMatchObject([
    { about: 'supply', by: '2020-12-17', unitName: '东城区政府', next: { rung: 'E1' }, missing },
  ]);
  const part = { kind: 'claimDone', assignment: 'lead.water-bureau' as AssignmentId } as const;
  await give(database, 'small-001', holder('water-bureau', 'chief'), { kind: 'requestSignOff' });
  await give(database, 'small-001', holder('water-bureau', 'chief'), part);
  await playTo('2020-12-11', '10:00');
  // The lead reads all of it, a district what is its own.
  const whole = (await lastTo('water-bureau.deputy', 'held')).items.flatMap((one) => one.missing?.things ?? []);
  expect(whole).toEqual(
    expect.arrayContaining([
      { of: 'item', unitName: '西城区政府', name: '竣工验收意见', state: 'missing' },
      { of: 'item', unitName: '市水务局', name: '工作总结', state: 'missing' },
      { of: 'part', unitName: '西城区政府', role: 'responsible' },
    ]),
  );
  expect((await lastTo('west-district.liaison', 'held')).items.flatMap((one) => one.missing?.things ?? [])).toEqual([
    { of: 'item', unitName: '西城区政府', name: '竣工验收意见', state: 'missing' },
  ]);
  // Reminders of the part name the same.
  const digest = (await lettersTo('west-district.handler')).flatMap(({ form, content }) =>
    form === 'digest' ? content.items.filter(({ about }) => about === 'part') : [],
  );
  expect(digest[0]?.missing).toEqual({ things: [{ ...missing.things[0], unitName: '西城区政府' }], more: 0 });
});
