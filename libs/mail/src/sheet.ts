import type { Section } from './sections.ts';

/** A letter in words, before it becomes text or HTML. Nothing in it is escaped. */
export interface Sheet {
  readonly title: string;
  readonly colour: string;
  readonly number: string;
  readonly date: string;
  readonly to: string;
  readonly opening: readonly string[];
  readonly sections: readonly Section[];
  readonly closing: readonly string[];
  readonly contacts: readonly ContactLine[];
  readonly office: string;
}

/** Whom to ask, and about which tasks; empty: about all. */
export interface ContactLine {
  readonly who: string;
  readonly address: string;
  readonly about: string;
}

/** 一 to 九十九: a letter has at most three sections for each kind of obligation. */
export const ordinalZh = (n: number): string => {
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens > 1 ? digitZh(tens) : ''}${tens > 0 ? '十' : ''}${digitZh(ones)}`;
};

const digitZh = (n: number): string => ' 一二三四五六七八九'.charAt(n).trim();
