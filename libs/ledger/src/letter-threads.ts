import type { PersonId } from '#domain/actor';
import type { Form } from '#domain/tables/ladder';
import type { PlanId, TaskId } from '#domain/task';
import type { Ask } from './ask.ts';

/** Message-IDs of the letters before one in its thread, oldest first; the last one is the letter that it answers. */
export type Thread = readonly string[];

/** A letter about to be written. */
export interface Unthreaded {
  readonly form: Form;
  readonly person: PersonId;
  readonly tasks: readonly TaskId[];
}

/** How far back a person's letters are looked through: more than anybody gets in two months. */
const LOOKED_THROUGH = 200;
/** A letter names the first of its thread and the nearest ones before it: headers must not grow for years. */
const NAMED = 20;

/**
 * The threads that a round's letters continue, in their order; empty for a letter that begins one. A digest answers the same
 * person's digest before it, any other form the latest letter to that person that tells of one of its tasks. Looks only
 * at letters of earlier rounds, and not at those that were taken back unsent: nobody could find them.
 */
export const threadsOf = async (
  ask: Ask,
  plan: PlanId,
  letters: readonly Unthreaded[],
  takenBack: readonly number[],
): Promise<readonly Thread[]> => {
  if (letters.length === 0) return [];
  const answered = await ask<{ n: number; thread: Thread }>(ANSWERED, [
    plan,
    JSON.stringify(letters.map((one, n) => ({ n, ...one }))),
    LOOKED_THROUGH,
    takenBack,
  ]);
  const threads = new Map(answered.map(({ n, thread }) => [n, thread]));
  return letters.map((_, n) => bounded(threads.get(n) ?? []));
};

const bounded = (thread: Thread): Thread =>
  thread.length <= NAMED ? thread : [...thread.slice(0, 1), ...thread.slice(1 - NAMED)];

const ANSWERED = `
select b.n, l.thread || to_jsonb(l.message_id) as thread
from jsonb_to_recordset($2::jsonb) as b(n int, form text, person text, tasks jsonb)
cross join lateral (
  select late.message_id, late.thread from (
    select id, form, message_id, thread, tasks from duban.letter
    where plan = $1 and person = b.person and state not in ('merged', 'recalled', 'failed', 'bounced') and id <> all($4) order by id desc limit $3) late
  where case when b.form = 'digest' then late.form = 'digest' else late.tasks ?| array(select jsonb_array_elements_text(b.tasks)) end
  order by late.id desc limit 1) l`;
