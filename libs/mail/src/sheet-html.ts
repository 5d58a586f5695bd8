import type { Group, Line, Section } from './sections.ts';
import { type ContactLine, ordinalZh, type Sheet } from './sheet.ts';

/** A sheet as HTML. Tables and inline styles only: mail programs drop style sheets and know neither flex nor grid. */
export const sheetHtml = (sheet: Sheet): string =>
  `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(sheet.title)}</title>
</head>
<body style="margin:0;padding:0;background:#edf0f3">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#edf0f3"><tr><td align="center" style="padding:16px 8px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:760px;background:#ffffff;border-top:6px solid ${sheet.colour};${FONT}">
<tr><td style="padding:24px 20px 0;text-align:center;font-size:24px;font-weight:bold;letter-spacing:4px;color:${sheet.colour}">${escape(sheet.title)}</td></tr>
<tr><td style="padding:6px 20px 16px;text-align:center;font-size:14px;color:${GREY}">${escape(sheet.number)}</td></tr>
<tr><td style="padding:16px 20px 0;border-top:1px solid #d9dee3;font-weight:bold">${escape(sheet.to)}：</td></tr>
<tr><td style="padding:8px 20px">${sheet.opening.map(paragraph).join('')}</td></tr>
${sheet.sections.map(sectionHtml).join('\n')}
<tr><td style="padding:20px 20px 0">${sheet.closing.map(paragraph).join('')}${contactsHtml(sheet.contacts)}</td></tr>
<tr><td style="padding:12px 20px 20px;text-align:right">${escape(sheet.office)}<br>${escape(sheet.date)}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;

const paragraph = (text: string): string => `<p style="margin:0 0 6px;text-indent:2em">${escape(text)}</p>`;

const FONT =
  "font-family:'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','WenQuanYi Micro Hei',sans-serif;font-size:15px;line-height:1.7;color:#1a202c";
const GREY = '#5f6b7a';
const toneColours: { readonly [T in Group['tone']]: string } = { late: '#c53030', today: '#b7791f', ahead: '#2f6f4f' };

const sectionHtml = ({ title, groups }: Section, index: number): string =>
  `<tr><td style="padding:16px 20px 0;font-size:17px;font-weight:bold">${ordinalZh(index + 1)}、${escape(title)}</td></tr>
${groups.map(groupHtml).join('\n')}`;

const groupHtml = ({ by, lateness, tone, notes, lines }: Group): string =>
  `<tr><td style="padding:10px 20px 0">
<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;font-size:14px;line-height:1.6">
<tr><td style="padding:8px 12px;background:#f5f7f9;border-left:4px solid ${toneColours[tone]}"><b>${escape(by)}</b>（<b style="color:${toneColours[tone]}">${escape(lateness)}</b>），${lines.length}项${notes.map((note) => `<br>${escape(note)}`).join('')}</td></tr>
${lines.map(lineHtml).join('\n')}
</table>
</td></tr>`;

/** One column: beside another one a phone leaves no room for the text. What is touched to open the task is a whole heading. */
const lineHtml = ({ no, heading, text, said, details, who, url }: Line): string =>
  `<tr><td style="padding:8px 12px;border-bottom:1px solid #e3e7eb;word-break:break-word">` +
  `<a href="${escape(url)}" style="color:#1f5fa8"><b>${escape(`${no} ${heading}`)}</b></a> <span style="color:${GREY}">【${escape(who)}】</span>` +
  `${text === heading ? '' : `<br>${escape(text)}`}${said === '' ? '' : `<br><b>${escape(said)}</b>`}` +
  `${details.map((detail) => `<br>· ${escape(detail)}`).join('')}</td></tr>`;

const contactsHtml = (contacts: readonly ContactLine[]): string =>
  contacts.length === 0
    ? ''
    : `<p style="margin:12px 0 0;font-size:14px"><b>联系人</b>${contacts
        .map(
          ({ who, address, about }) =>
            `<br>${escape(who)} <a href="mailto:${escape(encodeURIComponent(address).replace('%40', '@'))}" style="color:#1f5fa8;word-break:break-all">${escape(address)}</a>${about === '' ? '' : `（${escape(about)}）`}`,
        )
        .join('')}</p>`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Texts come from documents and people: none of their characters may become markup, in content or attribute. */
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
