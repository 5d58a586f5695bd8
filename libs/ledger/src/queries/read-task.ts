import type { TaskItem } from '#contract/task';
import { yellowUntil } from '#domain/light';
import type { Moment } from '#domain/rules/rule';
import { openStages, type Task } from '#domain/task';
import { readAround, surroundingsOf } from '../context.ts';
import type { Ledger } from '../open-ledger.ts';
import { TASK_COLUMNS } from './list-tasks.ts';
import { planOf, type PlanRecord, readPlan } from './read-plan.ts';

/** A task with its state and what surrounds a decision on it: what `obey` would decide on. */
export interface TaskRecord {
  readonly item: TaskItem;
  readonly state: Task;
  readonly seq: number;
  readonly moment: Moment;
  readonly plan: PlanRecord;
}

/** Reads a task; undefined when there is none of that id. */
export const readTask = async (ledger: Ledger, id: string): Promise<TaskRecord | undefined> => {
  const plan = await readPlan(ledger, planOf(id));
  if (plan === undefined) return undefined;
  const [row] = await ledger.ask<TaskItem & { state: Task; seq: number }>(TASK, [
    id,
    plan.today,
    yellowUntil(plan.calendar, plan.today),
    openStages,
  ]);
  if (row === undefined) return undefined;
  const { state, seq, ...item } = row;
  const around = await readAround(ledger.ask, id);
  if (around === undefined) return undefined;
  const { moment } = await surroundingsOf(ledger, ledger.ask, { task: state, around });
  return { item, state, seq, moment, plan };
};

const TASK = `select ${TASK_COLUMNS}, t.state, t.seq from duban.task t where t.id = $1`;
