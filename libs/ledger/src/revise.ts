import type { PersonId } from '#domain/actor';
import type { TaskDraft } from '#domain/draft';
import { type IndicatorRevision, indicatorRevisionOf, type IndicatorWords } from '#domain/indicator-revision';
import { type FrameRevision, frameRevisionOf, type PlanFrame } from '#domain/plan-frame';
import { revisionOf, type Standing, type TaskRevision } from '#domain/revision';
import type { PlanId } from '#domain/task';
import { planNow } from '#domain/time/plan-clock';
import type { Unit } from '#domain/unit';
import type { Ask } from './ask.ts';
import { canonical } from './canonical.ts';
import { type ClockRow, clockOf, instant } from './context.ts';

/** What another document of a plan would change, as it was recorded. */
export interface Revision {
  readonly tasks: readonly TaskRevision[];
  readonly indicators: readonly IndicatorRevision[];
  readonly frame: readonly FrameRevision[];
  /** Units that the plan does not have yet. */
  readonly units: readonly (Unit & { readonly nameEn: string })[];
}

/** A revision's kind in `admin_event`. */
export const REVISION = 'revision';

/**
 * Compares a document with the plan as it stands and records what it proposes; null when it says the same. The same
 * document on the same state is recorded once. A unit that only the document's pack knows, and no row names, is no change.
 */
export const revise = async (
  ask: Ask,
  plan: {
    readonly id: PlanId;
    readonly tasks: readonly TaskDraft[];
    readonly indicators: readonly (IndicatorWords & { readonly no: number })[];
    readonly units: readonly (Unit & { readonly nameEn: string })[];
    readonly frame: PlanFrame;
  },
  hash: Buffer,
  by: PersonId | null,
): Promise<{ readonly revision: Revision; readonly units: readonly Pick<Unit, 'id' | 'name'>[] } | null> => {
  const standing = await ask<Standing>(STANDING, [plan.id]);
  const indicators = await ask<IndicatorWords & { no: number }>(
    'select no, name, star, target from duban.indicator where plan = $1 order by no',
    [plan.id],
  );
  const units = await ask<Pick<Unit, 'id' | 'name'>>(
    'select id, name from duban.unit where plan = $1 order by position',
    [plan.id],
  );
  const [row] = await ask<{ frame: PlanFrame }>('select frame from duban.plan where id = $1', [plan.id]);
  if (row === undefined) throw new Error(`no plan ${plan.id}`);
  const { frame } = row;
  const known = new Set(units.map(({ id }) => id));
  const revision: Revision = {
    tasks: revisionOf(standing, plan.tasks),
    indicators: indicatorRevisionOf(indicators, plan.indicators),
    frame: frameRevisionOf(frame, plan.frame),
    units: plan.units.filter(({ id }) => !known.has(id)),
  };
  if (revision.tasks.length + revision.indicators.length + revision.frame.length === 0) return null;
  await record(ask, plan.id, hash.toString('hex'), revision, by);
  return { revision, units };
};

const record = async (ask: Ask, plan: PlanId, hash: string, revision: Revision, by: PersonId | null): Promise<void> => {
  const [last] = await ask<{ body: object; times: number }>(
    `select body, (count(*) over ())::int as times from duban.admin_event
     where plan = $1 and kind = $2 and body ->> 'document' = $3 order by id desc limit 1`,
    [plan, REVISION, hash],
  );
  // As the ledger gives it back: what is not there is not there, rather than undefined.
  const body: object = JSON.parse(JSON.stringify({ document: hash, ...revision })) as object;
  if (last !== undefined && canonical(last.body) === canonical(body)) return;
  const [row] = await ask<ClockRow>(
    `select anchor_plan, anchor_real, rate, seen, date_trunc('milliseconds', clock_timestamp()) as now from duban.clock where plan = $1`,
    [plan],
  );
  if (row === undefined) throw new Error(`plan ${plan} has no clock`);
  await ask(
    'insert into duban.admin_event (plan, kind, person, key, body, plan_at, at, done) values ($1, $2, $3, $4, $5, $6, $7, true)',
    [
      plan,
      REVISION,
      by,
      `${hash} ${(last?.times ?? 0) + 1}`,
      JSON.stringify(body),
      new Date(planNow(clockOf(row), instant(row.now))),
      row.now,
    ],
  );
};

const STANDING = `
select e.fact -> 'draft' as draft, t.state, t.section, t.heading, t.text,
  coalesce((select jsonb_agg(jsonb_build_object('question', a.fact -> 'question', 'answer', a.fact -> 'answer') order by a.seq)
    from duban.task_event a where a.task = t.id and a.kind = 'answered'), '[]') as answers
from duban.task t join duban.task_event e on e.task = t.id and e.seq = 1 where t.plan = $1 order by t.no`;
