import type { Group, Section } from './sections.ts';
import { ordinalZh, type Sheet } from './sheet.ts';

/** A sheet as plain text. Addresses stand alone on their lines, so that mail programs make links of them. */
export const sheetText = (sheet: Sheet): string =>
  [
    `${sheet.title} ${sheet.number}`,
    '',
    `${sheet.to}：`,
    '',
    sheet.opening,
    '',
    ...sheet.sections.flatMap(sectionText),
    ...sheet.closing,
    '',
    sheet.office,
    sheet.date,
    '',
  ].join('\n');

const sectionText = ({ title, groups }: Section, index: number): readonly string[] => [
  `${ordinalZh(index + 1)}、${title}`,
  '',
  ...groups.flatMap(groupText),
];

const groupText = ({ by, lateness, next, lines }: Group): readonly string[] => [
  `■ ${by}（${lateness}），${lines.length}项`,
  ...(next === '' ? [] : [`  ${next}`]),
  '',
  ...lines.flatMap(({ no, heading, text, said, who, url }) => [
    `  ${no} ${heading}【${who}】`,
    ...(text === heading ? [] : [`  ${text}`]),
    ...(said === '' ? [] : [`  ${said}`]),
    `  ${url}`,
    '',
  ]),
];
