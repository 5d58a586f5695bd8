import type { AssignmentId } from '#domain/assignment';
import type { ObligationKey } from '#domain/obligation-key';
import { day } from '#domain/time/day';
import { carryOut } from '#ledger/carry-out';
import { composeRound } from '#ledger/compose-round';
import { orderDispatch } from '#ledger/dispatches';
import { claimLetter, clearUp, settleLetter, strandedLetters } from '#ledger/letters';
import { lookAtPost, readPost } from '#ledger/post-desk';
import { postHours } from '#ledger/post-hours';
import { holdPost } from '#ledger/post-lock';
import { sourceOf } from '#ledger/migrate';
import { Round1700000000011 } from '#ledger/migrations/round';
import { bounce, noteReturn } from '#ledger/bounces';
import { clearBounced, readBounced, setSeat } from '#ledger/seats';
import { recallLetters } from '#ledger/recall';
import { route } from '#ledger/route';
import { sendAgain } from '#ledger/send-again';
import { acknowledge, claim, dispatch, give, launch, setTo } from '../support/acts.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
import { holder, importSmallPlan, office, smallPlan } from '../support/small-plan.ts';

const plan = smallPlan().id;
const tasks = ['small-001', 'small-002', 'small-003'];
const DOUBT = { afterMs: 60_000, canAsk: false };
let database: Database;

beforeEach(async () => {
  database = await openDatabase();
  await importSmallPlan(database.owner);
});
afterEach(() => database.drop());

/** Everything the task workflows would do at this plan time. */
const work = async (): Promise<void> => {
  for (const task of tasks) {
    await route(database.worker, task);
    await carryOut(database.worker, task);
    await route(database.worker, task);
  }
};
const rounds = async (): Promise<number> => {
  let letters = 0;
  for (
    let n = await composeRound(database.worker, plan, false);
    n !== null;
    n = await composeRound(database.worker, plan, false)
  )
    letters += n;
  return letters;
};
const letters = async (day: string): Promise<readonly string[]> => {
  const rows = await database.owner.ask<{ what: string }>(
    `select form || ' ' || person || ' ' || jsonb_array_length(content -> 'items') as what from duban.letter where plan_day = $1 order by 1`,
    [day],
  );
  return rows.map((row) => row.what);
};

test('news of a dispatch is one letter per person, within a quarter of an hour, not before 08:30', async () => {
  await launch(database, plan, tasks);
  await work();
  await setTo(database, plan, '2020-01-02', '8:29', 1);
  expect(await composeRound(database.worker, plan, false)).toBeNull();
  await setTo(database, plan, '2020-01-02', '8:30', 1);
  expect(await composeRound(database.worker, plan, false)).toBe(8);
  expect(await composeRound(database.worker, plan, false)).toBeNull();
  expect(await letters('2020-01-02')).toEqual(
    ['east-district', 'finance-bureau', 'water-bureau', 'west-district'].flatMap((unit) =>
      ['handler', 'liaison'].map((post) => `issued ${unit}.${post} 3`),
    ),
  );
});

test('news waits until the dispatch it tells of is through', async () => {
  await launch(database, plan, tasks.slice(0, 2));
  await give(database, 'small-003', office, { kind: 'register' });
  await orderDispatch(database.api, plan, office, 'second');
  await work();
  await setTo(database, plan, '2020-01-02', '9:30', 1);
  expect(await lookAtPost(database.worker, plan, DOUBT)).toEqual({
    round: false,
    waiting: true,
    letters: 0,
    wakeInMs: 500,
  });
  expect(await composeRound(database.worker, plan, false)).toBeNull();
  expect(await composeRound(database.worker, plan, true)).toBe(8);
});

test('news of before a round that comes after it goes with the next, a quarter of an hour later', async () => {
  await launch(database, plan, tasks.slice(0, 2));
  await work();
  await setTo(database, plan, '2020-01-02', '8:40', 1);
  expect(await rounds()).toBe(8);
  // Made known late, by a worker that was away: the fact itself is of 08:10.
  await database.owner.ask(
    `insert into duban.notice (plan, task, seq, unit, post, form, news, fact, on_day, plan_at)
     select plan, task, seq + 100, unit, post, form, news, fact, on_day, '2020-01-02T08:10:00+08:00' from duban.notice where task = 'small-001'`,
  );
  expect(await rounds()).toBe(0);
  await setTo(database, plan, '2020-01-02', '8:45', 1);
  expect(await rounds()).toBe(8);
});

test('news waits for facts of before its hour that nobody has routed, not for later ones', async () => {
  await launch(database, plan, tasks);
  await route(database.worker, 'small-001');
  await setTo(database, plan, '2020-01-02', '8:30', 1);
  expect((await lookAtPost(database.worker, plan, DOUBT)).waiting).toBe(true);
  await work();
  await give(database, 'small-001', holder('east-district', 'liaison'), acknowledge('responsible.east-district'));
  expect((await lookAtPost(database.worker, plan, DOUBT)).waiting).toBe(false);
});

test('a decline is told the office with its reason, the ruling to the unit with what it owes now', async () => {
  await launch(database, plan, tasks);
  await work();
  await setTo(database, plan, '2020-01-02', '9:00', 1);
  await rounds();
  const told = async (form: string): Promise<unknown> => {
    await work();
    await rounds();
    const [row] = await database.owner.ask<{ items: unknown }>(
      `select content -> 'items' as items from duban.letter where form = $1 order by person limit 1`,
      [form],
    );
    return row?.items;
  };
  const part = 'responsible.east-district' as AssignmentId;
  const chief = holder('east-district', 'chief');
  await give(database, 'small-001', chief, { kind: 'decline', assignment: part, reason: '本区没有河道' });
  await setTo(database, plan, '2020-01-02', '9:15', 1);
  expect(await told('declined')).toMatchObject([
    { about: 'rule', unitName: '市专项办', by: '2020-01-06', said: '东城区政府（责任单位）退签：本区没有河道' },
  ]);
  expect(await letters('2020-01-02')).toEqual(
    expect.arrayContaining(['declined plan-office.handler 1', 'declined plan-office.liaison 1']),
  );
  await give(database, 'small-001', office, { kind: 'rule', assignment: part, ruling: { kind: 'keep' } });
  await setTo(database, plan, '2020-01-02', '9:30', 1);
  expect(await told('decided')).toMatchObject([
    { about: 'acknowledge', unitName: '东城区政府', by: '2020-01-03', said: '裁定由东城区政府（责任单位）继续承担' },
  ]);
  await give(database, 'small-001', chief, { kind: 'note', assignment: part, text: '请提供河道名录' });
  await setTo(database, plan, '2020-01-02', '9:45', 1);
  expect(await told('note')).toMatchObject([
    { about: null, unitName: '东城区政府', said: '东城区政府留言市水务局：请提供河道名录' },
  ]);
  expect(await letters('2020-01-02')).toEqual(expect.arrayContaining(['note water-bureau.liaison 1']));
  const water = holder('water-bureau', 'liaison');
  await give(database, 'small-001', water, acknowledge('lead.water-bureau'));
  for (const title of ['河道清淤', '岸线绿化'])
    await give(database, 'small-001', water, {
      kind: 'assignSubtask',
      giver: 'lead.water-bureau' as AssignmentId,
      holder: part,
      title,
      person: null,
      due: day('2020-06-30'),
    });
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  expect(await told('subtask')).toMatchObject([
    { about: 'subtask', by: '2020-06-30', said: expect.stringContaining('s1“河道清淤”') as unknown },
    { about: 'subtask', by: '2020-06-30', said: expect.stringContaining('s2“岸线绿化”') as unknown },
  ]);
  // The lead is told as well, and owes nothing for it.
  const [lead] = await database.owner.ask(
    `select content -> 'items' -> 0 as item from duban.letter where form = 'decided' and person = 'water-bureau.liaison'`,
  );
  expect(lead).toMatchObject({ item: { about: null, by: null, next: null } });
});

