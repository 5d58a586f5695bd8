import type { Ask } from './ask.ts';

/** What a letter would have told waits for the next round, to whoever is to be told then. */
export const release = async (ask: Ask, letter: number): Promise<void> => {
  await ask(RELEASE, [letter]);
  await ask(FORGET, [letter]);
};

/** Where another holder of the same post got the same letter, its notices have been told; all others wait for the next round. */
const RELEASE = `
update duban.notice n set letter = (
  select max(o.id) from duban.letter o
  where o.plan = l.plan and o.form = l.form and o.round_at = l.round_at and o.id <> l.id
    and case when o.notices is null then o.content -> 'to' ->> 'unit' = n.unit and o.content -> 'to' ->> 'post' = n.post
      else o.notices @> to_jsonb(n.id) end
    and o.state in ('waiting', 'sending', 'sent', 'doubtful'))
from duban.letter l where l.id = $1 and n.letter = l.id`;

/** What the office was to be told of empty chairs it has not been told. */
const FORGET = `
delete from duban.empty_chair e using duban.letter l, jsonb_to_recordset(l.content -> 'chairs') as c(unit text, post text)
where l.id = $1 and l.form = 'undelivered' and e.plan = l.plan and e.unit = c.unit and e.post = c.post`;
