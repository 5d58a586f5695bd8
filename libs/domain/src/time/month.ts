import { type Day, day } from './day.ts';

/** A month of plan time, written `YYYY-MM`; two months compare as their texts do. */
export type Month = string & { readonly __month: never };

export const monthOf = (on: Day): Month => on.slice(0, 7) as Month;

/** The month `n` months after `from`; before it when `n` is negative. */
export const addMonths = (from: Month, n: number): Month => {
  const [year = 0, month = 1] = from.split('-').map(Number);
  const count = year * 12 + (month - 1) + n;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}` as Month;
};

/** A date in a month; the month must have it. */
export const dayIn = (of: Month, date: number): Day => day(`${of}-${String(date).padStart(2, '0')}`);

/** March, June, September and December. */
export const endsQuarter = (of: Month): boolean => Number(of.slice(5)) % 3 === 0;