test('the morning’s digest goes to those who have not acknowledged, one letter per person', async () => {
  await launch(database, plan, tasks);
  await work();
  await setTo(database, plan, '2020-01-02', '17:00', 1);
  await rounds();
  for (const task of tasks)
    await give(database, task, holder('east-district', 'liaison'), acknowledge('responsible.east-district'));
  await setTo(database, plan, '2020-01-03', '8:30', 1);
  await work();
  await setTo(database, plan, '2020-01-03', '9:00', 1);
  expect(await rounds()).toBe(6);
  expect(await letters('2020-01-03')).toEqual(
    ['finance-bureau', 'water-bureau', 'west-district'].flatMap((unit) =>
      ['handler', 'liaison'].map((post) => `digest ${unit}.${post} 3`),
    ),
  );
});

test('a list of proposals is confirmed; the chief gets one letter with the next morning’s, none for what was set aside', async () => {
  await launch(database, plan, tasks);
  await work();
  for (const on of ['2020-01-03', '2020-01-06', '2020-01-08', '2020-01-09', '2020-01-10', '2020-01-17']) {
    await setTo(database, plan, on, '9:00', 1);
    await work();
    await rounds();
    await database.owner.ask(`update duban.letter set state = 'sent'`);
  }
  expect(await letters('2020-01-17')).toEqual(expect.arrayContaining(['digest plan-office.section-head 12']));
  const obligation = 'acknowledge/responsible.east-district/1' as ObligationKey;
  const orders = tasks.map((task, i) =>
    give(
      database,
      task,
      office,
      i === 0
        ? { kind: 'setAside', obligation, rung: 'E4', reason: '正在协调' }
        : { kind: 'confirmEscalation', obligation },
    ),
  );
  expect((await Promise.all(orders)).map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted', 'accepted']);
  await work();
  await rounds();
  await setTo(database, plan, '2020-01-20', '9:00', 1);
  await work();
  await rounds();
  const slips = (await letters('2020-01-20')).filter((one) => one.startsWith('supervision-letter'));
  expect(slips).toEqual(['supervision-letter east-district.chief 2']);
});

test('a morning waits for its 08:30 lines, and drops what was settled meanwhile', async () => {
  await launch(database, plan, tasks);
  await work();
  await setTo(database, plan, '2020-01-02', '17:00', 1);
  await rounds();
  await setTo(database, plan, '2020-01-06', '9:00', 1);
  await carryOut(database.worker, 'small-001');
  await route(database.worker, 'small-001');
  expect((await lookAtPost(database.worker, plan, DOUBT)).waiting).toBe(true);
  expect(await composeRound(database.worker, plan, false)).toBeNull();
  await work();
  await give(database, 'small-001', holder('east-district', 'liaison'), acknowledge('responsible.east-district'));
  await work();
  await composeRound(database.worker, plan, false);
  const digest = await letters('2020-01-06');
  // E1 to section heads: three of the lead's and of 西城区's tasks, two of 东城区's.
  expect(digest.filter((what) => what.includes('section-head'))).toEqual([
    'digest east-district.section-head 2',
    'digest water-bureau.section-head 3',
    'digest west-district.section-head 3',
  ]);
  const dropped = await database.owner.ask(
    `select distinct fact ->> 'assignment' as assignment, task, dropped from duban.notice where dropped is not null`,
  );
  expect(dropped).toEqual([{ assignment: 'responsible.east-district', task: 'small-001', dropped: 'settled' }]);
});

test('what is carried out on a rest day waits for the working day’s morning; two mornings are two letters', async () => {
  await launch(database, plan, tasks);
  await work();
  await setTo(database, plan, '2020-01-02', '17:00', 1);
  await rounds();
  // The worker was away on Friday: its lines are carried out on Saturday.
  await setTo(database, plan, '2020-01-04', '12:00', 1);
  await work();
  expect((await lookAtPost(database.worker, plan, DOUBT)).round).toBe(false);
  await setTo(database, plan, '2020-01-06', '8:59', 1);
  await work();
  expect(await composeRound(database.worker, plan, false)).toBeNull();
  await setTo(database, plan, '2020-01-06', '9:00', 1);
  await rounds();
  expect(await letters('2020-01-06')).toEqual(
    expect.arrayContaining(['digest east-district.handler 3', 'digest east-district.section-head 3']),
  );
  await setTo(database, plan, '2020-01-08', '9:00', 1);
  await work();
  await rounds();
  expect(await letters('2020-01-08')).toEqual(expect.arrayContaining(['blue-slip east-district.deputy 3']));
});

test('letters of all plans of one office are numbered in one row', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await rounds();
  const number = `content ->> 'number' as number`;
  const numbers = await database.owner.ask<{ number: string }>(`select ${number} from duban.letter order by id`);
  expect(numbers.map((row) => row.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `〔2020〕${n}号`));
  // Another plan of the office takes the eight letters over, and this one writes the next.
  await database.owner.ask(
    `insert into duban.plan select (jsonb_populate_record(p, '{"id": "other"}')).* from duban.plan p where p.id = $1`,
    [plan],
  );
  await database.owner.ask(`update duban.letter set plan = 'other'`);
  await database.owner.ask(`update duban.notice set letter = null`);
  await setTo(database, plan, '2020-01-02', '10:15', 1);
  await rounds();
  const [first] = await database.owner.ask(`select ${number} from duban.letter where plan = $1 order by id`, [plan]);
  expect(first).toEqual({ number: '〔2020〕9号' });
});

