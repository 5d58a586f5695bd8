import type { Summary } from '#contract/plan';
import { yellowUntil } from '#domain/light';
import { openStages } from '#domain/task';
import type { Ledger } from '../open-ledger.ts';
import type { PlanRecord } from './read-plan.ts';

type Counts = Pick<Summary, 'stages' | 'lights' | 'assignments' | 'letters' | 'dispatch'>;

/** Counts of a plan, all of one moment. */
export const readSummary = async (ledger: Ledger, plan: PlanRecord): Promise<Summary> => {
  const [counts] = await ledger.ask<Counts>(SUMMARY, [
    plan.id,
    plan.today,
    yellowUntil(plan.calendar, plan.today),
    openStages,
  ]);
  if (counts === undefined) throw new Error('a count without a row');
  return { plan: plan.id, planDay: plan.today, tasks: plan.tasks, ...counts };
};

const counted = (of: string, from: string): string =>
  `(select coalesce(jsonb_object_agg(name, n), '{}') from (select ${of} as name, count(*) as n from ${from} group by 1) counted)`;

/** The light is the domain's `light`, with its two days as parameters. */
const SUMMARY = `
select ${counted('stage', 'duban.task where plan = $1')} as stages,
  ${counted(
    `case when stage <> all($4::text[]) then 'none' when owed_by is null then 'green'
      when owed_by < $2::date then 'red' when owed_by <= $3::date then 'yellow' else 'green' end`,
    'duban.task where plan = $1',
  )} as lights,
  ${counted('stage', 'duban.assignment where plan = $1')} as assignments,
  ${counted('state', 'duban.letter where plan = $1')} as letters,
  (select jsonb_build_object('tasks', jsonb_array_length(d.body -> 'tasks'), 'dispatched',
     (select count(*) from duban.task t where d.body -> 'tasks' ? t.id and t.stage <> 'registered'))
   from duban.admin_event d where d.plan = $1 and d.kind = 'dispatch' order by d.id desc limit 1) as dispatch`;
