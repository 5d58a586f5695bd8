import type { Addressee, LetterContent } from '#domain/letter';
import type { Form } from '#domain/tables/ladder';
import type { PlanId, TaskId } from '#domain/task';
import type { Calendar } from '#domain/time/calendar';
import { planNow } from '#domain/time/plan-clock';
import type { Ask } from './ask.ts';
import { readClimbed } from './climbed-rungs.ts';
import { addressees, readDirectory } from './directory.ts';
import { contactsOf } from './letter-contacts.ts';
import { itemsOf, readingOf, type TaskRow, type ToldItem } from './letter-items.ts';
import { threadsOf } from './letter-threads.ts';
import type { Ledger } from './open-ledger.ts';
import { mustWait, nextRound, readPost, type Round } from './post-desk.ts';
import type { WaitingNotice } from './waiting-notice.ts';

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
  const sources = { calendar, round, directory, climbed: await readClimbed(ask, notices) };
  const told = notices.map((notice) => ({
    notice,
    items: itemsOf(notice, readings.get(notice.task), sources),
    to: addressees(notice, directory),
  }));
  await drop(
    ask,
    'settled',
    told.filter(({ items }) => items.length === 0),
  );
  await drop(
    ask,
    'nobody',
    told.filter(({ items, to }) => items.length > 0 && to.length === 0),
  );
  const bundles = bundle(told);
  const threads = await threadsOf(
    ask,
    plan,
    bundles.map(({ form, to, items }) => ({ form, person: to.person, tasks: tasksOf(items) })),
  );
  const numbers = await nextNumbers(ask, plan, round);
  for (const [i, { form, to, items, ids }] of bundles.entries()) {
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
      JSON.stringify(threads[i] ?? []),
      JSON.stringify(tasksOf(items)),
    ]);
  }
  return bundles.length;
};

const tasksOf = (items: readonly ToldItem[]): readonly TaskId[] => [...new Set(items.map(({ item }) => item.task))];

/** A notice that makes no letter says why: `settled` before its round, or `nobody` holds a post that could get it. */
const drop = async (
  ask: Ask,
  why: 'settled' | 'nobody',
  told: readonly { readonly notice: WaitingNotice }[],
): Promise<void> => {
  if (told.length === 0) return;
  await ask(`update duban.notice set dropped = $2 where id = any($1)`, [told.map(({ notice }) => notice.id), why]);
};

interface Bundle {
  readonly form: Form;
  readonly to: Addressee;
  readonly items: readonly ToldItem[];
  readonly ids: readonly number[];
}

interface Told {
  readonly notice: WaitingNotice;
  readonly items: readonly ToldItem[];
  readonly to: readonly Addressee[];
}

/** One bundle per person and form; the same matter told twice (a missed reminder and its rung) is told once, as it stands last. */
const bundle = (told: readonly Told[]): readonly Bundle[] => {
  const bundles = new Map<string, { form: Form; to: Addressee; items: Map<string, ToldItem>; ids: number[] }>();
  for (const { notice, items, to: all } of told) {
    for (const to of items.length === 0 ? [] : all) {
      const key = `${to.person} ${notice.form}`;
      const into = bundles.get(key) ?? { form: notice.form, to, items: new Map<string, ToldItem>(), ids: [] };
      bundles.set(key, into);
      for (const one of items) {
        const { matter, item } = one;
        into.items.set(`${item.task} ${matter.key ?? matter.assignment ?? '-'} ${item.said ?? ''}`, one);
      }
      into.ids.push(notice.id);
    }
  }
  return [...bundles.values()].map(({ items, ...rest }) => ({ ...rest, items: [...items.values()] }));
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
  insert into duban.letter (plan, form, person, address, message_id, round_at, plan_day, content, state, attempts, next_try_at, thread, tasks)
  values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', 0, now(), $10, $11) returning id)
update duban.notice set letter = (select id from written) where id = any($9)`;
