import type { Section } from './sections.ts';

/** A letter in words, before it becomes text or HTML. Nothing in it is escaped. */
export interface Sheet {
  readonly title: string;
  readonly colour: string;
  readonly number: string;
  readonly date: string;
  readonly to: string;
  readonly opening: string;
  readonly sections: readonly Section[];
  readonly closing: readonly string[];
  readonly office: string;
}

/** 一 to 十九: a letter has at most three sections for each kind of obligation. */
export const ordinalZh = (n: number): string => {
  const digits = '一二三四五六七八九十';
  return n <= 10 ? digits.charAt(n - 1) : `十${digits.charAt(n - 11)}`;
};
