import type { PlanId } from '#domain/task';
import type { Ask } from './ask.ts';

/** Whoever takes letters back keeps rounds and each other out: who has been told must not change meanwhile. */
export const lockPlan = async (ask: Ask, plan: PlanId): Promise<void> => {
  await ask('select 1 from duban.plan where id = $1 for update', [plan]);
};

/** What these letters of a plan, which must be locked, would have told waits for the next round, to whoever is to be told then. */
export const release = async (ask: Ask, letters: readonly number[]): Promise<void> => {
  await ask(RELEASE, [letters]);
  await ask(FORGET, [letters]);
};

/** States of a letter that tells, or will tell, what it is for. */
export const LIVE = `('waiting', 'sending', 'sent', 'doubtful')`;

/**
 * What another letter tells as well, to another holder of the same post, has been told. A notice belongs to one letter of
 * several: where that one was refused, the last of the others takes it along. Letters tell nothing of days to come.
 */
const RELEASE = `
with freed as (
  select n.id, n.plan, n.form, n.on_day from duban.notice n where n.letter = any($1)
  union
  select n.id, n.plan, n.form, n.on_day from duban.letter l cross join lateral jsonb_array_elements_text(l.notices) as x(value)
  join duban.notice n on n.id = x.value::int join duban.letter own on own.id = n.letter
  where l.id = any($1) and own.state not in ${LIVE}),
written as (select plan, form, min(on_day) as since from freed group by plan, form),
told as (
  select n.value::int as notice, max(o.id) as letter
  from written w join duban.letter o on o.plan = w.plan and o.form = w.form and o.plan_day >= w.since
  cross join lateral jsonb_array_elements_text(o.notices) as n(value)
  where o.state in ${LIVE} and o.id <> all($1) group by 1)
update duban.notice n set letter = t.letter from freed f left join told t on t.notice = f.id where n.id = f.id`;

/** What the office was to be told of empty chairs it has not been told, unless another of its people has been. */
const FORGET = `
delete from duban.empty_chair e using duban.letter l, jsonb_to_recordset(l.content -> 'chairs') as c(unit text, post text)
where l.id = any($1) and l.form = 'undelivered' and e.plan = l.plan and e.unit = c.unit and e.post = c.post and e.since = l.plan_day
  and not exists (
    select from duban.letter o where o.plan = l.plan and o.form = l.form and o.round_at = l.round_at and o.news = l.news
      and o.state in ${LIVE} and o.id <> all($1))`;
