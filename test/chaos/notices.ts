import type { PersonId } from '#domain/actor';
import type { Fact } from '#domain/event';
import { fold } from '#domain/evolve';
import { notices } from '#domain/notices';
import { stillOwed } from '#domain/obligations';
import type { Task } from '#domain/task';
import type { UnitId, UnitKind } from '#domain/unit';
import type { Evidence, Found } from './evidence.ts';

interface NoticeRow {
  readonly id: number;
  readonly task: string;
  readonly seq: number;
  readonly unit: string;
  readonly post: string;
  readonly form: string;
  readonly fact: Fact;
  readonly letter: number | null;
  readonly dropped: string | null;
  /** The day of the plan's last morning round. */
  readonly lastMorning: string | null;
  /** Whoever holds the post: one person, in the small plan. */
  readonly holders: readonly PersonId[];
}

interface LetterRow {
  readonly id: number;
  readonly person: PersonId;
  readonly form: string;
  /** Never sent, because `mergedInto` tells it all. */
  readonly merged: boolean;
  readonly mergedInto: number | null;
  /** The notices that it is said to tell; null: nobody knows. */
  readonly notices: readonly number[] | null;
  /** The tasks that its text speaks of. */
  readonly tasks: readonly string[];
}

/**
 * A fact is made known once, to whom it concerns: what must be told follows from the facts, and each of it stands in one
 * letter that was not replaced, to whoever holds the post; or was dropped for a reason that the facts bear out; or waits.
 */
export const brokenNotices = async ({ ledger }: Evidence): Promise<Found> => {
  const units = await ledger.ask<{ id: UnitId; kind: UnitKind }>('select id, kind from duban.unit');
  const kinds = new Map(units.map(({ id, kind }) => [id, kind]));
  const events = await ledger.ask<{ task: string; seq: number; fact: Fact }>(
    'select task, seq, fact from duban.task_event order by task, seq',
  );
  const due = new Set<string>();
  const tasks = new Map<string, Task>();
  let facts: Fact[] = [];
  for (const { task, seq, fact } of events) {
    facts = seq === 1 ? [fact] : [...facts, fact];
    const after = fold(facts);
    tasks.set(task, after);
    for (const { chair, form } of notices(after, fact, (unit) => kinds.get(unit) ?? 'bureau'))
      due.add([task, seq, chair.unit, chair.post, form].join(' '));
  }
  const rows = await ledger.ask<NoticeRow>(NOTICES);
  const letters = await ledger.ask<LetterRow>(LETTERS);
  const told = new Map<string, number>();
  for (const row of rows) told.set(nameOf(row), (told.get(nameOf(row)) ?? 0) + 1);
  return {
    broken: [
      ...[...due].filter((key) => !told.has(key)).map((key) => `${key} is missing`),
      ...[...told].flatMap(([key, n]) =>
        !due.has(key) ? [`${key} is due to nobody`] : n > 1 ? [`${key} ${n} times`] : [],
      ),
      ...wronglyTold(rows, letters),
      ...wronglyReplaced(rows, letters),
      ...wronglyDropped(rows, tasks),
    ],
    counts: {
      notices: rows.length,
      'notices dropped with a reason': rows.filter(({ dropped }) => dropped !== null).length,
      'notices whose round lies ahead': rows.filter(({ letter, dropped }) => letter === null && dropped === null)
        .length,
    },
  };
};

const nameOf = ({ task, seq, unit, post, form }: NoticeRow): string => [task, seq, unit, post, form].join(' ');
const nameOfLetter = ({ id, person, form }: LetterRow): string => `letter ${id} (${form}, ${person})`;

