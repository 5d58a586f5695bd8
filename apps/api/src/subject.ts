import { formNames } from '#contract/names';
import type { LetterContent } from '#domain/letter';

/** A letter's subject, as far as the mail log tells it. */
export const subjectOf = ({ form, number, planTitle }: LetterContent): string =>
  `${formNames[form].zh}${number} ${planTitle}`;
