import type { PlanId } from '#domain/task';
import type { Ledger } from '#ledger/open-ledger';

/** What the checker looks into: the ledger, Temporal's histories, the catcher; never the api, never a log. */
export interface Evidence {
  readonly ledger: Ledger;
  readonly temporal: string;
  readonly mail: string;
  readonly plan: PlanId;
}

/** Counts for the table at the end. */
export type Counts = Readonly<Record<string, number>>;

/** What was found of one promise. */
export interface Found {
  readonly broken: readonly string[];
  readonly counts: Counts;
}
