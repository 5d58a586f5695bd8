import { posts, type PersonId, type Post } from '#domain/actor';
import { agenda, type Line } from '#domain/agenda';
import type { Fact, FactOf } from '#domain/event';
import type { Addressee, LetterContent, LetterItem } from '#domain/letter';
import { type Obligation, obligations } from '#domain/obligations';
import type { Form } from '#domain/tables/ladder';
import { findAssignment, type PlanId, type Task } from '#domain/task';
import { type Calendar, isProvisional, workingDaysBetween } from '#domain/time/calendar';
import { planNow } from '#domain/time/plan-clock';
import type { UnitId } from '#domain/unit';
import type { Ask } from './ask.ts';
import type { Ledger } from './open-ledger.ts';
import { mustWait, nextRound, readPost, type Round } from './post-desk.ts';

interface WaitingNotice {
  readonly id: number;
  readonly task: string;
  readonly seq: number;
  readonly unit: UnitId;
  readonly post: Post;
  readonly form: Form;
  readonly fact: Fact;
}

interface TaskRow {
  readonly id: string;
  readonly state: Task;
  readonly heading: string;
  readonly text: string;
}

/** Who sits where, unit names, and the plan's own names: what an address needs. */
interface Directory {
  readonly title: string;
  readonly officeName: string;
  readonly office: UnitId;
  readonly units: ReadonlyMap<string, string>;
  readonly holders: ReadonlyMap<string, readonly { person: PersonId; name: string; email: string }[]>;
}

/**
 * Goes one round whose hour has come: turns notices into letters, one per person and form, in one transaction. Finds who
 * holds the post now and drops ladder notices that were settled meanwhile. With `evenIfWaiting` it goes without what is
 * still being made. Says how many letters were written; null when no round is due.
 */
export const composeRound = async (ledger: Ledger, plan: PlanId, evenIfWaiting: boolean): Promise<number | null> =>
  ledger.transact(async (ask) => {
    await ask('select 1 from duban.plan where id = $1 for update', [plan]);
    const post = await readPost(ledger, ask, plan);
    const round = post === undefined ? null : nextRound(post);
    if (post === undefined || round === null || post.clock.rate === 0 || round.at > planNow(post.clock, post.realNow))
      return null;
    if (!evenIfWaiting && (await mustWait(ask, plan, post, round))) return null;
    const notices = await ask<WaitingNotice>(round.kind === 'morning' ? MORNING : NEWS, [
      plan,
      round.kind === 'morning' ? round.day : new Date(round.at),
    ]);
    const letters = await write(ask, plan, round, notices, post.calendar);
    await ask(`update duban.plan set ${round.kind === 'morning' ? 'last_morning' : 'last_news'} = $2 where id = $1`, [
      plan,
      round.kind === 'morning' ? round.day : new Date(round.at),
    ]);
    return letters;
  });

const write = async (
  ask: Ask,
  plan: PlanId,
  round: Round,
  notices: readonly WaitingNotice[],
  calendar: Calendar,
): Promise<number> => {
  const directory = await readDirectory(ask, plan);
  const tasks = await ask<TaskRow>('select id, state, heading, text from duban.task where id = any($1)', [
    [...new Set(notices.map((one) => one.task))],
  ]);
  const readings = new Map(tasks.map((row) => [row.id, readingOf(row, calendar, round)]));
  const told = notices.map((notice) => ({
    notice,
    item: itemOf(notice, readings.get(notice.task), calendar, round, directory),
  }));
  const settled = told.filter(({ item }) => item === null).map(({ notice }) => notice.id);
  if (settled.length > 0) await ask(`update duban.notice set dropped = 'settled' where id = any($1)`, [settled]);
  const bundles = bundle(told, directory);
  const numbers = await nextNumbers(ask, plan, round);
  for (const { form, to, items, ids } of bundles) {
    const n = (numbers.get(form) ?? 0) + 1;
    numbers.set(form, n);
    const content: LetterContent = {
      form,
      number: `〔${round.day.slice(0, 4)}〕${n}号`,
      planTitle: directory.title,
      planDay: round.day,
      to,
      items,
      office: { name: directory.officeName },
    };
    await ask(LETTER, [
      plan,
      form,
      to.person,
      to.address,
      `<${plan}.${form}.${to.person}.${round.at}@duban>`,
      new Date(round.at),
      round.day,
      JSON.stringify(content),
      ids,
    ]);
  }
  return bundles.length;
};

interface Reading {
  readonly row: TaskRow;
  readonly owed: ReadonlyMap<string, Obligation>;
  readonly lines: readonly Line[];
}

const readingOf = (row: TaskRow, calendar: Calendar, round: Round): Reading => ({
  row,
  owed: new Map(obligations(row.state, calendar).map((one) => [one.key, one])),
  lines: agenda(row.state, calendar, round.day),
});

