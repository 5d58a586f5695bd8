import type { LetterContent } from '#domain/letter';
import { chairSections, standInZh } from './chairs.ts';
import { sectionsOf } from './sections.ts';
import type { Sheet } from './sheet.ts';
import { sheetHtml } from './sheet-html.ts';
import { sheetText } from './sheet-text.ts';
import { subjectOf } from './subject.ts';
import { wordings } from './wording.ts';
import { addresseeZh, dayZh, plain } from './words.ts';

export interface RenderedLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Draws a letter. Text and HTML are two drawings of one sheet, so they cannot tell different things. */
export const renderLetter = (letter: LetterContent, { pageUrl }: { readonly pageUrl: string }): RenderedLetter => {
  const sheet = sheetOf(letter, pageUrl);
  return { subject: subjectOf(letter), text: sheetText(sheet), html: sheetHtml(sheet) };
};

const sheetOf = (letter: LetterContent, pageUrl: string): Sheet => {
  const { title, colour, opening, closing } = wordings[letter.form];
  const office = plain(letter.office.name);
  return {
    title,
    colour,
    number: plain(letter.number),
    date: dayZh(letter.planDay),
    to: addresseeZh(letter.to),
    opening: `${standInZh(letter)}${opening(letter, titled(plain(letter.planTitle)))}`,
    sections: [...sectionsOf(letter, pageUrl), ...chairSections(letter, pageUrl)],
    closing: [...copied(letter), ...closing, `如有疑问，请联系${office}。`],
    office,
  };
};

/** What other houses owe is told the reader as a copy; a digest and the red slip are for readers who do not act themselves. */
const copied = ({ form, to, items }: LetterContent): readonly string[] =>
  form !== 'digest' && form !== 'red-slip' && items.some((item) => item.about !== null && item.unitName !== to.unitName)
    ? ['其他单位的事项抄送知悉，请予督促。']
    : [];

const titled = (plan: string): string => (plan.startsWith('《') ? plan : `《${plan}》`);