/** Both ways: what a letter says of its notices, and what a notice says of its letter. Replaced letters tell nothing. */
const wronglyTold = (rows: readonly NoticeRow[], letters: readonly LetterRow[]): readonly string[] => {
  const tellers = new Map<number, LetterRow[]>();
  for (const letter of letters)
    if (!letter.merged) for (const id of letter.notices ?? []) tellers.set(id, [...(tellers.get(id) ?? []), letter]);
  const known = new Set(rows.map(({ id }) => id));
  return [
    ...[...tellers].flatMap(([id, by]) => (known.has(id) ? [] : by.map((one) => `${nameOfLetter(one)} tells of none`))),
    ...rows.flatMap((row) => {
      const by = tellers.get(row.id) ?? [];
      const [one] = by;
      const name = nameOf(row);
      if (by.length > 1) return [`${name} is told in ${by.length} letters`];
      if (row.dropped !== null && (row.letter !== null || one !== undefined))
        return [`${name} is in a letter and dropped`];
      if (one === undefined) return row.letter === null ? [] : [`${name} is said to be told and no letter tells it`];
      if (row.letter !== one.id) return [`${name} is told in ${nameOfLetter(one)} and does not know it`];
      if (one.form !== row.form || !row.holders.includes(one.person))
        return [`${name} is told in ${nameOfLetter(one)}, which is for somebody else`];
      return one.tasks.includes(row.task) ? [] : [`${name} is not spoken of in ${nameOfLetter(one)}`];
    }),
  ];
};

/** A replaced letter names a later one of the same person and form, which tells all of it that was not settled meanwhile. */
const wronglyReplaced = (rows: readonly NoticeRow[], letters: readonly LetterRow[]): readonly string[] => {
  const byId = new Map(letters.map((letter) => [letter.id, letter]));
  const dropped = new Set(rows.flatMap(({ id, dropped: why }) => (why === null ? [] : [id])));
  return letters.flatMap((letter) => {
    const { merged, mergedInto, person, form } = letter;
    if (!merged) return mergedInto === null ? [] : [`${nameOfLetter(letter)} was replaced and is left`];
    const next = mergedInto === null ? undefined : byId.get(mergedInto);
    if (next === undefined || next.id <= letter.id || next.person !== person || next.form !== form)
      return [`${nameOfLetter(letter)} was replaced by none of its own`];
    const lost = (letter.notices ?? []).filter((id) => !(next.notices ?? []).includes(id) && !dropped.has(id));
    return lost.map((id) => `notice ${id} was lost when ${nameOfLetter(letter)} was replaced`);
  });
};

/**
 * Settled is only what the ladder says of an obligation that is over: its key names one instance, so what was over at the
 * round is over at the end. A foretelling is over also when its day had come before the round that would have told it.
 * Nobody of a run gives a part back, so that news are never settled.
 */
const wronglyDropped = (rows: readonly NoticeRow[], tasks: ReadonlyMap<string, Task>): readonly string[] =>
  rows.flatMap((row) => {
    const { task: id, fact, dropped, lastMorning } = row;
    if (dropped === null) return [];
    const task = tasks.get(id);
    const isOver =
      'obligation' in fact && fact.kind !== 'replied' && task !== undefined && !stillOwed(task)(fact.obligation);
    const isPast = fact.kind === 'foretold' && lastMorning !== null && fact.on < lastMorning;
    return dropped === 'settled' && (isOver || isPast) ? [] : [`${nameOf(row)} was dropped as ${dropped}`];
  });

const NOTICES = `
select n.id, n.task, n.seq, n.unit, n.post, n.form, n.fact, n.letter, n.dropped,
  (select p.last_morning from duban.plan p where p.id = n.plan) as "lastMorning",
  array(select p.person from duban.post p where p.plan = n.plan and p.unit = n.unit and p.post = n.post) as holders
from duban.notice n order by n.id`;

const LETTERS = `
select l.id, l.person, l.form, l.state = 'merged' as merged, l.merged_into as "mergedInto", l.notices,
  array(select i ->> 'task' from jsonb_array_elements(l.content -> 'items') as i) as tasks
from duban.letter l order by l.id`;
