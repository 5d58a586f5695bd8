import type { Chair, PersonId } from '#domain/actor';
import type { Addressee, EmptyChair, LetterContent, ToldChair } from '#domain/letter';
import type { Form } from '#domain/tables/ladder';
import type { PlanId, TaskId } from '#domain/task';
import type { Calendar } from '#domain/time/calendar';
import { dayOf } from '#domain/time/day';
import { planNow } from '#domain/time/plan-clock';
import type { UnitId } from '#domain/unit';
import type { Ask } from './ask.ts';
import { readClimbed } from './climbed-rungs.ts';
import { addressees, type Delivery, type Directory, readDirectory } from './directory.ts';
import { newlyEmpty } from './empty-chairs.ts';
import { contactsOf } from './letter-contacts.ts';
import { itemsOf, readingOf, type TaskRow, type ToldItem } from './letter-items.ts';
import { threadsOf } from './letter-threads.ts';
import { markMerged, reopen, type Reopened, type ReopenedNotice } from './merge.ts';
import type { Ledger } from './open-ledger.ts';
import { NUMBER_LOCK } from './locks.ts';
import { mustWait, nextRound, readPost, type Round } from './post-desk.ts';
import { recallIn } from './recall.ts';
import { lockPlan } from './release.ts';
import type { WaitingNotice } from './waiting-notice.ts';

/**
 * Goes one round whose hour has come: turns notices into letters, one per person and form, in one transaction. Finds who
 * holds the post now and drops ladder notices that were settled meanwhile. With `evenIfWaiting` it goes without what is
 * still being made. Says how many letters were written; null when no round is due.
 */
