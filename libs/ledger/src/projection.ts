import { nextSteps } from '#domain/agenda';
import { obligations } from '#domain/obligations';
import { actBy } from '#domain/open-questions';
import type { Task } from '#domain/task';
import type { Calendar } from '#domain/time/calendar';
import type { Day } from '#domain/time/day';

/** What screens filter by, read from the state, in the columns of the ledger. */
export interface Projection {
  readonly next_at: Date | null;
  readonly owed_by: Day | null;
  readonly act_by: Day;
  readonly assignments: readonly ({ readonly id: string } & object)[];
  readonly owed: readonly ({ readonly key: string } & object)[];
}

export const projectionOf = ({ task }: { readonly task: Task }, calendar: Calendar): Projection => {
  const { at, steps } = nextSteps(task, calendar);
  const owed = obligations(task, calendar).map((one) => {
    const next = steps.get(one.key);
    return {
      key: one.key,
      kind: one.kind,
      unit: one.unit,
      assignment: one.assignment,
      since: one.since,
      by_day: one.by,
      next_on: next?.on ?? null,
      next_rung: next?.rung ?? null,
    };
  });
  return {
    next_at: at === null ? null : new Date(at),
    owed_by: owed.map((one) => one.by_day).sort()[0] ?? null,
    act_by: actBy(task, calendar),
    owed,
    assignments: task.assignments.map((one) => ({
      id: one.id,
      unit: one.unit,
      role: one.role,
      stage: one.stage,
      owner: one.owner,
      issued_on: one.issuedOn,
      acknowledged_on: one.acknowledged?.on ?? null,
    })),
  };
};
