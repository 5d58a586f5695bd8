import type { InboxEntry, InboxQuery } from '#contract/inbox';
import type { Page } from '#contract/page';
import type { PersonId } from '#domain/actor';
import { workingDaysBetween } from '#domain/time/calendar';
import { dayOf, parseDay } from '#domain/time/day';
import { planNow } from '#domain/time/plan-clock';
import { type ClockRow, clockOf, instant } from '../context.ts';
import type { Ledger } from '../open-ledger.ts';
import { heldNow } from '../held.ts';

interface Row extends ClockRow {
  readonly entry: Omit<InboxEntry, 'lateDays'>;
  readonly calendar: number;
}

/** What the units of this person owe, soonest first, over all plans. */
export const readInbox = async (
  ledger: Ledger,
  person: PersonId,
  { after, limit }: InboxQuery,
): Promise<Page<InboxEntry>> => {
  // A cursor that was not made here starts from the beginning.
  const [by = '', task = '', key = ''] = after?.split('~') ?? [];
  const rows = await ledger.ask<Row>(INBOX, [person, parseDay(by), task, key, limit + 1]);
  const items: InboxEntry[] = [];
  for (const row of rows.slice(0, limit)) {
    const today = dayOf(planNow(clockOf(row), instant(row.now)));
    const lateDays = workingDaysBetween(await ledger.calendar(row.calendar), row.entry.by, today);
    items.push({ ...row.entry, lateDays });
  }
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? `${last.by}~${last.task}~${last.key}` : null };
};

const INBOX = `
select jsonb_build_object('plan', o.plan, 'task', o.task, 'no', t.no, 'heading', t.heading, 'obligation', o.kind, 'key', o.key,
    'assignment', o.assignment, 'unit', jsonb_build_object('id', u.id, 'name', u.name), 'by', o.by_day) as entry,
  c.anchor_plan, c.anchor_real, c.rate, c.seen, clock_timestamp() as now, k.version as calendar
from duban.obligation o
join duban.task t on t.id = o.task
join duban.unit u on u.plan = o.plan and u.id = o.unit
join duban.clock c on c.plan = o.plan cross join duban.calendar k
where exists (select from duban.post s where s.plan = o.plan and s.unit = o.unit and s.person = $1 and ${heldNow('s')})
  and ($2::date is null or (o.by_day, o.task, o.key) > ($2::date, $3, $4))
order by o.by_day, o.task, o.key limit $5`;