test('while the clock stands nothing leaves', async () => {
  await launch(database, plan, tasks);
  await work();
  await setTo(database, plan, '2020-01-02', '12:00', 0);
  expect(await lookAtPost(database.worker, plan, DOUBT)).toEqual({
    round: false,
    waiting: false,
    letters: 0,
    wakeInMs: null,
  });
  expect(await composeRound(database.worker, plan, false)).toBeNull();
});

test('an empty chair is never written to: the next higher post gets the letter', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await database.owner.ask(
    `delete from duban.post where unit = 'east-district' and post in ('liaison', 'handler', 'section-head')`,
  );
  await database.owner.ask(`delete from duban.post where unit = 'west-district'`);
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await rounds();
  const to = (await letters('2020-01-02')).map((what) => what.split(' ')[1]);
  expect(to).toEqual([
    'east-district.deputy',
    'finance-bureau.handler',
    'finance-bureau.liaison',
    'plan-office.deputy',
    'water-bureau.handler',
    'water-bureau.liaison',
    'plan-office.liaison',
  ]);
});

test('a letter is claimed by one sender, after the mark is committed', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await rounds();
  const claimed = await Promise.all(Array.from({ length: 12 }, () => claim(database, plan)));
  const ids = claimed.flatMap((letter) => (letter === undefined ? [] : [letter.id]));
  expect(ids).toHaveLength(8);
  expect(new Set(ids).size).toBe(8);
});

test('what became of an attempt is kept: sent, not now, failed, doubtful', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await rounds();
  const attempts = [
    { kind: 'sent' },
    { kind: 'notNow', cause: '421' },
    { kind: 'failed', cause: '550' },
    { kind: 'doubtful', cause: 'lost' },
  ] as const;
  for (const attempt of attempts) {
    const letter = await claim(database, plan);
    await settleLetter(database.worker, letter ?? { id: 0, attempts: 0 }, attempt);
  }
  const states = await database.owner.ask(
    `select state, cause, next_try_at > now() as later from duban.letter where attempts > 0 order by id`,
  );
  expect(states).toEqual([
    { state: 'sent', cause: null, later: false },
    { state: 'waiting', cause: '421', later: true },
    { state: 'failed', cause: '550', later: false },
    { state: 'doubtful', cause: 'lost', later: false },
  ]);
});

test('whoever acknowledges before the round still gets the news, and so do his colleagues', async () => {
  await launch(database, plan, ['small-001']);
  await give(database, 'small-001', holder('east-district', 'chief'), acknowledge('responsible.east-district'));
  await work();
  await setTo(database, plan, '2020-01-02', '8:30', 1);
  expect(await rounds()).toBe(8);
  expect(await letters('2020-01-02')).toEqual(
    expect.arrayContaining(['issued east-district.handler 1', 'issued east-district.liaison 1']),
  );
});

test('a notice that nobody can receive waits until somebody can', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await database.owner.ask(
    `create table public.gone as select * from duban.post where unit in ('east-district', 'plan-office')`,
  );
  await database.owner.ask(`delete from duban.post where unit in ('east-district', 'plan-office')`);
  await setTo(database, plan, '2020-01-02', '8:30', 1);
  expect(await rounds()).toBe(6);
  await setTo(database, plan, '2020-01-02', '12:00', 1);
  expect(await rounds()).toBe(0);
  await database.owner.ask('insert into duban.post select * from public.gone');
  await setTo(database, plan, '2020-01-02', '12:15', 1);
  expect(await rounds()).toBe(2);
  expect(await letters('2020-01-02')).toEqual(
    expect.arrayContaining(['issued east-district.handler 1', 'issued east-district.liaison 1']),
  );
});

test('a plan is imported while its letters are delivered', async () => {
  const lock = await holdPost(database.url('duban_worker'), plan);
  if (lock === null) throw new Error('somebody else delivers');
  // The same document once more changes nothing, but has its turn among imports first.
  await expect(importSmallPlan(database.owner)).resolves.toBeDefined();
  await lock.release();
});

test('a doubtful letter is looked up where there is a log, and only there', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await rounds();
  const letter = await claim(database, plan);
  await settleLetter(database.worker, letter ?? { id: 0, attempts: 0 }, { kind: 'doubtful', cause: 'lost' });
  await database.owner.ask(`update duban.letter set marked_at = now() - interval '3 seconds' where id = $1`, [
    letter?.id,
  ]);
  const catcher = { afterMs: 2_000, canAsk: true };
  expect(await strandedLetters(database.worker, plan, { ...catcher, canAsk: false })).toEqual([]);
  expect((await strandedLetters(database.worker, plan, catcher)).map((one) => one.id)).toEqual([letter?.id]);
  expect((await lookAtPost(database.worker, plan, catcher)).letters).toBe(8);
  await clearUp(database.worker, letter ?? { id: 0, attempts: 0 }, 'notSent');
  const again = await claim(database, plan);
  expect(again).toMatchObject({ id: letter?.id, attempts: 2 });
  // Neither the first attempt's late answer nor what is found out of it has a say over the second.
  await clearUp(database.worker, letter ?? { id: 0, attempts: 0 }, 'notSent');
  await settleLetter(database.worker, letter ?? { id: 0, attempts: 0 }, { kind: 'notNow', cause: 'late' });
  const [row] = await database.owner.ask<{ state: string }>('select state from duban.letter where id = $1', [
    letter?.id,
  ]);
  expect(row?.state).toBe('sending');
});

test('a letter whose sender died is cleared up only after its attempt must have ended', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await rounds();
  const letter = await claim(database, plan);
  expect(await strandedLetters(database.worker, plan, DOUBT)).toEqual([]);
  await database.owner.ask(`update duban.letter set marked_at = now() - interval '61 seconds' where id = $1`, [
    letter?.id,
  ]);
  const stranded = await strandedLetters(database.worker, plan, DOUBT);
  expect(stranded.map((one) => one.id)).toEqual([letter?.id]);
  await clearUp(database.worker, letter ?? { id: 0, attempts: 0 }, 'unknown');
  expect(await strandedLetters(database.worker, plan, DOUBT)).toEqual([]);
  const [row] = await database.owner.ask<{ state: string }>('select state from duban.letter where id = $1', [
    letter?.id,
  ]);
  expect(row?.state).toBe('doubtful');
});

