import type { TaskDraft } from '#domain/draft';
import type { Fact } from '#domain/event';
import { evolve } from '#domain/evolve';
import type { PlanId } from '#domain/task';
import type { Calendar } from '#domain/time/calendar';
import { dayOf, type Instant } from '#domain/time/day';
import { projectionOf } from './projection.ts';
import type { Ask } from './ask.ts';
import { chained, ORIGIN } from './chain.ts';

/** Some 250 kB of JSON in one statement. */
const PAGE = 50;

/** Begins tasks with their first fact, a page in each statement; `told` hears how many are written. */
export const addDrafts = async (
  ask: Ask,
  plan: { readonly id: PlanId; readonly tasks: readonly TaskDraft[]; readonly starTasks: readonly number[] },
  when: { readonly planAt: Instant; readonly at: Instant; readonly calendar: Calendar },
  told: (written: number) => void,
): Promise<void> => {
  const stars = new Set(plan.starTasks);
  const on = dayOf(when.planAt);
  for (let first = 0; first < plan.tasks.length; first += PAGE) {
    const page = plan.tasks.slice(first, first + PAGE).map((draft) => {
      const fact: Fact = { kind: 'drafted', on, draft };
      const head = chained(ORIGIN, { task: draft.id, seq: 1, fact, person: null, planAt: when.planAt, at: when.at });
      const state = evolve(null, fact);
      const { no, section, heading, text } = draft;
      return {
        task: draft.id,
        ...{ no, section, heading, text, fact, state },
        star: stars.has(draft.no),
        stage: state.stage,
        lead: state.lead,
        due: state.due.day,
        due_precision: state.due.precision,
        head: head.toString('hex'),
        ...projectionOf({ task: state }, when.calendar),
      };
    });
    await ask(DRAFTS, [plan.id, JSON.stringify(page), on, new Date(when.planAt), new Date(when.at)]);
    told(first + page.length);
  }
};

const DRAFTS = `
with draft as (
  select * from jsonb_to_recordset($2) as d(task text, no int, section text, heading text, text text, fact jsonb, state jsonb, star boolean,
    stage text, lead text, due date, due_precision text, head text, next_at timestamptz, owed_by date, act_by date, owed jsonb, assignments jsonb)),
 kept as (
  insert into duban.task_event (task, seq, plan, kind, fact, person, on_day, plan_at, at, hash)
  select task, 1, $1, 'drafted', fact, null, $3, $4, $5, decode(head, 'hex') from draft),
 assigned as (
  insert into duban.assignment (task, id, plan, unit, role, stage)
  select d.task, a.id, $1, a.unit, a.role, a.stage
  from draft d, jsonb_to_recordset(d.assignments) as a(id text, unit text, role text, stage text)),
 owed as (
  insert into duban.obligation (task, key, plan, kind, unit, assignment, since, by_day, next_on, next_rung)
  select d.task, o.key, $1, o.kind, o.unit, o.assignment, o.since, o.by_day, o.next_on, o.next_rung
  from draft d, jsonb_to_recordset(d.owed) as o(key text, kind text, unit text, assignment text, since date, by_day date, next_on date, next_rung text))
insert into duban.task (id, plan, no, section, heading, text, star, stage, lead, due, due_precision, act_by, owed_by, state, seq, routed_seq, next_at, head)
select task, $1, no, section, heading, text, star, stage, lead, due, due_precision, act_by, owed_by, state, 1, 0, next_at, decode(head, 'hex') from draft`;
