import type { Address, CaughtLetter } from './letter-box.ts';

/** The list, newest first. */
export const listPage = (letters: readonly CaughtLetter[], count: number): string =>
  page(
    `信件 Letters (${count})`,
    letters.length === 0
      ? '<p>还没有信件。 No letters yet.</p>'
      : `<table><thead><tr><th>时间 When</th><th>收件人 To</th><th>主题 Subject</th></tr></thead><tbody>${letters.map(row).join('')}</tbody></table>${
          letters.length < count ? `<p>${letters.length} / ${count}; <a href="/?limit=${count}">全部 all</a></p>` : ''
        }`,
  );

const row = (letter: CaughtLetter): string =>
  `<tr><td>${time(letter)}</td><td>${names(letter.to)}</td><td><a href="/letters/${letter.id}">${text(letter.subject)}</a></td></tr>`;

/** One letter. Its HTML stands in a frame without rights: what a letter holds is never run. */
export const letterPage = (letter: CaughtLetter): string =>
  page(
    text(letter.subject),
    `<p><a href="/">← 信件 Letters</a></p>
<dl><dt>发件人 From</dt><dd>${names(letter.from)}</dd><dt>收件人 To</dt><dd>${names(letter.to)}</dd>
<dt>时间 When</dt><dd>${time(letter)}</dd><dt>Message-ID</dt><dd>${text(letter.messageId)}</dd></dl>
${letter.html === null ? '' : `<iframe title="HTML" sandbox="allow-popups" srcdoc="${text(letter.html)}"></iframe>`}
<pre>${text(letter.text)}</pre>`,
  );

const page = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>
body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:1.5rem auto;padding:0 1rem;color:#222}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}
td:first-child{white-space:nowrap}iframe{width:100%;height:32rem;border:1px solid #ccc}
pre{white-space:pre-wrap;background:#f6f6f6;padding:1rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:#666}dd{margin:0}
</style></head><body><h1>${title}</h1>${body}</body></html>
`;

const names = (addresses: readonly Address[]): string =>
  addresses.map(({ name, address }) => text(name === '' ? address : `${name} <${address}>`)).join(', ');

const time = ({ caughtAt }: CaughtLetter): string => caughtAt.slice(0, 19).replace('T', ' ');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const text = (raw: string): string => raw.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
