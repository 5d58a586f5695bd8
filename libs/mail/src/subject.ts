import type { LetterContent } from '#domain/letter';
import type { Form } from '#domain/tables/ladder';
import { counted, numberOf, wordings } from './wording.ts';
import { dayZh, plain } from './words.ts';

/** The subject line of a letter: its form, which one it is, and how much it asks for. */
export const subjectOf = (letter: LetterContent): string =>
  plain(`【${wordings[letter.form].title}】${subjects[letter.form](letter)}`);

const numbered = (letter: LetterContent): string => {
  const days = Math.max(0, ...letter.items.map((item) => item.lateDays));
  return `${told(letter)}${days === 0 ? '' : `，最长逾期${days}个工作日`}`;
};

const told = (letter: LetterContent): string => `${numberOf(letter)} ${letter.items.length}项`;

const subjects: { readonly [F in Form]: (letter: LetterContent) => string } = {
  issued: (letter) => `${numberOf(letter)} ${letter.items.length}项${firstDay(letter)}`,
  digest: (letter) => `${dayZh(letter.planDay)} ${counted(letter)}`,
  'blue-slip': numbered,
  'yellow-slip': numbered,
  consultation: numbered,
  'supervision-letter': numbered,
  'red-slip': numbered,
  declined: told,
  decided: told,
  note: told,
  subtask: told,
  held: told,
  returned: told,
  accepted: told,
  'signed-off': told,
  undelivered: (letter) => `${numberOf(letter)} ${letter.chairs?.length ?? 0}个岗位`,
};

const firstDay = ({ items }: LetterContent): string => {
  const [first] = items.flatMap((item) => item.by ?? []).sort();
  return first === undefined ? '' : `，${dayZh(first)}起到期`;
};
