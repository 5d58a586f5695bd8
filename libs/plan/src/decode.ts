import { PlanError } from './plan-error.ts';

export type Encoding = 'UTF-8' | 'GB18030';

/** A plan and its annexes are some forty kilobytes; what is as large as this is something else. */
export const MOST_BYTES = 20 * 1024 * 1024;
/** Both tables begin with this label: what lacks it was decoded wrongly, or is no plan. */
const LABEL = '序号';
/**
 * Control characters, C1 included; what is invisible or turns the direction of the text; and the mark of a character that
 * was lost in an earlier conversion. A carriage return belongs to a line end only.
 */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- finding them is the purpose
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufffd]|\r(?!\n)/;

/**
 * A document's text: UTF-8, or GB18030 as older office programs write it. Throws a PlanError on any other encoding, on
 * 20 MB and more, and on characters that nobody can see.
 */
export const decode = (document: Uint8Array): { readonly text: string; readonly encoding: Encoding } => {
  if (document.byteLength >= MOST_BYTES)
    throw new PlanError(
      { line: 1, column: 1, cell: null },
      `文件有${document.byteLength}字节，须小于20 MB`,
      `the file has ${document.byteLength} bytes; less than ${MOST_BYTES} (20 MB) are allowed`,
    );
  if (document.byteLength === 0)
    throw new PlanError({ line: 1, column: 1, cell: null }, '文件是空的', 'the file is empty');
  const other = formatOf(document);
  if (other !== null)
    throw new PlanError(
      { line: 1, column: 1, cell: null },
      `这是${other}文件，不是纯文本；请把两张表另存为纯文本，每格一行、以制表符开头，行与行之间空一行`,
      `this is a ${other} file and no plain text: save both tables as text, each cell on a line that begins with a TAB, an empty line between rows`,
    );
  const utf8 = strictly('utf-8', document);
  if (utf8 !== null) return { text: visible(utf8), encoding: 'UTF-8' };
  // Almost any bytes are characters of GB18030, so only a text with the tables' own label is taken for it.
  const gb = strictly('gb18030', document);
  if (gb?.includes(LABEL) === true) return { text: visible(gb), encoding: 'GB18030' };
  throw unreadable(document);
};

/** How the files begin in which plans are passed round. */
const FORMATS: readonly (readonly [begins: readonly number[], name: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'Word/Excel（docx、xlsx）'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'Word/Excel（doc、xls）'],
  [[0x25, 0x50, 0x44, 0x46], 'PDF'],
  [[0x89, 0x50, 0x4e, 0x47], 'PNG'],
  [[0xff, 0xd8, 0xff], 'JPEG'],
];

const formatOf = (document: Uint8Array): string | null =>
  FORMATS.find(([begins]) => begins.every((byte, i) => document[i] === byte))?.[1] ?? null;

const strictly = (encoding: string, document: Uint8Array): string | null => {
  try {
    // GB18030 may begin with a mark as well, which its decoder leaves in.
    return new TextDecoder(encoding, { fatal: true }).decode(document).replace(/^\ufeff/, '');
  } catch {
    return null;
  }
};

const visible = (text: string): string => {
  const at = text.search(INVISIBLE);
  if (at < 0) return text;
  const code = `U+${(text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  throw new PlanError(
    placeAt(text.slice(0, at)),
    `含有控制字符或不可见字符${code}，只允许文字、制表符和换行`,
    `the control or invisible character ${code}; only text, TAB and line ends are allowed`,
  );
};

const unreadable = (document: Uint8Array): PlanError => {
  const [first, second] = document;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return new PlanError(
      { line: 1, column: 1, cell: null },
      '文件是UTF-16编码，应为UTF-8或GB18030',
      'the file is UTF-16; UTF-8 or GB18030 is expected',
    );
  // Read leniently, every byte that is not UTF-8 becomes the replacement character.
  const before = new TextDecoder('utf-8').decode(document).split('\uFFFD', 1)[0] ?? '';
  return new PlanError(
    placeAt(before),
    '文件既不是UTF-8编码，也不是GB18030编码的方案；此处是第一个无法读出的字节',
    'neither UTF-8 nor a plan in GB18030; here is the first byte that is not UTF-8',
  );
};

/** The place just behind a text. */
const placeAt = (before: string): PlanError['place'] => {
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1, cell: null };
};
