import type { AssignmentId } from './assignment.ts';
import type { Day } from './time/day.ts';

/** `s1`, `s2` …: counted within its task. */
export type SubtaskId = string & { readonly __subtask: never };

/** `open` until its holder has finished it; a return opens it again. */
export const subtaskStages = ['open', 'finished', 'withdrawn'] as const;
export type SubtaskStage = (typeof subtaskStages)[number];

/** A piece of a task: from the lead to a unit of the task, or from a unit to its own people. */
export interface Subtask {
  readonly id: SubtaskId;
  readonly title: string;
  /** The part out of which it was given, and the part whose unit holds it. */
  readonly giver: AssignmentId;
  readonly holder: AssignmentId;
  /** Whom the holder names for it; null: nobody in particular. */
  readonly person: string | null;
  readonly due: Day;
  readonly stage: SubtaskStage;
  /** When it was last given, and how often: the version in the keys of what is owed for it. */
  readonly since: Day;
  readonly issue: number;
}

/** More are no division of one task. */
export const MOST_SUBTASKS = 100;

export const subtaskId = (n: number): SubtaskId => `s${String(n)}` as SubtaskId;

/** Whether a unit holds or gives it still. */
export const isOpenSubtask = ({ stage }: Pick<Subtask, 'stage'>): boolean => stage === 'open';

/** Given again on a day: what is owed for it begins anew. */
export const again = (one: Subtask, on: Day): Subtask =>
  isOpenSubtask(one) ? { ...one, since: on, issue: one.issue + 1 } : one;

/** A part in other hands, or in the same ones once more: what was given out of it or to it moves along. */
export const movedTo = (
  subtasks: readonly Subtask[],
  from: AssignmentId,
  to: AssignmentId,
  on: Day,
): readonly Subtask[] =>
  subtasks.map((one) => {
    const moved = { ...one, giver: one.giver === from ? to : one.giver };
    return one.holder === from ? again({ ...moved, holder: to }, on) : moved;
  });

/** A part that nobody has any more takes its open subtasks with it. */
export const withoutPart = (subtasks: readonly Subtask[], part: AssignmentId): readonly Subtask[] =>
  subtasks.map((one) =>
    isOpenSubtask(one) && (one.holder === part || one.giver === part) ? { ...one, stage: 'withdrawn' } : one,
  );