/** What the letter says of a notice; null when the matter was settled before the round. */
const itemOf = (
  notice: WaitingNotice,
  reading: Reading | undefined,
  calendar: Calendar,
  round: Round,
  directory: Directory,
): LetterItem | null => {
  const owed = reading && owedBy(notice, reading);
  if (reading === undefined || owed === undefined) return null;
  const { fact } = notice;
  const { row, lines } = reading;
  const next = lines.find((line) => line.obligation === owed.key && line.kind === 'escalate');
  const assignment = owed.assignment === null ? undefined : findAssignment(row.state, owed.assignment);
  return {
    task: row.state.id,
    no: row.state.no,
    heading: row.heading,
    text: row.text,
    role: assignment?.role ?? null,
    unitName: directory.units.get(owed.unit) ?? owed.unit,
    assignment: owed.assignment,
    about: owed.kind,
    by: owed.by,
    lateDays: workingDaysBetween(calendar, owed.by, round.day),
    rung: fact.kind === 'escalated' ? fact.rung : fact.kind === 'reminded' ? 'E0' : null,
    proposed: fact.kind === 'escalated' && fact.proposed,
    next:
      next === undefined || next.rung === 'E0'
        ? null
        : { on: next.on, at: '08:30', rung: next.rung, provisional: isProvisional(calendar, next.on) },
  };
};

const owedBy = (notice: WaitingNotice, { row, owed }: Reading): Obligation | undefined => {
  const { fact } = notice;
  if (isOfLadder(fact)) return owed.get(fact.obligation);
  // News of a dispatch speaks of what the addressed unit has to acknowledge.
  return [...owed.values()].find(
    (one) => one.kind === 'acknowledge' && one.unit === notice.unit && row.state.id === notice.task,
  );
};

const isOfLadder = (fact: Fact): fact is FactOf<'reminded' | 'escalated'> =>
  fact.kind === 'reminded' || fact.kind === 'escalated';

interface Bundle {
  readonly form: Form;
  readonly to: Addressee;
  readonly items: readonly LetterItem[];
  readonly ids: readonly number[];
}

/** One bundle per person and form; the same matter told twice (a missed reminder and its rung) is told once, as it stands last. */
const bundle = (
  told: readonly { notice: WaitingNotice; item: LetterItem | null }[],
  directory: Directory,
): readonly Bundle[] => {
  const bundles = new Map<string, { form: Form; to: Addressee; items: Map<string, LetterItem>; ids: number[] }>();
  for (const { notice, item } of told) {
    if (item === null) continue;
    for (const to of addressees(notice, directory)) {
      const key = `${to.person} ${notice.form}`;
      const into = bundles.get(key) ?? { form: notice.form, to, items: new Map<string, LetterItem>(), ids: [] };
      bundles.set(key, into);
      into.items.set(`${item.task} ${item.about} ${item.assignment ?? '-'}`, item);
      into.ids.push(notice.id);
    }
  }
  return [...bundles.values()].map(({ items, ...rest }) => ({ ...rest, items: [...items.values()] }));
};

/** Whoever holds the post; when nobody does, the next higher post of the unit, at last the office's deputy: never an empty chair. */
const addressees = ({ unit, post }: WaitingNotice, directory: Directory): readonly Addressee[] => {
  const chairs = [
    ...posts.slice(posts.indexOf(post)).map((higher) => ({ unit, post: higher })),
    { unit: directory.office, post: 'deputy' as const },
  ];
  for (const chair of chairs) {
    const holders = directory.holders.get(`${chair.unit} ${chair.post}`) ?? [];
    if (holders.length > 0) {
      return holders.map(({ person, name, email }) => ({
        person,
        name,
        ...chair,
        unitName: directory.units.get(chair.unit) ?? chair.unit,
        address: email,
      }));
    }
  }
  return [];
};

const readDirectory = async (ask: Ask, plan: PlanId): Promise<Directory> => {
  const [row] = await ask<{ title: string; office: UnitId }>('select title, office from duban.plan where id = $1', [
    plan,
  ]);
  const units = await ask<{ id: string; name: string }>('select id, name from duban.unit where plan = $1', [plan]);
  const seats = await ask<{ unit: string; post: Post; person: PersonId; name: string; email: string }>(
    'select c.unit, c.post, p.id as person, p.name, p.email from duban.post c join duban.person p on p.id = c.person where c.plan = $1 order by p.id',
    [plan],
  );
  if (row === undefined) throw new Error(`no plan ${plan}`);
  const holders = new Map<string, { person: PersonId; name: string; email: string }[]>();
  for (const { unit, post, ...who } of seats)
    holders.set(`${unit} ${post}`, [...(holders.get(`${unit} ${post}`) ?? []), who]);
  const names = new Map(units.map((unit) => [unit.id, unit.name]));
  return {
    title: row.title,
    office: row.office,
    officeName: names.get(row.office) ?? row.office,
    units: names,
    holders,
  };
};

/** How many letters of each form the year has had. */
const nextNumbers = async (ask: Ask, plan: PlanId, round: Round): Promise<Map<Form, number>> => {
  const counts = await ask<{ form: Form; n: number }>(
    `select form, count(*)::int as n from duban.letter where plan = $1 and plan_day >= date_trunc('year', $2::date)
       and plan_day < date_trunc('year', $2::date) + interval '1 year' group by form`,
    [plan, round.day],
  );
  return new Map(counts.map(({ form, n }) => [form, n]));
};

const WAITING = `select id, task, seq, unit, post, form, fact from duban.notice where plan = $1 and letter is null and dropped is null`;
const MORNING = `${WAITING} and not news and on_day <= $2 order by task, seq, id`;
const NEWS = `${WAITING} and news and plan_at <= $2 order by task, seq, id`;

/** Two holders of one post share a notice: it then belongs to the letter written last, and none is lost. */
const LETTER = `
with written as (
  insert into duban.letter (plan, form, person, address, message_id, round_at, plan_day, content, state, attempts, next_try_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', 0, now()) returning id)
update duban.notice set letter = (select id from written) where id = any($9)`;
