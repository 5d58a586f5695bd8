import type { Calendar } from '#domain/time/calendar';
import type { Ask } from './ask.ts';

/** Writes the calendar in force, when it differs from the one that is there; its version then rises. Says whether it did. */
export const keepCalendar = async (ask: Ask, calendar: Calendar): Promise<boolean> => {
  const days = [
    ...Object.keys(calendar.workDays).map((day) => ({ day, working: true })),
    ...Object.keys(calendar.restDays).map((day) => ({ day, working: false })),
  ];
  const [same] = await ask<{ same: boolean }>(
    `select (select valid_through_year from duban.calendar) is not distinct from $2::int
       and not exists (select day, working from duban.calendar_day except select day, working from jsonb_to_recordset($1) as d(day date, working boolean))
       and not exists (select day, working from jsonb_to_recordset($1) as d(day date, working boolean) except select day, working from duban.calendar_day) as same`,
    [JSON.stringify(days), calendar.validThroughYear],
  );
  if (same?.same === true) return false;
  await ask('delete from duban.calendar_day');
  await ask(
    'insert into duban.calendar_day (day, working) select day, working from jsonb_to_recordset($1) as d(day date, working boolean)',
    [JSON.stringify(days)],
  );
  await ask(
    `insert into duban.calendar (id, version, valid_through_year) values (1, 1, $1)
     on conflict (id) do update set version = calendar.version + 1, valid_through_year = excluded.valid_through_year`,
    [calendar.validThroughYear],
  );
  return true;
};
