import type { Calendar } from '#domain/time/calendar';
import { append } from './append.ts';
import { lockTask, surroundingsOf } from './context.ts';
import { keepCalendar } from './keep-calendar.ts';
import type { Ledger } from './open-ledger.ts';
import { PLAN_NOW } from './queries/read-lateness.ts';

/**
 * Puts a calendar in force, all at once or not at all. When it is a new one, what is read from every living task is read
 * anew, and the plans' workflows let every task know, as after a change of the clock (regulation §8). Needs the owner's
 * rights.
 */
export const renewCalendar = async (ledger: Ledger, calendar: Calendar): Promise<'same' | 'new'> => {
  const plans = await ledger.transact(async (ask) => {
    if (!(await keepCalendar(ask, calendar))) return null;
    const tasks = await ask<{ id: string }>(
      `select id from duban.task where stage not in ('archived', 'terminated', 'dropped') order by id`,
    );
    for (const { id } of tasks) {
      const locked = await lockTask(ledger, ask, id);
      if (locked === undefined) continue;
      const { moment, at } = await surroundingsOf(ledger, ask, locked);
      await append(ledger, ask, locked, [], { planAt: moment.now, at, calendar: moment.calendar });
    }
    return ask<{ plan: string }>(RENEWED);
  });
  for (const { plan } of plans ?? []) ledger.announce(`plan:${plan}`);
  return plans === null ? 'same' : 'new';
};

/** Recorded like a move of the clock: by its hour one sees how long the tasks have not heard of it. */
const RENEWED = `
with renewed as (update duban.clock c set version = version + 1 returning c.*),
 told as (
  insert into duban.admin_event (plan, kind, person, key, body, plan_at, at, done)
  select c.plan, 'calendarSet', null, 'calendar-' || c.version, jsonb_build_object('version', k.version), ${PLAN_NOW}, clock_timestamp(), true
  from renewed c cross join duban.calendar k)
select plan from renewed`;