/** What each letter of a form says of empty chairs, by person. */
const standing = (form: string): Promise<readonly { readonly chairs: readonly { readonly unit: string }[] | null }[]> =>
  database.owner.ask(
    `select person, content -> 'standsIn' as "standsIn", content -> 'chairs' as chairs from duban.letter where form = $1
       and content ?| array['standsIn', 'chairs'] order by id`,
    [form],
  );

/** The lead writes to the district, and the round for news goes. */
const note = async (on: string): Promise<void> => {
  await setTo(database, plan, on, '10:00', 1);
  await give(database, 'small-001', holder('water-bureau', 'chief'), {
    kind: 'note',
    assignment: 'responsible.east-district' as AssignmentId,
    text: '请抓紧',
  });
  await setTo(database, plan, on, '10:15', 1);
  await work();
  await rounds();
};

test('the office is told of an empty chair in the same round, once; whoever stands in is told for whom', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await database.owner.ask(`delete from duban.post where unit = 'east-district' and post in ('liaison', 'handler')`);
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await rounds();
  const chair = (post: string): object => ({
    unit: 'east-district',
    unitName: '东城区政府',
    kind: 'district',
    post,
    why: 'nobody',
    cause: null,
  });
  expect(await standing('issued')).toEqual([
    { person: 'east-district.section-head', standsIn: [chair('handler'), chair('liaison')], chairs: null },
  ]);
  const to = [{ name: '东城区政府 section-head', unitName: '东城区政府', kind: 'district', post: 'section-head' }];
  expect(await standing('undelivered')).toEqual([
    {
      person: 'plan-office.liaison',
      standsIn: null,
      chairs: [
        { ...chair('handler'), to },
        { ...chair('liaison'), to },
      ],
    },
  ]);
  // The next morning it is known.
  await setTo(database, plan, '2020-01-03', '9:00', 1);
  await work();
  expect(await rounds()).toBeGreaterThan(0);
  expect(await standing('undelivered')).toHaveLength(1);
  // The liaison comes and goes again: that is news.
  const seat = { unit: 'east-district', post: 'liaison', login: 'east-district.chief' } as const;
  expect(await setSeat(database.api, plan, { ...seat, until: null }, office.person)).toBe(true);
  await note('2020-01-03');
  expect(await letters('2020-01-03')).toEqual(expect.arrayContaining(['note east-district.chief 1']));
  expect(await standing('undelivered')).toHaveLength(1);
  await setSeat(database.api, plan, { ...seat, until: day('2020-01-03') }, office.person);
  await note('2020-01-06');
  expect((await standing('undelivered')).at(-1)).toMatchObject({ chairs: [{ post: 'liaison', why: 'ended' }] });
});

test('an address that refuses for good is an empty chair until it is cleared; what it did not get goes to the next post', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await rounds();
  for (let letter = await claim(database, plan); letter; letter = await claim(database, plan))
    await settleLetter(
      database.worker,
      letter,
      letter.address === 'east-district.liaison@test.example'
        ? { kind: 'bounced', cause: '550 5.1.1 no such user' }
        : { kind: 'sent' },
    );
  await setTo(database, plan, '2020-01-02', '10:15', 1);
  expect(await rounds()).toBe(2);
  const cause = '550 5.1.1 no such user';
  expect(await standing('issued')).toMatchObject([
    { person: 'east-district.handler', standsIn: [{ post: 'liaison', why: 'bounced', cause }] },
  ]);
  expect(await standing('undelivered')).toMatchObject([{ chairs: [{ post: 'liaison', why: 'bounced', cause }] }]);
  // Each notice stands in exactly one letter, and none in the one that came back.
  const [told] = await database.owner.ask(
    `select count(*)::int as notices, count(letter)::int as told, count(*) filter (where l.state = 'bounced')::int as lost
     from duban.notice n left join duban.letter l on l.id = n.letter`,
  );
  expect(told).toEqual({ notices: 8, told: 8, lost: 0 });
  const address = 'east-district.liaison@test.example';
  expect(await readBounced(database.api, plan)).toMatchObject([{ address, person: 'east-district.liaison', cause }]);
  expect(await clearBounced(database.api, plan, 'nobody@test.example', office.person)).toBe(false);
  expect(await clearBounced(database.api, plan, address.toUpperCase(), office.person)).toBe(true);
  await setTo(database, plan, '2020-01-06', '9:00', 1);
  await work();
  await rounds();
  expect(await letters('2020-01-06')).toEqual(expect.arrayContaining(['digest east-district.liaison 1']));
});

test('a relay that refuses everybody condemns few; once it takes a letter, who is refused is believed again', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await rounds();
  const refuse = async (): Promise<void> => {
    for (let letter = await claim(database, plan); letter; letter = await claim(database, plan))
      await settleLetter(database.worker, letter, { kind: 'bounced', cause: '550 no such user here' });
  };
  const states = (): Promise<readonly unknown[]> =>
    database.owner.ask(`select state, cause, count(*)::int as n from duban.letter group by 1, 2 order by 1`);
  const cause = '550 no such user here';
  await refuse();
  expect(await states()).toEqual([
    { state: 'bounced', cause, n: 5 },
    { state: 'waiting', cause, n: 3 },
  ]);
  expect(await readBounced(database.api, plan)).toHaveLength(5);
  await database.owner.ask(`update duban.letter set next_try_at = now() where state = 'waiting'`);
  const letter = await claim(database, plan);
  await settleLetter(database.worker, letter ?? { id: 0, attempts: 0 }, { kind: 'sent' });
  await refuse();
  expect(await states()).toEqual([
    { state: 'bounced', cause, n: 7 },
    { state: 'sent', cause: null, n: 1 },
  ]);
});

