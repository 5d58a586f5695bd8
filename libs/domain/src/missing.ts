import { type Assignment, type AssignmentId, hasAcknowledged, isReleased } from './assignment.ts';
import { assignmentOf, type ItemId, itemId } from './checklist.ts';
import type { Evidence } from './evidence.ts';
import type { Missing } from './event.ts';
import { isOpenSubtask } from './subtask.ts';
import { carriers, leadOf, partsOf, type Task } from './task.ts';

/** The items that an assignment has to prove: one for the whole task from the lead, the others from whoever carries it out. */
export const itemsOf = (task: Task, part: Assignment): readonly ItemId[] => {
  const carries = carriers(task).includes(part);
  const leads = part.id === leadOf(task)?.id;
  return task.checklist.items.flatMap(({ id, scope }) =>
    (scope === 'task' ? leads : carries) ? [itemId(id, part.id)] : [],
  );
};

export const requiredItems = (task: Task): readonly ItemId[] => partsOf(task).flatMap((part) => itemsOf(task, part));

/** The file that stands for an item now. */
export const evidenceFor = (task: Task, item: ItemId): Evidence | undefined =>
  task.evidence.find((one) => one.item === item);

export const findEvidence = (task: Task, n: number): Evidence | undefined => task.evidence.find((one) => one.n === n);

/** For a claim: what is not submitted, or was rejected, and not waived. */
export const notSubmitted = (task: Task, part: Assignment): readonly ItemId[] =>
  itemsOf(task, part).filter((item) => {
    const stage = evidenceFor(task, item)?.stage;
    return (stage === undefined || stage === 'rejected') && !task.waived.includes(item);
  });

/** For accepting and sign-off: what is neither accepted nor waived. */
export const notAccepted = (task: Task, part: Assignment): readonly ItemId[] =>
  itemsOf(task, part).filter((item) => isMissing(task, item));

export const isMissing = (task: Task, item: ItemId): boolean =>
  evidenceFor(task, item)?.stage !== 'accepted' && !task.waived.includes(item);

/** What keeps a part from being claimed. */
export const missingForClaim = (task: Task, part: Assignment): Missing => ({
  ...nothingMissing,
  items: notSubmitted(task, part),
});

/** What keeps a task from being signed off (§5, `requestSignOff`). */
export const missingForSignOff = (task: Task): Missing => {
  const parts = partsOf(task);
  const others = task.assignments.filter((one) => !parts.includes(one) && !isReleased(one));
  const ids = (some: readonly Assignment[]): readonly AssignmentId[] => some.map(({ id }) => id);
  return {
    // What is declined is nobody's to prove.
    items: parts.filter(({ stage }) => stage !== 'declined').flatMap((part) => notAccepted(task, part)),
    parts: ids([
      ...parts.filter(({ stage }) => stage !== 'accepted' && stage !== 'declined'),
      ...others.filter(({ stage, returnedOn }) => stage === 'claimed' || (returnedOn !== null && stage !== 'declined')),
    ]),
    subtasks: task.subtasks.filter(isOpenSubtask).map(({ id }) => id),
    unacknowledged: ids(others.filter((one) => !hasAcknowledged(one) && one.stage !== 'declined')),
    declined: ids(task.assignments.filter(({ stage }) => stage === 'declined')),
  };
};

export const isNothing = (missing: Missing): boolean =>
  Object.values(missing).every((list: readonly unknown[]) => list.length === 0);

/** All parts are done and accepted. */
export const allAccepted = (task: Task): boolean => partsOf(task).every(({ stage }) => stage === 'accepted');

/** The parts whose items are spoken of. */
export const partsWith = (items: readonly ItemId[]): readonly AssignmentId[] => [...new Set(items.map(assignmentOf))];

const nothingMissing: Missing = { items: [], parts: [], subtasks: [], unacknowledged: [], declined: [] };
