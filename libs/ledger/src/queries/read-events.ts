import { momentText } from '#contract/moments';
import type { Page } from '#contract/page';
import type { EventView } from '#contract/task';
import type { AssignmentId } from '#domain/assignment';
import type { Ledger } from '../open-ledger.ts';

type Row = Omit<EventView, 'at' | 'planAt'> & { readonly at: Date; readonly plan_at: Date };

/**
 * A task's facts after `after`, in their order. `own` leaves out those that speak of other assignments alone; the cursor
 * then still counts all facts.
 */
export const readEvents = async (
  ledger: Ledger,
  task: string,
  page: { readonly after: number; readonly limit: number },
  own: readonly AssignmentId[] | null,
): Promise<Page<EventView>> => {
  const rows = await ledger.ask<Row>(EVENTS, [task, page.after, page.limit + 1, own]);
  const items = rows
    .slice(0, page.limit)
    .map(({ at, plan_at: planAt, ...row }) => ({ ...row, at: momentText(at), planAt: momentText(planAt) }));
  return { items, next: rows.length > page.limit ? String(items.at(-1)?.seq ?? 0) : null };
};

const EVENTS = `
select e.seq, e.kind, e.on_day as on, e.plan_at, e.at, e.fact,
  case when e.person is not null then jsonb_build_object('person', e.person, 'name', coalesce(p.name, e.person)) end as by
from duban.task_event e left join duban.person p on p.id = e.person
where e.task = $1 and e.seq > $2
  and ($4::text[] is null or not e.fact ? 'assignment' or e.fact ->> 'assignment' is null or e.fact ->> 'assignment' = any($4)
    or e.fact -> 'parts' ?| $4
    or exists (select from jsonb_array_elements_text(e.fact #> '{missing,items}') as i(item) where split_part(i.item, '@', 2) = any($4)))
order by e.seq limit $3`;
