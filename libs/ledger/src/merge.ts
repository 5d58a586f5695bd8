import type { PersonId } from '#domain/actor';
import type { Form } from '#domain/tables/ladder';
import type { PlanId } from '#domain/task';
import type { Ask } from './ask.ts';
import { release } from './release.ts';
import type { WaitingNotice } from './waiting-notice.ts';

/** A letter that was never taken by anybody and that a later one of the same person and form replaces. */
export interface Unsent {
  readonly id: number;
  readonly person: PersonId;
  readonly form: Form;
  /** The notices that it tells. */
  readonly notices: readonly number[];
}

/** A notice of an unsent letter. */
export interface ReopenedNotice extends WaitingNotice {
  /** It stands in another letter as well, to another holder of the post; null when it stands in none now. */
  readonly letter: number | null;
}

export interface Reopened {
  readonly letters: readonly Unsent[];
  readonly notices: readonly ReopenedNotice[];
}

/**
 * Takes back the letters to these persons in these forms that still wait, so that the round's own letter tells it all, as
 * things stand. Only what was certainly never taken: a letter under way or doubtful is left alone, and so is one that the
 * office sends again.
 */
export const reopen = async (
  ask: Ask,
  plan: PlanId,
  keys: readonly { readonly person: PersonId; readonly form: Form }[],
): Promise<Reopened> => {
  const letters = await ask<Unsent>(UNSENT, [plan, JSON.stringify(keys)]);
  if (letters.length === 0) return { letters, notices: [] };
  await release(
    ask,
    letters.map(({ id }) => id),
  );
  const notices = await ask<ReopenedNotice>(NOTICES, [letters.flatMap((letter) => letter.notices)]);
  return { letters, notices };
};

/** The taken back letter stays in the mail log, with its number and the letter that replaces it. */
export const markMerged = async (ask: Ask, letters: readonly Unsent[], into: number): Promise<void> => {
  if (letters.length === 0) return;
  await ask(`update duban.letter set state = 'merged', merged_into = $2 where id = any($1)`, [
    letters.map(({ id }) => id),
    into,
  ]);
};

// Whoever claims one of them just now has its row locked: it is under way.
const UNSENT = `
select l.id, l.person, l.form, l.notices from duban.letter l
where l.plan = $1 and l.state = 'waiting' and l.notices is not null and not l.again
  and (l.person, l.form) in (select k.person, k.form from jsonb_to_recordset($2) as k(person text, form text))
order by l.id for update skip locked`;
const NOTICES = `
select id, task, seq, unit, post, form, fact, letter from duban.notice where id = any($1) and dropped is null order by id`;