test('of two who hold a post one cannot be reached: the other gets its letters, and the office is told, once', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  const seat = { unit: 'east-district', post: 'liaison', login: 'east-district.handler', until: null } as const;
  expect(await setSeat(database.api, plan, seat, office.person)).toBe(true);
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await rounds();
  const cause = '550 5.1.1 no such user';
  for (let letter = await claim(database, plan); letter; letter = await claim(database, plan))
    await settleLetter(
      database.worker,
      letter,
      letter.address === 'east-district.liaison@test.example' ? { kind: 'bounced', cause } : { kind: 'sent' },
    );
  expect(await standing('undelivered')).toEqual([]);
  const chair = { unit: 'east-district', post: 'liaison', why: 'bounced', cause };
  for (const on of ['2020-01-06', '2020-01-07']) {
    await setTo(database, plan, on, '9:00', 1);
    await work();
    await rounds();
  }
  await note('2020-01-07');
  // The same person sits at both posts, and gets one digest.
  expect(await letters('2020-01-06')).toEqual(expect.arrayContaining(['digest east-district.handler 1']));
  expect(await letters('2020-01-06')).not.toContainEqual(expect.stringContaining('east-district.liaison'));
  const told = { ...chair, unreached: '东城区政府 liaison', to: [{ name: '东城区政府 handler', post: 'liaison' }] };
  expect(await standing('undelivered')).toMatchObject([{ person: 'plan-office.liaison', chairs: [told] }]);
  // Put right, and broken again: that is news.
  await database.owner.ask('create table public.kept as select * from duban.bounced_address');
  expect(await clearBounced(database.api, plan, 'east-district.liaison@test.example', office.person)).toBe(true);
  await note('2020-01-08');
  await database.owner.ask('insert into duban.bounced_address select * from public.kept');
  await note('2020-01-09');
  expect(await standing('undelivered')).toHaveLength(2);
});

test('when the last holder of a post cannot be reached either, the office is told anew; and once more when its own letter came back', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  const seat = { unit: 'east-district', post: 'liaison', login: 'finance-bureau.chief', until: null } as const;
  expect(await setSeat(database.api, plan, seat, office.person)).toBe(true);
  const condemn = (address: string): Promise<unknown> =>
    database.owner.ask(`insert into duban.bounced_address values ($1, now(), 'gone', 1)`, [address]);
  await condemn('east-district.liaison@test.example');
  await note('2020-01-02');
  expect(await standing('undelivered')).toMatchObject([
    { chairs: [{ post: 'liaison', unreached: '东城区政府 liaison' }] },
  ]);
  await condemn('finance-bureau.chief@test.example');
  await note('2020-01-03');
  const told = await standing('undelivered');
  expect(told).toHaveLength(2);
  expect(told[1]).toMatchObject({ chairs: [{ post: 'liaison', why: 'bounced', to: [{ post: 'handler' }] }] });
  const [last] = await database.owner.ask<{ id: number; address: string }>(
    `update duban.letter set state = 'sent' where id = (select max(id) from duban.letter where form = 'undelivered') returning id, address`,
  );
  if (last === undefined) throw new Error('no letter');
  const report = {
    letter: last.id,
    recipient: last.address,
    messageId: null,
    kind: 'temporary',
    cause: 'full',
  } as const;
  expect(await noteReturn(database.worker, report)).toBe('noted');
  await note('2020-01-06');
  expect(await standing('undelivered')).toHaveLength(3);
});

test('a round for news and a morning of one hour may both meet an empty chair', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await setTo(database, plan, '2020-01-02', '12:00', 1);
  await rounds();
  await claimedBy();
  await setTo(database, plan, '2020-01-06', '8:51', 1);
  const to = { kind: 'note', assignment: 'support.finance-bureau' as AssignmentId, text: '请抓紧' } as const;
  await give(database, 'small-001', holder('water-bureau', 'chief'), to);
  await database.owner.ask(
    `delete from duban.post where unit <> 'plan-office' and unit <> 'water-bureau' and post <> 'chief'`,
  );
  await setTo(database, plan, '2020-01-06', '9:00', 1);
  await work();
  await rounds();
  const hours = await database.owner.ask(
    `select distinct round_at, form from duban.letter where plan_day = '2020-01-06' and form in ('note', 'digest', 'undelivered') order by form`,
  );
  expect(hours).toHaveLength(3);
  expect(new Set(hours.map((row) => (row as { round_at: Date }).round_at.getTime())).size).toBe(1);
  // Each tells of the chairs that it met first.
  const units = (await standing('undelivered')).map(({ chairs }) =>
    [...new Set(chairs?.map(({ unit }) => unit))].sort(),
  );
  expect(units).toEqual([['finance-bureau'], ['east-district', 'west-district']]);
});

test('the office’s own stand-in is told for whom it reads of empty chairs', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await database.owner.ask(
    `delete from duban.post where post = 'liaison' and unit in ('east-district', 'plan-office')`,
  );
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await rounds();
  expect(await standing('undelivered')).toMatchObject([
    { standsIn: [{ unit: 'plan-office', post: 'liaison' }], chairs: [{ unit: 'east-district' }] },
  ]);
});

test('what is tried again waits for the hours of the post, while the plan keeps real time', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await setTo(database, plan, '2020-01-03', '18:05', 1);
  await database.owner.ask(`update duban.notice set plan_at = '2020-01-03T17:50:00+08:00'`);
  expect(await rounds()).toBe(8);
  // The day's last round is given a moment; what is tried again is not.
  expect(await lookAtPost(database.worker, plan, DOUBT)).toMatchObject({ letters: 8 });
  const first = await claim(database, plan);
  await settleLetter(database.worker, first ?? { id: 0, attempts: 0 }, { kind: 'notNow', cause: 'busy' });
  await database.owner.ask(`update duban.letter set next_try_at = now() where attempts = 1`);
  expect(await lookAtPost(database.worker, plan, DOUBT)).toMatchObject({ letters: 7 });
  expect(await claimedBy()).toHaveLength(7);
  await setTo(database, plan, '2020-01-03', '18:20', 1);
  const desk = await lookAtPost(database.worker, plan, DOUBT);
  expect(desk).toMatchObject({ letters: 0, round: false });
  const weekend = (2 * 24 + 14) * 3_600_000 + 10 * 60_000;
  expect(desk.wakeInMs).toBeGreaterThan(weekend - 60_000);
  expect(desk.wakeInMs).toBeLessThanOrEqual(weekend);
  expect(await claim(database, plan)).toBeUndefined();
  await setTo(database, plan, '2020-01-03', '18:20', 8_640);
  expect(await lookAtPost(database.worker, plan, DOUBT)).toMatchObject({ letters: 1 });
});

test('a clock that is set while letters leave stops them until it has been looked at again', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await rounds();
  const post = await readPost(database.worker, database.worker.ask, plan);
  if (post === undefined) throw new Error('no plan');
  const hours = postHours(post);
  expect(await claimLetter(database.worker, plan, hours)).toBeDefined();
  await setTo(database, plan, '2020-01-02', '20:00', 1);
  expect(await claimLetter(database.worker, plan, hours)).toBeUndefined();
});

