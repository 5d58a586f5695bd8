import type { Group, Section } from './sections.ts';
import { type ContactLine, ordinalZh, type Sheet } from './sheet.ts';

/** A sheet as plain text. Addresses stand alone on their lines, so that mail programs make links of them. */
export const sheetText = (sheet: Sheet): string =>
  [
    sheet.title,
    sheet.number,
    '',
    `${sheet.to}：`,
    '',
    ...sheet.opening,
    '',
    ...sheet.sections.flatMap(sectionText),
    ...sheet.closing,
    ...(sheet.closing.length === 0 ? [] : ['']),
    ...contactsText(sheet.contacts),
    sheet.office,
    sheet.date,
    '',
  ].join('\n');

const contactsText = (contacts: readonly ContactLine[]): readonly string[] =>
  contacts.length === 0
    ? []
    : [
        '联系人',
        ...contacts.map(({ who, address, about }) => `  ${who} ${address}${about === '' ? '' : `（${about}）`}`),
        '',
      ];

const sectionText = ({ title, groups }: Section, index: number): readonly string[] => [
  `${ordinalZh(index + 1)}、${title}`,
  '',
  ...groups.flatMap(groupText),
];

const groupText = ({ by, lateness, notes, lines }: Group): readonly string[] => [
  `■ ${by}（${lateness}），${lines.length}项`,
  ...notes.map((note) => `  ${note}`),
  '',
  ...lines.flatMap(({ no, heading, text, said, details, who, url }) => [
    `  ${no} ${heading}【${who}】`,
    ...(text === heading ? [] : [`  ${text}`]),
    ...(said === '' ? [] : [`  ${said}`]),
    ...details.map((detail) => `  · ${detail}`),
    `  ${url}`,
    '',
  ]),
];
