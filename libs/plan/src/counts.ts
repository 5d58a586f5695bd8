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
  readonly tasksWithQuestions: number;
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

export const countsOf = (tasks: readonly TaskDraft[], indicators: readonly Indicator[]): Counts => ({
  tasks: tasks.length,
  indicators: indicators.length,
  starred: indicators.filter(({ star }) => star).length,
  questions: tasks.reduce((sum, { questions }) => sum + questions.length, 0),
  tasksWithQuestions: tasks.filter(({ questions }) => questions.length > 0).length,
  asWritten: tally(tasks.filter(({ questions }) => questions.every(({ kind }) => kind !== 'inherited'))),
  withInherited: tally(tasks),
});

/** Counts the assignments of some drafts. */
export const tally = (tasks: readonly TaskDraft[]): Tally => {
  const all = tasks.flatMap(({ units, due }) => units.map(({ role }) => ({ role, year: due.day.slice(0, 4) })));
  const of = (role: Role): number => all.filter((one) => one.role === role).length;
  const byYear: Record<string, number> = {};
  for (const { year } of all) byYear[year] = (byYear[year] ?? 0) + 1;
  return { lead: of('lead'), support: of('support'), responsible: of('responsible'), total: all.length, byYear };
};
