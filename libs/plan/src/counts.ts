import type { TaskDraft } from '#domain/draft';
import type { Role } from '#domain/assignment';
import type { Indicator } from './indicators.ts';

/** What a reading comes to, for a person to hold against the document. */
export interface Counts {
  readonly tasks: number;
  readonly indicators: number;
  /** Compulsory ones, ★. */
  readonly starred: number;
  readonly questions: number;
  /** Questions for which registration waits, and tasks with such a one. */
  readonly blocking: number;
  readonly tasksWaiting: number;
  /** Task × unit × role as the cells stand: a blank cell gives nothing, an open word gives nothing. */
  readonly asWritten: Tally;
  /** The same with what merged rows inherit. */
  readonly withInherited: Tally;
}

export interface Tally extends Readonly<Record<Role, number>> {
  readonly total: number;
  /** By the year in which the task is due. */
  readonly byYear: Readonly<Record<string, number>>;
}

export const countsOf = (tasks: readonly TaskDraft[], indicators: readonly Indicator[]): Counts => {
  const blocking = tasks.map((task) => task.questions.filter(({ blocks }) => blocks).length);
  return {
    tasks: tasks.length,
    indicators: indicators.length,
    starred: indicators.filter(({ star }) => star).length,
    questions: tasks.reduce((sum, { questions }) => sum + questions.length, 0),
    blocking: blocking.reduce((sum, count) => sum + count, 0),
    tasksWaiting: blocking.filter((count) => count > 0).length,
    asWritten: tally(tasks.filter(({ questions }) => questions.every(({ kind }) => kind !== 'inherited'))),
    withInherited: tally(tasks),
  };
};

/** Counts the assignments of some drafts. */
export const tally = (tasks: readonly TaskDraft[]): Tally => {
  let [lead, support, total] = [0, 0, 0];
  const byYear: Record<string, number> = {};
  for (const { units, due } of tasks) {
    const year = due.day.slice(0, 4);
    byYear[year] = (byYear[year] ?? 0) + units.length;
    total += units.length;
    for (const { role } of units) {
      if (role === 'lead') lead += 1;
      else if (role === 'support') support += 1;
    }
  }
  return { lead, support, responsible: total - lead - support, total, byYear };
};