export const composeRound = async (ledger: Ledger, plan: PlanId, evenIfWaiting: boolean): Promise<number | null> =>
  ledger.transact(async (ask) => {
    await lockPlan(ask, plan);
    const post = await readPost(ledger, ask, plan);
    const round = post === undefined ? null : nextRound(post);
    if (post === undefined || round === null || post.clock.rate === 0) return null;
    const now = planNow(post.clock, post.realNow);
    if (round.at > now) return null;
    if (!evenIfWaiting && (await mustWait(ask, plan, post, round))) return null;
    await recallIn(ledger, ask, plan);
    const notices = await ask<WaitingNotice>(round.kind === 'morning' ? MORNING : NEWS, [
      plan,
      round.kind === 'morning' ? round.day : new Date(round.at),
    ]);
    // However late a round goes, it goes to whoever holds the post today.
    const directory = await readDirectory(ask, plan, dayOf(now));
    const letters = await write(ask, plan, round, notices, { calendar: post.calendar, directory });
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
  { calendar, directory }: { readonly calendar: Calendar; readonly directory: Directory },
): Promise<number> => {
  const tell = async <N extends WaitingNotice>(some: readonly N[]): Promise<readonly (Told & { notice: N })[]> => {
    if (some.length === 0) return [];
    const tasks = await ask<TaskRow>('select id, state, heading, text from duban.task where id = any($1)', [
      [...new Set(some.map((one) => one.task))],
    ]);
    const readings = new Map(tasks.map((row) => [row.id, readingOf(row, calendar, round)]));
    const sources = { calendar, round, directory, climbed: await readClimbed(ask, some) };
    return some.map((notice) => ({
      notice,
      items: isOver(notice, round) ? [] : itemsOf(notice, readings.get(notice.task), sources),
      ...addressees(notice, directory),
    }));
  };
  const fresh = await tell(notices);
  const unsent = await reopen(ask, plan, keysOf(fresh));
  const reopened = (await tell(unsent.notices)).map((one) => ({ ...one, to: stillFor(one, unsent) }));
  const told = [...fresh, ...reopened].sort(inOrder);
  await drop(
    ask,
    told.filter(({ items }) => items.length === 0),
  );
  const live = told.filter(({ items }) => items.length > 0);
  const chairs = await newlyEmpty(ask, plan, round, live, directory);
  const bundles = [...bundle(live), ...officeTold(chairs, directory)];
  const threads = await threadsOf(
    ask,
    plan,
    bundles.map(({ form, to, items }) => ({ form, person: to.person, tasks: tasksOf(items) })),
    unsent.letters.map(({ id }) => id),
  );
  const numbers = await numbersOf(ask, directory.office, round);
  for (const [i, { form, to, items, ids, seats, ...more }] of bundles.entries()) {
    const n = (numbers.get(form) ?? 0) + 1;
    numbers.set(form, n);
    const content: LetterContent = {
      form,
      number: `〔${round.day.slice(0, 4)}〕${n}号`,
      planTitle: directory.title,
      planDay: round.day,
      to,
      items: items.map(({ item }) => item),
      office: { name: directory.officeName },
      contacts: contactsOf(to, items, directory),
      ...more,
    };
    const [letter] = await ask<{ id: number }>(LETTER, [
      plan,
      form,
      to.person,
      to.address,
      messageIdOf(plan, form, to.person, round),
      new Date(round.at),
      round.day,
      JSON.stringify(content),
      ids,
      JSON.stringify(threads[i] ?? []),
      JSON.stringify(tasksOf(items)),
      JSON.stringify(ids),
      round.kind === 'news',
      JSON.stringify(seats),
    ]);
    if (letter === undefined) throw new Error('a letter was written without an id');
    const replaced = unsent.letters.filter((one) => one.person === to.person && one.form === form);
    await markMerged(ask, replaced, letter.id);
  }
  return bundles.length;
};

/** The forms of a morning are not those of news, but both may tell the office of empty chairs. */
const messageIdOf = (plan: PlanId, form: Form, person: PersonId, { kind, at }: Round): string =>
  `<${plan}.${form}${form === 'undelivered' ? `.${kind}` : ''}.${person}.${at}@duban>`;

const tasksOf = (items: readonly ToldItem[]): readonly TaskId[] => [...new Set(items.map(({ item }) => item.task))];
/** Whom this round writes to anyway, and in which form. */
const keysOf = (told: readonly Told[]): readonly { person: PersonId; form: Form }[] =>
  told.flatMap(({ notice, items, to }) =>
    items.length === 0 ? [] : to.map(({ person }) => ({ person, form: notice.form })),
  );

/** What an unsent letter told goes to its reader, or to whoever holds the post now, unless another holder has been told. */
const stillFor = (
  { notice, to }: Told & { readonly notice: ReopenedNotice },
  { letters }: Reopened,
): readonly Addressee[] => {
  const readers = letters.filter((one) => one.notices.includes(notice.id)).map(({ person }) => person);
  const still = to.filter(({ person }) => readers.includes(person));
  return still.length > 0 || notice.letter !== null ? still : to;
};

/** What was to come the next working day has come: nothing can be held any more. */
const isOver = ({ fact }: WaitingNotice, round: Round): boolean => fact.kind === 'foretold' && fact.on < round.day;

/** As things happened: of one matter told twice the last stands. */
const inOrder = ({ notice: a }: Told, { notice: b }: Told): number =>
  a.task < b.task ? -1 : Number(a.task > b.task) || a.seq - b.seq || a.id - b.id;

/** What was settled before its round makes no letter. What nobody can receive now waits until somebody can. */
const drop = async (ask: Ask, told: readonly { readonly notice: WaitingNotice }[]): Promise<void> => {
  if (told.length === 0) return;
  await ask(`update duban.notice set dropped = 'settled' where id = any($1) and letter is null`, [
    told.map(({ notice }) => notice.id),
  ]);
};

const chairOf = ({ unit, post }: Addressee): Chair => ({ unit, post });

interface Bundle {
  readonly form: Form;
  readonly to: Addressee;
  readonly items: readonly ToldItem[];
  readonly ids: readonly number[];
  /** The posts for which the reader gets it. */
  readonly seats: readonly Chair[];
  readonly standsIn?: readonly EmptyChair[];
  readonly chairs?: readonly ToldChair[];
}

interface Told extends Delivery {
  readonly notice: WaitingNotice;
  readonly items: readonly ToldItem[];
}

/** The office is told of empty chairs in the round that met them. */
const officeTold = (chairs: readonly ToldChair[], directory: Directory): readonly Bundle[] => {
  if (chairs.length === 0) return [];
  const { to: readers, standsIn } = addressees({ unit: directory.office, post: 'liaison' }, directory);
  return readers.map((to) => ({
    form: 'undelivered',
    to,
    items: [],
    ids: [],
    seats: [chairOf(to)],
    chairs,
    ...(standsIn !== null && { standsIn: [standsIn] }),
  }));
};

/** One bundle per person and form; the same matter told twice (a missed reminder and its rung) is told once, as it stands last. */
const bundle = (told: readonly Told[]): readonly Bundle[] => {
  const bundles = new Map<
    string,
    {
      form: Form;
      to: Addressee;
      items: Map<string, ToldItem>;
      ids: number[];
      seats: Map<string, Chair>;
      empty: Map<string, EmptyChair>;
    }
  >();
  for (const { notice, items, to: all, standsIn } of told) {
    for (const to of all) {
      const key = `${to.person} ${notice.form}`;
      const into = bundles.get(key) ?? {
        form: notice.form,
        to,
        items: new Map<string, ToldItem>(),
        ids: [],
        seats: new Map<string, Chair>(),
        empty: new Map<string, EmptyChair>(),
      };
      bundles.set(key, into);
      for (const one of items) {
        const { matter, item } = one;
        into.items.set(`${item.task} ${matter.key ?? matter.assignment ?? '-'} ${item.said ?? ''}`, one);
      }
      into.ids.push(notice.id);
      into.seats.set(`${to.unit} ${to.post}`, chairOf(to));
      if (standsIn !== null) into.empty.set(`${standsIn.unit} ${standsIn.post}`, standsIn);
    }
  }
  return [...bundles.values()].map(({ items, seats, empty, ...rest }) => ({
    ...rest,
    items: [...items.values()],
    seats: [...seats.values()],
    ...(empty.size > 0 && { standsIn: [...empty.values()] }),
  }));
};

/** How many letters of each form the office has written in the year, in all its plans: whoever files them sees one row of numbers. */
const numbersOf = async (ask: Ask, office: UnitId, round: Round): Promise<Map<Form, number>> => {
  // Until the round's end, for another plan of the office may have its round now.
  await ask('select pg_advisory_xact_lock($1, hashtext($2))', [NUMBER_LOCK, office]);
  const counts = await ask<{ form: Form; n: number }>(
    `select l.form, count(*)::int as n from duban.letter l join duban.plan p on p.id = l.plan
     where p.office = $1 and l.plan_day >= date_trunc('year', $2::date) and l.plan_day < date_trunc('year', $2::date) + interval '1 year'
     group by l.form`,
    [office, round.day],
  );
  return new Map(counts.map(({ form, n }) => [form, n]));
};

const WAITING = `select id, task, seq, unit, post, form, fact from duban.notice where plan = $1 and letter is null and dropped is null`;
const MORNING = `${WAITING} and not news and on_day <= $2 order by task, seq, id`;
const NEWS = `${WAITING} and news and plan_at <= $2 order by task, seq, id`;

/** Two holders of one post share a notice: it then belongs to the letter written last, and none is lost. */
const LETTER = `
with written as (
  insert into duban.letter (plan, form, person, address, message_id, round_at, plan_day, content, state, attempts, next_try_at, thread, tasks, notices, news, seats)
  values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', 0, now(), $10, $11, $12, $13, $14) returning id),
told as (update duban.notice set letter = (select id from written) where id = any($9))
select id from written`;
