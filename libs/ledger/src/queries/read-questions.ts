import type { Page } from '#contract/page';
import type { QuestionItem } from '#contract/plan';
import { openQuestions } from '#domain/open-questions';
import type { Question } from '#domain/question';
import type { Task } from '#domain/task';
import type { Ledger } from '../open-ledger.ts';
import type { PlanRecord } from './read-plan.ts';

/** What stands between a plan's drafts and their registration today, by number: the importer's questions and near dates. */
export const readQuestions = async (
  ledger: Ledger,
  plan: PlanRecord,
  page: { readonly after: number; readonly limit: number },
): Promise<Page<QuestionItem>> => {
  const rows = await ledger.ask<{ no: number; heading: string; state: Task }>(DRAFTS, [
    plan.id,
    page.after,
    page.limit + 1,
  ]);
  const names = new Map(plan.units.map((unit) => [unit.id, unit.name]));
  const drafts = rows.slice(0, page.limit);
  const items = drafts.flatMap(({ no, heading, state }) =>
    openQuestions(state, plan.calendar, plan.today).map(({ id, suggestion, ...rest }: Question) => ({
      task: state.id,
      no,
      heading,
      question: id,
      ...rest,
      suggestion: suggestion && {
        units: suggestion.units.map((unit) => ({ id: unit, name: names.get(unit) ?? unit })),
        reason: suggestion.reason,
      },
    })),
  );
  return { items, next: rows.length > page.limit ? String(drafts.at(-1)?.no ?? 0) : null };
};

const DRAFTS = `select no, heading, state from duban.task where plan = $1 and stage = 'draft' and no > $2 order by no limit $3`;
