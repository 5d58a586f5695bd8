import type { Calendar } from '#domain/time/calendar';
import type { Day } from '#domain/time/day';
import type { Ask } from './ask.ts';

/** Keeps the calendar in force: a few hundred days that change once a year are read once per version. */
export class CalendarKeeper {
  #kept: { readonly version: number; readonly calendar: Calendar } | null = null;

  async of(version: number, ask: Ask): Promise<Calendar> {
    if (this.#kept?.version !== version) this.#kept = { version, calendar: await readCalendar(ask) };
    return this.#kept.calendar;
  }
}

const readCalendar = async (ask: Ask): Promise<Calendar> => {
  const [meta] = await ask<{ valid_through_year: number }>('select valid_through_year from duban.calendar');
  if (meta === undefined) throw new Error('the ledger has no calendar');
  const days = await ask<{ day: Day; working: boolean }>('select day, working from duban.calendar_day');
  const those = (working: boolean): Calendar['workDays'] =>
    Object.fromEntries(days.filter((one) => one.working === working).map((one) => [one.day, true as const]));
  return { workDays: those(true), restDays: those(false), validThroughYear: meta.valid_through_year };
};
