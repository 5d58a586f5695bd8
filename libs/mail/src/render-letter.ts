import type { Contact, LetterContent } from '#domain/letter';
import { chairSections, standInZh } from './chairs.ts';
import { sectionsOf } from './sections.ts';
import type { ContactLine, Sheet } from './sheet.ts';
import { sheetHtml } from './sheet-html.ts';
import { sheetText } from './sheet-text.ts';
import { subjectOf } from './subject.ts';
import { numberOf, wordings } from './wording.ts';
import { addresseeZh, dayZh, houseZh, plain } from './words.ts';

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
    number: plain(numberOf(letter)),
    date: dayZh(letter.planDay),
    to: addresseeZh(letter.to),
    opening: [`${standInZh(letter)}${opening(letter, titled(plain(letter.planTitle)))}`, ...copied(letter)],
    sections: [...sectionsOf(letter, pageUrl), ...chairSections(letter, pageUrl)],
    closing: closing(letter),
    contacts: letter.contacts.map(contactOf),
    office,
  };
};

/** What other houses owe is told the reader as a copy; a digest and the red slip are for readers who do not act themselves. */
const copied = ({ form, to, items, standsIn = [] }: LetterContent): readonly string[] => {
  if (form === 'digest' || form === 'red-slip') return [];
  const elsewhere = items.filter((item) => item.about !== null && item.unitName !== to.unitName);
  // What its own house cannot receive is nobody's copy.
  const others = elsewhere.filter(({ unitName }) => standsIn.every((chair) => chair.unitName !== unitName));
  const passOn = others.length < elsewhere.length ? ['代收的事项请转告有关单位，并督促办理。'] : [];
  if (others.length === 0) return passOn;
  const house = houseZh(to.kind);
  return [
    ...passOn,
    `${others.length === items.length ? '本件' : '其中其他单位的事项'}抄送${house}知悉，请予${form === 'consultation' ? '协调' : '督促'}。`,
  ];
};

/** A letter about all of a plan is not asked about number by number. */
const MOST_NUMBERS = 12;

const contactOf = (contact: Contact): ContactLine => {
  const { nos } = contact;
  const named = `第${nos.slice(0, MOST_NUMBERS).join('、')}项`;
  return {
    who: addresseeZh(contact),
    address: plain(contact.address),
    about: nos.length === 0 ? '' : nos.length > MOST_NUMBERS ? `${named}等${nos.length}项` : named,
  };
};

const titled = (plan: string): string => (plan.startsWith('《') ? plan : `《${plan}》`);