describe('a letter that still waits when its reader', () => {
  const cases: readonly (readonly [what: string, change: () => Promise<unknown>, told: readonly string[]])[] = [
    [
      'has left the post goes to the successor',
      () => handOver('east-district', 'liaison', 'east-district.chief'),
      ['east-district.chief@test.example'],
    ],
    [
      'has another address goes there',
      () => database.owner.ask(`update duban.person set email = 'new@test.example' where id = 'east-district.liaison'`),
      ['new@test.example'],
    ],
    [
      'has an address that came back goes to the next post',
      () =>
        database.owner.ask(
          `insert into duban.bounced_address values ('east-district.liaison@test.example', now(), 'gone', 1)`,
        ),
      ['east-district.handler@test.example'],
    ],
  ];
  test.each(cases)('%s, and nobody else is told again', async (_, change, told) => {
    await launch(database, plan, ['small-001']);
    await work();
    await setTo(database, plan, '2020-01-02', '10:00', 1);
    await rounds();
    await change();
    await setTo(database, plan, '2020-01-03', '8:30', 1);
    // Whoever is gone gets nothing, be it taken back or not.
    expect(await claimedBy()).not.toContain('east-district.liaison@test.example');
    expect(await recallLetters(database.worker, plan)).toBe(1);
    expect(await recallLetters(database.worker, plan)).toBe(0);
    await rounds();
    expect((await claimedBy()).filter((address) => address !== 'plan-office.liaison@test.example')).toEqual(told);
    const [lost] = await database.owner.ask(`select count(*)::int as n from duban.notice where letter is null`);
    expect(lost).toEqual({ n: 0 });
  });

  test.each(['east-district.liaison', 'finance-bureau.chief'])(
    '(%s) is one of two who hold it goes to the other alone, who is not told again',
    async (leaver) => {
      await launch(database, plan, ['small-001']);
      await work();
      await seat('east-district', 'liaison', 'finance-bureau.chief');
      await setTo(database, plan, '2020-01-02', '10:00', 1);
      await rounds();
      await seat('east-district', 'liaison', leaver, '2020-01-02');
      await setTo(database, plan, '2020-01-03', '8:30', 1);
      expect(await recallLetters(database.worker, plan)).toBe(1);
      const told = await claimedBy();
      expect(told).toHaveLength(8);
      expect(told).not.toContain(`${leaver}@test.example`);
      expect(await rounds()).toBe(0);
    },
  );

  test('is one of two, and the other was told in an earlier letter than the one it was merged into, nobody is told again', async () => {
    await launch(database, plan, ['small-001', 'small-002']);
    await work();
    await seat('east-district', 'liaison', 'finance-bureau.chief');
    const leaver = 'east-district.liaison@test.example';
    await setTo(database, plan, '2020-01-02', '8:30', 1);
    await rounds();
    await claimedBy(leaver);
    await secondDispatch();
    await setTo(database, plan, '2020-01-02', '9:00', 1);
    await rounds();
    await claimedBy(leaver);
    await seat('east-district', 'liaison', 'east-district.liaison', '2020-01-02');
    await setTo(database, plan, '2020-01-03', '8:30', 1);
    expect(await recallLetters(database.worker, plan)).toBe(1);
    expect(await rounds()).toBe(0);
  });

  test('has left one of two posts goes to the successor there, and to himself for the other', async () => {
    await launch(database, plan, ['small-001', 'small-002']);
    await work();
    await seat('west-district', 'liaison', 'east-district.liaison');
    await seat('west-district', 'liaison', 'west-district.liaison', '2020-01-01');
    await setTo(database, plan, '2020-01-02', '10:00', 1);
    await rounds();
    await handOver('west-district', 'liaison', 'west-district.chief', 'east-district.liaison');
    await setTo(database, plan, '2020-01-03', '8:30', 1);
    expect(await recallLetters(database.worker, plan)).toBe(1);
    await claimedBy();
    await rounds();
    expect(await claimedBy()).toEqual(['east-district.liaison@test.example', 'west-district.chief@test.example']);
  });

  test('has left one of two posts whose other holder was told, and gets another letter of the form, that one is not told again', async () => {
    await launch(database, plan, ['small-001', 'small-002']);
    await work();
    await seat('east-district', 'liaison', 'finance-bureau.chief');
    await seat('west-district', 'liaison', 'finance-bureau.chief');
    await setTo(database, plan, '2020-01-02', '8:30', 1);
    await rounds();
    await claimedBy('finance-bureau.chief@test.example');
    await seat('east-district', 'liaison', 'finance-bureau.chief', '2020-01-02');
    await secondDispatch();
    await setTo(database, plan, '2020-01-03', '9:00', 1);
    await rounds();
    await claimedBy();
    const twice = await database.owner.ask(
      `select l.person, n.value from duban.letter l cross join jsonb_array_elements(l.notices) as n(value)
       where l.state = 'sent' group by 1, 2 having count(*) > 1`,
    );
    expect(twice).toEqual([]);
  });

  test('has left it is told to the successor in the very next round, though it was to be tried later', async () => {
    await launch(database, plan, ['small-001']);
    await work();
    await setTo(database, plan, '2020-01-02', '8:30', 1);
    await rounds();
    await claimedBy('east-district.liaison@test.example');
    await handOver('east-district', 'liaison', 'east-district.chief');
    await secondDispatch();
    await setTo(database, plan, '2020-01-03', '9:00', 1);
    await rounds();
    const items = await database.owner.ask(
      `select jsonb_array_length(content -> 'items') as n from duban.letter where person = 'east-district.chief' and form = 'issued'`,
    );
    expect(items).toEqual([{ n: 2 }]);
  });

  test.each([
    ['east-district.liaison', 'finance-bureau.chief'],
    ['finance-bureau.chief', 'east-district.liaison'],
  ])(
    'has left it, and the other’s (%s) was refused, is told to the other, whose own is not sent again then',
    async (refused, leaver) => {
      await launch(database, plan, ['small-001']);
      await work();
      await seat('east-district', 'liaison', 'finance-bureau.chief');
      await setTo(database, plan, '2020-01-02', '8:30', 1);
      await rounds();
      for (let letter = await claim(database, plan); letter; letter = await claim(database, plan))
        await settleLetter(
          database.worker,
          letter,
          letter.address === `${refused}@test.example`
            ? { kind: 'failed', cause: '554' }
            : letter.address === `${leaver}@test.example`
              ? { kind: 'notNow', cause: '421' }
              : { kind: 'sent' },
        );
      await seat('east-district', 'liaison', leaver, '2020-01-02');
      await setTo(database, plan, '2020-01-03', '8:30', 1);
      expect(await recallLetters(database.worker, plan)).toBe(1);
      await rounds();
      expect(await claimedBy()).toEqual([`${refused}@test.example`]);
      const [failed] = await database.owner.ask<{ id: number }>(`select id from duban.letter where state = 'failed'`);
      expect(await sendAgain(database.api, { plan, letter: failed?.id ?? 0 }, office.person, 'again-key')).toEqual({
        verdict: 'notOpen',
        state: 'merged',
      });
    },
  );

  test('was to be told of empty chairs goes to whoever of the office is to be told now, once', async () => {
    await launch(database, plan, ['small-001']);
    await work();
    await seat('plan-office', 'liaison', 'plan-office.handler');
    await database.owner.ask(`delete from duban.post where unit = 'east-district' and post = 'liaison'`);
    await setTo(database, plan, '2020-01-02', '10:00', 1);
    await rounds();
    const undelivered = (): Promise<readonly unknown[]> =>
      database.owner.ask(`select person, state from duban.letter where form = 'undelivered' order by id`);
    await seat('plan-office', 'liaison', 'plan-office.liaison', '2020-01-02');
    await setTo(database, plan, '2020-01-03', '8:30', 1);
    // The other has a letter of his own.
    expect(await recallLetters(database.worker, plan)).toBe(1);
    expect(await undelivered()).toEqual([
      { person: 'plan-office.handler', state: 'waiting' },
      { person: 'plan-office.liaison', state: 'recalled' },
    ]);
    await handOver('plan-office', 'liaison', 'plan-office.chief', 'plan-office.handler');
    await setTo(database, plan, '2020-01-06', '8:30', 1);
    expect(await recallLetters(database.worker, plan)).toBe(1);
    expect(await undelivered()).toEqual([
      { person: 'plan-office.chief', state: 'waiting' },
      { person: 'plan-office.liaison', state: 'recalled' },
    ]);
    expect(await claimedBy()).toContain('plan-office.chief@test.example');
    const [own] = await database.owner.ask(
      `select message_id like '%.' || person || '.%' as named from duban.letter where form = 'undelivered' and state = 'sent'`,
    );
    expect(own).toEqual({ named: true });
    // The chair is known.
    await note('2020-01-06');
    expect(await undelivered()).toHaveLength(2);
  });

  test('was found in no log goes to the successor too', async () => {
    await launch(database, plan, ['small-001']);
    await work();
    await setTo(database, plan, '2020-01-02', '10:00', 1);
    await rounds();
    for (let letter = await claim(database, plan); letter; letter = await claim(database, plan))
      await settleLetter(database.worker, letter, { kind: 'doubtful', cause: 'lost' });
    await handOver('east-district', 'liaison', 'east-district.chief');
    await setTo(database, plan, '2020-01-03', '8:30', 1);
    for (const letter of await strandedLetters(database.worker, plan, { afterMs: 0, canAsk: true }))
      await clearUp(database.worker, letter, 'notSent');
    expect(await claimedBy()).not.toContain('east-district.liaison@test.example');
  });
});

