import { heldNow } from './held.ts';

/**
 * Whether the reader of a letter `l` has left one of the posts for which he gets it, or has another address by now, or one
 * that takes no mail.
 */
export const READER_GONE = `exists (
  select from jsonb_to_recordset(coalesce(l.seats, jsonb_build_array(l.content -> 'to'))) as s(unit text, post text)
  where not exists (
    select from duban.post c join duban.person p on p.id = c.person
    where c.plan = l.plan and c.person = l.person and c.unit = s.unit and c.post = s.post
      and ${heldNow('c')} and lower(p.email) = lower(l.address)
      and not exists (select from duban.bounced_address b where b.address = lower(p.email))))`;
