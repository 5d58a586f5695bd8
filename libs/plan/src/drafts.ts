import { type TaskDraft, taskId } from '#domain/draft';
import type { PlanId } from '#domain/task';
import type { Meaning } from './meanings.ts';
import type { Names } from './names.ts';
import type { Pack } from './pack.ts';
import { questionsOf } from './questions.ts';
import { remarksOf } from './remarks.ts';

/** The domain's draft of a row. An unresolved name gives no unit before it is answered, a blank responsible cell none at all. */
export const draftOf = (meaning: Meaning, pack: Pack, names: Names): TaskDraft => {
  const { row, lead, support, responsible, due } = meaning;
  // The pack's slug is the plan's id.
  const plan = pack.slug as PlanId;
  return {
    id: taskId(plan, row.no),
    plan,
    no: row.no,
    seats: pack.seats,
    section: row.section,
    heading: row.heading,
    text: row.text,
    lead: lead.unit,
    units: [
      { role: 'lead', unit: lead.unit },
      ...support.units.map(({ unit }) => ({ role: 'support' as const, unit })),
      ...responsible.units.map(({ unit }) => ({ role: 'responsible' as const, unit })),
    ],
    supportOpen: support.open,
    due,
    questions: questionsOf(meaning, pack.suggestions),
    remarks: remarksOf(meaning, names, pack.remarks),
  };
};