test('letters of before say what they tell, and leave room for the hour’s other round', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await database.owner.ask(`delete from duban.post where unit = 'east-district' and post = 'handler'`);
  await seat('east-district', 'liaison', 'finance-bureau.chief');
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await rounds();
  await claimedBy();
  // As the version before had left them: each was sent again.
  await database.owner.ask(`
    alter table duban.letter drop constraint letter_once;
    drop index duban.letter_form;
    alter table duban.letter drop column news, drop column seats, drop column again;
    alter table duban.letter add constraint letter_once unique (plan, person, form, round_at);
    update duban.letter set notices = null;`);
  const source = await sourceOf(database.url(), 'round', 1).initialize();
  try {
    await new Round1700000000011().up(source.createQueryRunner());
  } finally {
    await source.destroy();
  }
  expect(await database.owner.ask(`select distinct again, notices is null as mute from duban.letter`)).toEqual([
    { again: true, mute: false },
  ]);
  expect(await database.owner.ask(`select distinct form, news from duban.letter where news`)).toEqual([
    { form: 'undelivered', news: true },
  ]);
  expect(await claim(database, plan)).toBeUndefined();
  expect(await recallLetters(database.worker, plan)).toBe(0);
  await note('2020-01-03');
  expect((await claimedBy()).length).toBeGreaterThan(0);
});

test('what was foretold for a day that is over is not told any more', async () => {
  await launch(database, plan, ['small-001']);
  const foretold = (): Promise<readonly { readonly told: boolean; readonly dropped: string | null }[]> =>
    database.owner.ask(
      `select letter is not null as told, dropped from duban.notice where fact ->> 'kind' = 'foretold' and fact ->> 'on' < '2020-01-14'`,
    );
  for (const on of ['2020-01-03', '2020-01-06', '2020-01-07', '2020-01-08', '2020-01-09', '2020-01-10', '2020-01-13']) {
    await setTo(database, plan, on, '9:00', 1);
    await work();
    await work();
    await rounds();
  }
  const before = await foretold();
  expect(before.filter(({ told }) => told).length).toBeGreaterThan(0);
  // Their letters come back, three days later.
  await database.owner.ask(`update duban.notice set letter = null where fact ->> 'kind' = 'foretold'`);
  await setTo(database, plan, '2020-01-16', '9:00', 1);
  await work();
  await rounds();
  expect(new Set((await foretold()).map(({ told, dropped }) => `${told} ${dropped}`))).toEqual(
    new Set(['false settled']),
  );
});

test('of two returns of one post’s letters, or a return and a recall, at the same moment nothing is lost', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await seat('east-district', 'liaison', 'finance-bureau.chief');
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await rounds();
  const one = 'east-district.liaison@test.example';
  await claimedBy('finance-bureau.chief@test.example');
  const [sent] = await database.owner.ask<{ id: number; messageId: string }>(
    `select id, message_id as "messageId" from duban.letter where address = $1`,
    [one],
  );
  if (sent === undefined) throw new Error('no letter');
  await seat('east-district', 'liaison', 'finance-bureau.chief', '2020-01-02');
  await setTo(database, plan, '2020-01-03', '8:30', 1);
  let recalled: Promise<number> = Promise.resolve(0);
  await database.worker.transact(async (ask) => {
    await bounce(ask, sent.id, 'gone', true);
    recalled = recallLetters(database.worker, plan);
    await until('the recall waits', async () => {
      const waiting = await database.owner.ask(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return waiting.length > 0;
    });
  });
  expect(await recalled).toBe(1);
  expect(await rounds()).toBeGreaterThan(0);
  expect(await claimedBy()).toContain('east-district.handler@test.example');
});

