import type { Page } from '#contract/page';
import type { TaskItem, TaskQuery } from '#contract/task';
import { yellowUntil } from '#domain/light';
import { openStages } from '#domain/task';
import type { UnitId } from '#domain/unit';
import type { Statement } from '../ask.ts';
import type { Ledger } from '../open-ledger.ts';
import type { PlanHead } from './read-plan.ts';

/** The tasks of a plan by number; `units` narrows them to those in which one of these units has a part. */
export const listTasks = async (...asked: Parameters<typeof taskPage>): Promise<Page<TaskItem>> =>
  // The statement makes this text of the columns of a task item.
  JSON.parse(await taskPage(...asked)) as Page<TaskItem>;

/** The same as the JSON it is sent in: the database writes a hundred rows of it in the time they take to be read and written anew here. */
export const taskPage = async (
  ledger: Ledger,
  plan: PlanHead,
  query: TaskQuery,
  units: readonly UnitId[] | null,
): Promise<string> => {
  const rows = await ledger.ask<{ no: number; item: string }>(TASKS, [
    plan.id,
    plan.today,
    yellowUntil(plan.calendar, plan.today),
    openStages,
    query.after,
    query.limit + 1,
    query.stage ?? null,
    query.unit ?? null,
    query.light ?? null,
    query.due ?? null,
    query.q ?? null,
    units,
  ]);
  const items = rows.slice(0, query.limit);
  const next = rows.length > query.limit ? String(items.at(-1)?.no ?? 0) : null;
  return `{"items":[${items.map(({ item }) => item).join(',')}],"next":${JSON.stringify(next)}}`;
};

/** The light is the domain's `light`, with its two days as parameters. */
const LIGHT = `case when t.stage <> all($4::text[]) then 'none' when t.owed_by is null then 'green'
  when t.owed_by < $2::date then 'red' when t.owed_by <= $3::date then 'yellow' else 'green' end`;

/** A row of the ledger table, with $2 today, $3 the last yellow day and $4 the open stages. */
export const TASK_COLUMNS = `t.id, t.plan, t.no, t.section, t.heading, t.text,
  jsonb_build_object('id', t.lead, 'name', (select u.name from duban.unit u where u.plan = t.plan and u.id = t.lead)) as lead,
  t.stage, t.due, t.due_precision as "duePrecision", t.act_by as "actBy", ${LIGHT} as light,
  t.rung, t.star`;

const TASKS: Statement = {
  name: 'tasks',
  sql: `
select item.no, row_to_json(item)::text as item from (select ${TASK_COLUMNS} from duban.task t
where t.plan = $1 and t.no > $5
  and ($7::text is null or t.stage = $7)
  and ($8::text is null or exists (select from duban.assignment a where a.task = t.id and a.unit = $8 and a.stage <> 'released'))
  and ($9::text is null or ${LIGHT} = $9)
  and ($10::int is null or extract(year from t.due) = $10)
  and ($11::text is null or strpos(lower(t.heading || ' ' || t.text), lower($11)) > 0)
  and ($12::text[] is null or exists (select from duban.assignment a where a.task = t.id and a.unit = any($12) and a.stage <> 'released'))
order by t.no limit $6) item order by item.no`,
};
