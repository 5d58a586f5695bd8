import type { Page } from '#contract/page';
import type { QuestionItem } from '#contract/plan';
import { answeredQuestions, openQuestions } from '#domain/open-questions';
import type { Answer, Question, QuestionId } from '#domain/question';
import type { Task } from '#domain/task';
import type { Day } from '#domain/time/day';
import type { UnitId } from '#domain/unit';
import type { Ledger } from '../open-ledger.ts';
import type { PlanRecord } from './read-plan.ts';

interface Row {
  readonly no: number;
  readonly heading: string;
  readonly state: Task;
  /** By question; asked for with `answered` only. */
  readonly given: Readonly<Record<QuestionId, Signed>> | null;
}

/** The answer in force, with its author. */
interface Signed {
  readonly answer: Answer;
  readonly on: Day;
  readonly by: string;
}

/**
 * What a plan's drafts leave to a person today, by number: the importer's questions and near dates; or, with `answered`,
 * what was answered and may be answered anew. The page counts drafts, so it may hold fewer questions, or none.
 */
export const readQuestions = async (
  ledger: Ledger,
  plan: PlanRecord,
  page: { readonly after: number; readonly limit: number; readonly answered: boolean },
): Promise<Page<QuestionItem>> => {
  const rows = await ledger.ask<Row>(DRAFTS, [plan.id, page.after, page.limit + 1, page.answered]);
  const names = new Map(plan.units.map((unit) => [unit.id, unit.name]));
  const nameOf = (id: UnitId): { id: UnitId; name: string } => ({ id, name: names.get(id) ?? id });
  const drafts = rows.slice(0, page.limit);
  const items = drafts.flatMap(({ no, heading, state, given }) =>
    (page.answered ? answeredQuestions(state) : openQuestions(state, plan.calendar, plan.today)).map(
      ({ id, suggestion, unit, ...rest }: Question): QuestionItem => {
        const answered = given?.[id];
        return {
          task: state.id,
          no,
          heading,
          question: id,
          ...rest,
          suggestion: suggestion && { ...suggestion, units: unitsIn(suggestion.answer).map(nameOf) },
          unit: unit === undefined ? null : nameOf(unit),
          answered: answered === undefined ? null : { ...answered, units: unitsIn(answered.answer).map(nameOf) },
        };
      },
    ),
  );
  return { items, next: rows.length > page.limit ? String(drafts.at(-1)?.no ?? 0) : null };
};

const unitsIn = (answer: Answer): readonly UnitId[] => {
  if (answer.kind === 'units') return answer.units;
  return answer.kind === 'unit' ? [answer.unit] : [];
};

const DRAFTS = `
select t.no, t.heading, t.state,
  case when $4 then (select jsonb_object_agg(e.fact ->> 'question', jsonb_build_object('answer', e.fact -> 'answer', 'on', e.on_day, 'by', coalesce(p.name, e.person)) order by e.seq)
   from duban.task_event e left join duban.person p on p.id = e.person where e.task = t.id and e.kind = 'answered') end as given
from duban.task t where t.plan = $1 and t.stage = 'draft' and t.no > $2 order by t.no limit $3`;
