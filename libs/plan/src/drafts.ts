import type { Role } from '#domain/assignment';
import { type Checklist, noChecklist } from '#domain/checklist';
import { type DraftUnit, type TaskDraft, taskId } from '#domain/draft';
import type { PlanId } from '#domain/task';
import type { Meaning } from './meanings.ts';
import type { Names } from './names.ts';
import type { Checklists, Pack, PackRemark, Suggestion } from './pack.ts';
import { questionsOf } from './questions.ts';
import { remarksOf } from './remarks.ts';
import type { Named } from './unit-expression.ts';

/** Makes the domain's drafts of a plan's rows. An unresolved name gives no unit before it is answered, a blank responsible cell none at all. */
export const drafting = (
  plan: PlanId,
  pack: Pick<Pack, 'seats' | 'suggestions' | 'remarks' | 'checklists'>,
  names: Names,
): ((meaning: Meaning) => TaskDraft) => {
  const suggestions = byTask<Suggestion>(pack.suggestions);
  const remarks = byTask<PackRemark>(pack.remarks);
  const checklistOf = checklistsByTask(pack.checklists);
  return (meaning) => {
    const { row, lead, support, responsible, due } = meaning;
    const units: DraftUnit[] = [];
    add(units, meaning, 'lead', [lead]);
    add(units, meaning, 'support', support.units);
    add(units, meaning, 'responsible', responsible.units);
    return {
      id: taskId(plan, row.no),
      plan,
      no: row.no,
      seats: pack.seats,
      section: row.section,
      heading: row.heading,
      text: row.text,
      lead: lead.unit,
      units,
      supportOpen: support.open,
      due,
      checklist: checklistOf(row.no),
      questions: questionsOf(meaning, units, names, suggestions.get(row.no) ?? []),
      remarks: remarksOf(meaning, names, remarks.get(row.no) ?? []),
    };
  };
};

/** Units of one group have their origin in common. */
const add = (units: DraftUnit[], { from: { cells } }: Meaning, role: Role, all: readonly Named[]): void => {
  const { line } = cells[role];
  let from = { line, spelling: '' };
  for (const { unit, spelling } of all) {
    if (from.spelling !== spelling) from = { line, spelling };
    units.push({ role, unit, from });
  }
};

/** What a row's type has to prove; nothing where the pack has no type for it. */
const checklistsByTask = ({ types, tasks }: Checklists): ((no: number) => Checklist) => {
  const byType = new Map(
    types.map(({ id, items }) => [
      id,
      { type: id, items: items.map(({ id: item, zh, en, scope }) => ({ id: item, zh, en, scope })) },
    ]),
  );
  return (no) => byType.get(tasks[no] ?? '') ?? noChecklist;
};

const byTask = <T extends { readonly task: number }>(all: readonly T[]): ReadonlyMap<number, readonly T[]> => {
  const tasks = new Map<number, T[]>();
  for (const one of all) {
    const known = tasks.get(one.task);
    if (known === undefined) tasks.set(one.task, [one]);
    else known.push(one);
  }
  return tasks;
};
