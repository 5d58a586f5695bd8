import { type Assignment, type AssignmentId, roleOf, unitOf } from '#domain/assignment';
import { assignmentOf, type ItemId, nameOf } from '#domain/checklist';
import type { Fact, Missing } from '#domain/event';
import type { Lacking, MissingThing } from '#domain/letter';
import { evidenceFor, missingForClaim, missingForSignOff } from '#domain/missing';
import { findAssignment, findSubtask, type Task } from '#domain/task';
import type { UnitId } from '#domain/unit';
import type { Directory } from './directory.ts';
import type { Matter } from './matters.ts';

/** A line of what is owed names so many; only a letter about what was held names all. */
const MOST_NAMED = 12;

/**
 * What is missing for a line of a letter: all that a claim or a request was held for, or what keeps the part, or the task,
 * from its end as it stands. A line about one part speaks of that part's items only. Null where nothing has to be proved.
 */
export const lackingOf = (fact: Fact, matter: Matter, task: Task, directory: Directory): Lacking | null => {
  const part = matter.assignment === null ? undefined : findAssignment(task, matter.assignment);
  if (part === undefined) return null;
  const of = thingsOf(task, directory);
  if (fact.kind === 'claimHeld') return { things: of(fact.missing), more: 0 };
  if (fact.kind === 'signOffHeld')
    return { things: of(part.unit === task.lead ? fact.missing : onlyOf(part.id, fact.missing)), more: 0 };
  const all = stillMissing(matter, part, task, directory);
  return all === null
    ? null
    : { things: all.slice(0, MOST_NAMED), more: all.length - Math.min(all.length, MOST_NAMED) };
};

const stillMissing = (
  { kind }: Matter,
  part: Assignment,
  task: Task,
  directory: Directory,
): readonly MissingThing[] | null => {
  const of = thingsOf(task, directory);
  if (kind === 'finish') return of(missingForSignOff(task));
  if (kind === 'supply') return of(missingForClaim(task, part));
  if (kind !== 'part' && kind !== 'correct') return null;
  const unconfirmed = part.claim !== null && part.claim.confirmedBy === null;
  return [
    ...of(missingForClaim(task, part)),
    ...(unconfirmed ? [{ of: 'confirmation' as const, unitName: nameIn(directory, part.unit) }] : []),
  ];
};

const onlyOf = (part: AssignmentId, { items }: Missing): Missing => ({
  items: items.filter((item) => assignmentOf(item) === part),
  parts: [],
  subtasks: [],
  unacknowledged: [],
  declined: [],
});

const thingsOf =
  (task: Task, directory: Directory) =>
  ({ items, parts, subtasks, unacknowledged, declined }: Missing): readonly MissingThing[] => {
    const houses = (of: 'part' | 'receipt' | 'ruling', all: readonly AssignmentId[]): readonly MissingThing[] =>
      all.map((one) => ({ of, unitName: nameIn(directory, unitOf(one)), role: roleOf(one) }));
    return [
      ...items.map((item) => itemOf(task, item, directory)),
      ...houses('part', parts),
      ...subtasks.flatMap((id): readonly MissingThing[] => {
        const one = findSubtask(task, id);
        return one === undefined
          ? []
          : [{ of: 'subtask', unitName: nameIn(directory, unitOf(one.holder)), id, title: one.title }];
      }),
      ...houses('receipt', unacknowledged),
      ...houses('ruling', declined),
    ];
  };

const itemOf = (task: Task, item: ItemId, directory: Directory): MissingThing => ({
  of: 'item',
  unitName: nameIn(directory, unitOf(assignmentOf(item))),
  name: nameOf(task.checklist, item).zh,
  state: evidenceFor(task, item)?.stage ?? 'missing',
});

const nameIn = (directory: Directory, unit: UnitId): string => directory.units.get(unit) ?? unit;
