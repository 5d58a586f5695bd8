import type { PersonId } from './actor.ts';
import type { AssignmentId } from './assignment.ts';
import { assignmentOf, type ItemId, itemId } from './checklist.ts';
import type { Day } from './time/day.ts';

export const evidenceStages = ['submitted', 'accepted', 'rejected'] as const;
export type EvidenceStage = (typeof evidenceStages)[number];

/** A file for an item. */
export interface File {
  /** Counted within its task. */
  readonly n: number;
  readonly item: ItemId;
  readonly stage: EvidenceStage;
  readonly on: Day;
  /** Who submitted it, and whose upload it was. */
  readonly by: PersonId;
  readonly uploadedBy: PersonId;
}

/** The file that stands for an item now; those it superseded are in the facts. */
export interface Evidence extends File {
  /** The last one of this item that was accepted before it: it stands again when this one is withdrawn. */
  readonly before: Omit<File, 'item' | 'stage'> | null;
  /** The first of those since then that nobody has judged, if it was not this one: a newer file gives the reviewer no more time. */
  readonly waiting: Pick<File, 'n' | 'on'> | null;
}

/** More files are no evidence of one task. */
export const MOST_EVIDENCE = 1_000;

/** A newer file takes the place of the one before it. */
export const superseding = (all: readonly Evidence[], file: File): readonly Evidence[] => {
  const old = all.find(({ item }) => item === file.item);
  const before = old?.stage === 'accepted' ? accepted(old) : (old?.before ?? null);
  return [
    ...all.filter((one) => one !== old),
    { ...file, before, waiting: old === undefined ? null : waitingFor(old) },
  ];
};

/** Without it, what had been accepted before stands again; otherwise nothing does. */
export const withdrawn = (all: readonly Evidence[], n: number): readonly Evidence[] =>
  all.flatMap((one): readonly Evidence[] => {
    if (one.n !== n) return [one];
    return one.before === null
      ? []
      : [{ ...one.before, item: one.item, stage: 'accepted', before: null, waiting: null }];
  });

/** The first file that a reviewer waits with, if this one or what it superseded is still to be judged. */
export const waitingFor = ({ stage, waiting, n, on }: Evidence): Pick<File, 'n' | 'on'> | null =>
  stage === 'submitted' ? (waiting ?? { n, on }) : null;

const accepted = ({ n, on, by, uploadedBy }: Evidence): Evidence['before'] => ({ n, on, by, uploadedBy });

/** Items move with the role: what was submitted, or waived, for a part holds for whoever has it now; with nobody it goes. */
export const itemsMoved = <T extends { readonly evidence: readonly Evidence[]; readonly waived: readonly ItemId[] }>(
  of: T,
  from: AssignmentId,
  to: AssignmentId | null,
): T => {
  const moved = (item: ItemId): readonly ItemId[] => {
    if (assignmentOf(item) !== from) return [item];
    return to === null ? [] : [itemId(item.slice(0, item.indexOf('@')), to)];
  };
  return {
    ...of,
    evidence: of.evidence.flatMap((one) => moved(one.item).map((item) => ({ ...one, item }))),
    waived: of.waived.flatMap(moved),
  };
};