test('a thousand letters are taken back in a moment', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await rounds();
  // What an office of some years has sent, and a morning whose readers have all moved, eight notices each.
  await database.owner.ask(MANY_SENT);
  await database.owner.ask(MANY_NOTICES);
  await database.owner.ask(MANY_WAITING);
  await database.owner.ask('analyze');
  let taken = 0;
  for (let n = await recallLetters(database.worker, plan); n > 0; n = await recallLetters(database.worker, plan))
    taken += n;
  expect(taken).toBe(1_000);
  const [free] = await database.owner.ask(
    `select count(*)::int as n from duban.notice where form = 'digest' and letter is null`,
  );
  expect(free).toEqual({ n: 8_000 });
}, 60_000);

const COLUMNS =
  'plan, form, person, address, message_id, round_at, plan_day, content, state, attempts, next_try_at, thread, tasks, notices';
const MANY_SENT = `
insert into duban.letter (${COLUMNS})
select plan, 'digest', person || '.' || (n % 400), address, format('<h-%s@duban>', n), round_at - make_interval(days => 1 + n / 400), plan_day - (1 + n / 400),
  content, 'sent', 1, now(), thread, tasks, (select jsonb_agg(1000000 + n * 10 + k) from generate_series(1, 8) k)
from (select * from duban.letter order by id limit 1) l, generate_series(1, 20000) n`;
const MANY_NOTICES = `
insert into duban.notice (plan, task, seq, unit, post, form, news, fact, on_day, plan_at, letter)
select plan, task, 1000 + n, unit, post, 'digest', false, fact, on_day, plan_at, 100000 + n % 1000
from (select * from duban.notice order by id limit 1) l, generate_series(1, 8000) n`;
const MANY_WAITING = `
insert into duban.letter (id, ${COLUMNS})
select 100000 + n, plan, 'digest', 'gone.' || n, address, format('<w-%s@duban>', n), round_at, plan_day, content, 'waiting', 1, now(), thread, tasks,
  (select jsonb_agg(x.id) from duban.notice x where x.letter = 100000 + n)
from (select * from duban.letter where form = 'issued' order by id limit 1) l, generate_series(0, 999) n`;

const seat = async (unit: string, post: 'liaison', login: string, until: string | null = null): Promise<void> => {
  const given = { unit, post, login, until: until === null ? null : day(until) };
  expect(await setSeat(database.api, plan, given, office.person)).toBe(true);
};

/** A third task comes to everybody who has the first. */
const secondDispatch = async (): Promise<void> => {
  await give(database, 'small-003', office, { kind: 'register' });
  await dispatch(database, plan, 'second');
  await work();
};

/** Who has held the post until today is followed by somebody else. */
const handOver = async (unit: string, post: 'liaison', to: string, from = `${unit}.${post}`): Promise<void> => {
  await seat(unit, post, from, '2020-01-02');
  await seat(unit, post, to);
};

/** The addresses of all letters that leave now; they are sent, but for those to `busy`, which go on waiting. */
const claimedBy = async (busy?: string): Promise<readonly string[]> => {
  const to: string[] = [];
  for (let letter = await claim(database, plan); letter; letter = await claim(database, plan)) {
    to.push(letter.address);
    await settleLetter(
      database.worker,
      letter,
      letter.address === busy ? { kind: 'notNow', cause: '421' } : { kind: 'sent' },
    );
  }
  return to.sort();
};

test('a mailbox that is full three times in a day takes no more letters until it is cleared', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  const address = 'east-district.liaison@test.example';
  for (const [at, returns] of [
    ['10:00', 1],
    ['10:15', 2],
    ['10:30', 3],
  ] as const) {
    await setTo(database, plan, '2020-01-02', at, 1);
    await rounds();
    const [letter] = await database.owner.ask<{ id: number }>(
      `update duban.letter set state = 'sent', marked_at = now() where address = $1 and state = 'waiting' returning id`,
      [address],
    );
    if (letter === undefined) throw new Error(`no letter at ${at}`);
    const report = {
      letter: letter.id,
      recipient: address,
      messageId: null,
      kind: 'temporary',
      cause: '4.2.2',
    } as const;
    await noteReturn(database.worker, report);
    expect(await readBounced(database.api, plan)).toHaveLength(returns === 3 ? 1 : 0);
  }
});

test('a report of a letter that is ours is noted once; a mailbox that is full condemns no address, a delay changes nothing', async () => {
  await launch(database, plan, ['small-001']);
  await work();
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await rounds();
  await database.owner.ask(`update duban.letter set state = 'sent'`);
  const [letter] = await database.owner.ask<{ id: number; messageId: string; recipient: string }>(
    `select id, message_id as "messageId", address as recipient from duban.letter where person = 'east-district.liaison'`,
  );
  if (letter === undefined) throw new Error('no letter');
  const stateOf = async (): Promise<unknown> =>
    (await database.owner.ask('select state, cause from duban.letter where id = $1', [letter.id]))[0];
  const report = (kind: 'failed' | 'temporary' | 'delayed', other: object = {}) =>
    noteReturn(database.worker, {
      letter: letter.id,
      recipient: letter.recipient.toUpperCase(),
      messageId: null,
      kind,
      cause: kind,
      ...other,
    });
  expect(await report('failed', { letter: 9_999 })).toBe('unknown');
  expect(await report('failed', { messageId: '<invented@duban>' })).toBe('unknown');
  expect(await stateOf()).toEqual({ state: 'sent', cause: null });
  expect(await report('failed', { recipient: 'passed.on@test.example' })).toBe('noted');
  expect(await stateOf()).toEqual({ state: 'sent', cause: 'failed' });
  expect(await report('delayed', { messageId: letter.messageId })).toBe('noted');
  expect(await stateOf()).toEqual({ state: 'sent', cause: 'delayed' });
  expect(await report('temporary')).toBe('noted');
  expect(await report('failed')).toBe('noted');
  expect(await stateOf()).toEqual({ state: 'bounced', cause: 'temporary' });
  expect(await readBounced(database.api, plan)).toEqual([]);
  await setTo(database, plan, '2020-01-02', '10:15', 1);
  expect(await rounds()).toBe(1);
  expect(await standing('undelivered')).toEqual([]);
});
