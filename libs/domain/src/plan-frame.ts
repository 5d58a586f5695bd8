/** What stands around the two tables of a plan: their titles, the year of the targets, and the notes, one a line. Texts are verbatim. */
export interface PlanFrame {
  readonly indicatorsTitle: string;
  readonly tasksTitle: string;
  readonly targetYear: string;
  readonly notes: string;
}

/** What of it a revised document changes. */
export interface FrameRevision {
  readonly what: keyof PlanFrame;
  readonly from: string;
  readonly to: string;
}

const parts = ['indicatorsTitle', 'tasksTitle', 'targetYear', 'notes'] as const satisfies readonly (keyof PlanFrame)[];

/** A note may redefine a target, and another year moves them all: no task says so. */
export const frameRevisionOf = (standing: PlanFrame, read: PlanFrame): readonly FrameRevision[] =>
  parts.flatMap((what) => (standing[what] === read[what] ? [] : [{ what, from: standing[what], to: read[what] }]));
