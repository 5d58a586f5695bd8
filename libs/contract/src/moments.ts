/** The plan's zone; China has one and no summer time. */
const ZONE_MS = 8 * 3_600_000;

/** A moment in the plan's zone, to the second: `2020-01-03T08:30:00+08:00`. */
export const momentText = (at: Date | number): string =>
  `${new Date(Number(at) + ZONE_MS).toISOString().slice(0, 19)}+08:00`;
