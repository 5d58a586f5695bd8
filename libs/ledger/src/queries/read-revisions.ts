import { momentText } from '#contract/moments';
import type { Page } from '#contract/page';
import type { RevisionItem, RevisionQuery } from '#contract/revision';
import { dayOf } from '#domain/time/day';
import { instant } from '../context.ts';
import type { Ledger } from '../open-ledger.ts';
import { REVISION, type Revision } from '../revise.ts';
import { revisionView } from '../revision-view.ts';
import type { PlanRecord } from './read-plan.ts';

interface Row {
  readonly id: number;
  readonly body: Revision & { readonly document: string };
  readonly by: string | null;
  readonly plan_at: Date;
  readonly at: Date;
}

/** What other documents of a plan would have changed, newest first. */
export const readRevisions = async (
  ledger: Ledger,
  plan: PlanRecord,
  { after, limit }: RevisionQuery,
): Promise<Page<RevisionItem>> => {
  const rows = await ledger.ask<Row>(REVISIONS, [plan.id, REVISION, after, limit + 1]);
  const items = rows.slice(0, limit).map(({ id, body, by, plan_at: planAt, at }) => ({
    id,
    document: body.document,
    at: momentText(at),
    planDay: dayOf(instant(planAt)),
    by,
    ...revisionView(body, plan.units),
  }));
  return { items, next: rows.length > limit ? String(items.at(-1)?.id ?? 0) : null };
};

const REVISIONS = `
select e.id, e.body, coalesce(p.name, e.person) as by, e.plan_at, e.at
from duban.admin_event e left join duban.person p on p.id = e.person
where e.plan = $1 and e.kind = $2 and ($3 = 0 or e.id < $3) order by e.id desc limit $4`;
