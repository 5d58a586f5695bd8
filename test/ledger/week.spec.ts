import type { AssignmentId } from '#domain/assignment';
import { carryOut } from '#ledger/carry-out';
import { composeRound } from '#ledger/compose-round';
import { settleLetter } from '#ledger/letters';
import { route } from '#ledger/route';
import { claim, give, launch, setTo } from '../support/acts.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { holder, importSmallPlan, smallPlan } from '../support/small-plan.ts';

/** A week of plan days in which the mail server is away, or takes some letters and not others. */
const plan = smallPlan().id;
const tasks = ['small-001', 'small-002', 'small-003'];
const WEEK = ['2020-01-03', '2020-01-06', '2020-01-07', '2020-01-08', '2020-01-09', '2020-01-10'];
let database: Database;

beforeEach(async () => {
  database = await openDatabase();
  await importSmallPlan(database.owner);
  await launch(database, plan, tasks);
  await morning('2020-01-02');
});
afterEach(() => database.drop());

const morning = async (on: string): Promise<void> => {
  await setTo(database, plan, on, '8:40', 1);
  await give(database, 'small-002', holder('water-bureau', 'chief'), {
    kind: 'note',
    assignment: 'responsible.east-district' as AssignmentId,
    text: `请于${on}前回复`,
  });
  await setTo(database, plan, on, '9:00', 1);
  for (const task of tasks) {
    await route(database.worker, task);
    await carryOut(database.worker, task);
    await route(database.worker, task);
  }
  let letters: number | null;
  do letters = await composeRound(database.worker, plan, false);
  while (letters !== null);
};

type End = 'sent' | 'notNow' | 'doubtful';

/** One attempt at every letter that waits. */
const attempt = async (endOf: (letter: number) => End): Promise<void> => {
  await database.owner.ask(`update duban.letter set next_try_at = now() where state = 'waiting'`);
  const waiting = await database.owner.ask(`select 1 from duban.letter where state = 'waiting'`);
  for (let n = 0; n < waiting.length; n++) {
    const letter = await claim(database, plan);
    if (letter === undefined) return;
    const kind = endOf(letter.id);
    await settleLetter(database.worker, letter, kind === 'sent' ? { kind } : { kind, cause: kind });
  }
};

/** Where the notices are: in letters of which state, or dropped for which reason. */
const notices = (): Promise<readonly { where: string }[]> =>
  database.owner.ask(
    `select distinct coalesce(n.dropped, l.state, 'nowhere') as where from duban.notice n left join duban.letter l on l.id = n.letter order by 1`,
  );

test('while the mail server is away, a person finds one letter of each form waiting, as things stand', async () => {
  for (const on of WEEK) {
    await morning(on);
    await attempt(() => 'notNow');
  }
  const waiting = await database.owner.ask<{ person: string; form: string; n: number }>(
    `select person, form, count(*)::int as n from duban.letter where state = 'waiting' group by 1, 2 having count(*) > 1`,
  );
  expect(waiting).toEqual([]);
  const merged = await database.owner.ask<{ n: number; unexplained: number }>(
    `select count(*)::int as n, count(*) filter (where i.id is null or i.person <> l.person or i.form <> l.form)::int as unexplained
     from duban.letter l left join duban.letter i on i.id = l.merged_into where l.state = 'merged'`,
  );
  expect(merged[0]?.n).toBeGreaterThan(5);
  expect(merged[0]?.unexplained).toBe(0);
  // A number is given once, and a merged letter keeps its own.
  const numbers = await database.owner.ask<{ form: string; n: number; last: string }>(
    `select form, count(distinct content ->> 'number')::int as n, '〔2020〕' || count(*) || '号' as last, max(id) as id from duban.letter group by form`,
  );
  for (const { form, n, last } of numbers)
    expect(
      await database.owner.ask("select 1 from duban.letter where form = $1 and content ->> 'number' = $2", [
        form,
        last,
      ]),
    ).toHaveLength(n > 0 ? 1 : 0);
  await attempt(() => 'sent');
  expect(await notices()).toEqual(expect.arrayContaining([{ where: 'sent' }]));
  expect((await notices()).filter(({ where }) => !['sent', 'settled'].includes(where))).toEqual([]);
});

test('what was sent, is doubtful or is sent again is told by no other letter, whatever became of each', async () => {
  const perhapsTaken = new Set<number>();
  const endOf =
    (day: number) =>
    (letter: number): End => {
      const end = (['sent', 'notNow', 'doubtful', 'notNow'] as const)[(letter * 7 + day * 3) % 4] ?? 'sent';
      if (end !== 'notNow') perhapsTaken.add(letter);
      return end;
    };
  for (const [day, on] of WEEK.entries()) {
    await morning(on);
    await attempt(endOf(day));
    // The office sends a doubtful one again, while rounds go on.
    await database.owner.ask(
      `update duban.letter set state = 'waiting', notices = null where id = (select min(id) from duban.letter where state = 'doubtful')`,
    );
  }
  await attempt(() => 'sent');
  const left = await notices();
  expect(left.filter(({ where }) => !['sent', 'doubtful', 'settled'].includes(where))).toEqual([]);
  expect(
    await database.owner.ask(`select id from duban.letter where state = 'merged' and id = any($1)`, [
      [...perhapsTaken],
    ]),
  ).toEqual([]);
  // No notice stands in two letters that somebody may have.
  const twice = await database.owner.ask(
    `select n.id from duban.notice n join duban.letter l on l.state in ('sent', 'doubtful', 'sending') and l.notices @> to_jsonb(n.id)
     group by n.id having count(*) > 1`,
  );
  expect(twice).toEqual([]);
});
