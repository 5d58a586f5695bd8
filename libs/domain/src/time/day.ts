/** A local date in the plan's zone (+08:00), written `YYYY-MM-DD`; two days compare as their texts do. */
export type Day = string & { readonly __day: never };

/** A moment, in milliseconds since 1970-01-01T00:00Z; plan time and real time are both measured in it. */
export type Instant = number & { readonly __instant: never };

/** A time of day in the plan's zone, `HH:MM`. */
export type TimeOfDay = `${number}:${number}`;

const DAY_MS = 86_400_000;
/** China has kept one zone and no summer time since 1992; no plan is older. */
const ZONE_MS = 8 * 3_600_000;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Reads `YYYY-MM-DD` (years 1900 to 2199, a date that exists); null when the text is none. */
export const parseDay = (text: string): Day | null => {
  const match = SHAPE.exec(text);
  if (match === null) return null;
  const day = fromNumber(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_MS);
  return day === text && text >= '1900-01-01' && text <= '2199-12-31' ? day : null;
};

/** The same for texts written in code; throws a RangeError on anything that is no date. */
export const day = (text: string): Day => {
  const parsed = parseDay(text);
  if (parsed === null) throw new RangeError(`not a date YYYY-MM-DD between 1900 and 2199: "${text}"`);
  return parsed;
};

/** The day `n` calendar days after `from`; before it when `n` is negative. */
export const addDays = (from: Day, n: number): Day => fromNumber(toNumber(from) + n);

/** Calendar days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: Day, b: Day): number => toNumber(b) - toNumber(a);

/** 0 is Sunday, 6 is Saturday. */
export const weekday = (of: Day): number => (((toNumber(of) + 4) % 7) + 7) % 7;

/** The local day on which a moment falls. */
export const dayOf = (at: Instant): Day => fromNumber(Math.floor((at + ZONE_MS) / DAY_MS));

/** The moment of a local time on a day. */
export const instantOf = (on: Day, time: TimeOfDay): Instant => {
  const [hours = '0', minutes = '0'] = time.split(':');
  return (toNumber(on) * DAY_MS - ZONE_MS + (Number(hours) * 60 + Number(minutes)) * 60_000) as Instant;
};

/** The latest of some days. */
export const latest = (first: Day, ...others: readonly (Day | null)[]): Day =>
  others.reduce<Day>((at, one) => (one !== null && one > at ? one : at), first);

/** The earlier of two days. */
export const earliest = (a: Day, b: Day): Day => (a <= b ? a : b);

// Plans are walked day by day, many times over, so both readings of a day are remembered; there are 110,000 days in all.
const numbers = new Map<Day, number>();
const texts = new Map<number, Day>();

// A Day has been parsed or computed, so its text is a date.
const toNumber = (of: Day): number => {
  const known = numbers.get(of);
  if (known !== undefined) return known;
  const number = Math.round(Date.parse(`${of}T00:00:00Z`) / DAY_MS);
  numbers.set(of, number);
  return number;
};

const fromNumber = (n: number): Day => {
  const known = texts.get(n);
  if (known !== undefined) return known;
  // The cast is the one place where days are made.
  const text = new Date(n * DAY_MS).toISOString().slice(0, 10) as Day;
  texts.set(n, text);
  return text;
};
