import type { Rung } from './tables/ladder.ts';
import type { Day } from './time/day.ts';
import type { UnitId } from './unit.ts';

/** What an obligation's ladder has already done. */
export interface Climb {
  /** Working days ahead of the obligation's day that have been reminded of, or were named as missed. */
  readonly reminded: readonly number[];
  readonly rung: Rung | null;
  /** The plan day on which `rung` was carried out, or proposed. */
  readonly rungOn: Day | null;
  /** Rungs that were proposed and wait for the office, with the day since when. */
  readonly waiting: readonly Waiting[];
  /** The office has held E3 for a day: once per ladder. */
  readonly held: boolean;
  /** When the office was shown that E3 comes next. */
  readonly foretoldOn: Day | null;
  /** A yellow slip that nobody has replied to. */
  readonly slip: Slip | null;
}

export interface Slip {
  readonly on: Day;
  /** Who owes the reply. */
  readonly unit: UnitId;
}

export interface Waiting {
  readonly rung: Rung;
  readonly since: Day;
}

/** The ladder of an obligation that nobody has climbed for yet. */
export const ground: Climb = {
  reminded: [],
  rung: null,
  rungOn: null,
  waiting: [],
  held: false,
  foretoldOn: null,
  slip: null,
};
