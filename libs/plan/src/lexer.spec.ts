import iconv from 'iconv-lite';
import { lex } from './lexer.ts';
import { PlanError } from './plan-error.ts';

const lexed = (text: string) => lex(new TextEncoder().encode(text));
const wrong = (document: string | Uint8Array): PlanError => {
  try {
    lex(typeof document === 'string' ? new TextEncoder().encode(document) : document);
  } catch (cause) {
    if (cause instanceof PlanError) return cause;
    throw cause;
  }
  throw new Error('it was read');
};

test('one TAB is one cell, an empty line ends the row, and a line of one TAB is an empty cell', () => {
  const { rows } = lexed('\t1\n\t\n\t甲\n\n\n\t2\n');
  expect(rows.map(({ line, cells }) => [line, cells.map(({ text }) => text)])).toEqual([
    [1, ['1', '', '甲']],
    [6, ['2']],
  ]);
});

test('a row at the very end needs no empty line and no newline', () => {
  expect(lexed('\t1\n\t2').rows).toHaveLength(1);
});

test('a line without TAB goes on with the last cell of an open row, and is text when none is open', () => {
  const { rows, texts } = lexed('附表1   \n\t固体废物\n源头减量\n\n注：\n');
  expect(rows[0]?.cells).toEqual([{ text: '固体废物源头减量', trimmed: false, continued: 1, line: 2, column: 2 }]);
  expect(texts).toEqual([
    { line: 1, text: '附表1' },
    { line: 5, text: '注：' },
  ]);
});

test('a line of white space alone is neither cell nor end of a row, and is noted', () => {
  const { rows, texts, strays } = lexed('  \n\t1\n \n\t2\n ');
  expect(rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([['1', '2']]);
  expect(texts).toEqual([]);
  expect(strays).toEqual([1, 3, 5]);
});

test('white space around a value is taken off, and said; the column is where the value begins', () => {
  expect(lexed('\t  市经济信息委  ').rows[0]?.cells[0]).toMatchObject({
    text: '市经济信息委',
    trimmed: true,
    column: 4,
  });
});

test('a TAB inside a line is refused: it would be a cell more', () => {
  expect(wrong('\t1\n\t甲\t乙\n').place).toEqual({ line: 2, column: 3, cell: null });
});

/** GB18030 of this text; Node decodes it and does not encode it. */
const gb18030 = {
  '\t序号\n\t重庆': [0x09, 0xd0, 0xf2, 0xba, 0xc5, 0x0a, 0x09, 0xd6, 0xd8, 0xc7, 0xec],
  '\t重庆': [0x09, 0xd6, 0xd8, 0xc7, 0xec],
};

test('GB18030 is read, and said', () => {
  const { encoding, rows } = lex(Uint8Array.from(gb18030['\t序号\n\t重庆']));
  expect(encoding).toBe('GB18030');
  expect(rows[0]?.cells.map(({ text }) => text)).toEqual(['序号', '重庆']);
  expect(lexed('\t重庆').encoding).toBe('UTF-8');
});

test('bytes that may be GB18030 but show no label of the tables are refused with the place of the first', () => {
  expect(wrong(Uint8Array.from(gb18030['\t重庆']))).toMatchObject({
    place: { line: 1, column: 2, cell: null },
    en: expect.stringContaining('neither UTF-8 nor') as unknown,
  });
});

test('bytes that are neither are refused with the place of the first', () => {
  const [good, bad] = [new TextEncoder().encode('附表1\n\t序号\n\t重'), [0xff, 0xff]];
  expect(wrong(Uint8Array.from([...good, ...bad])).place).toEqual({ line: 3, column: 3, cell: null });
});

test('UTF-16 is refused, with and without its mark', () => {
  expect(wrong(Uint8Array.from([0xff, 0xfe, ...Buffer.from('\t重\n', 'utf16le')])).en).toContain('UTF-16');
  expect(wrong(Uint8Array.from(Buffer.from('\t1\n', 'utf16le'))).en).toContain('U+0000');
});

test.each([
  ['a bell', '\u0007'],
  ['a form feed', '\f'],
  ['a lone carriage return', '\r'],
  ['a space of no width', '\u200b'],
  ['a turn of the direction', '\u202e'],
  ['a line separator', '\u2028'],
  ['what an earlier conversion lost', '\ufffd'],
])('%s is refused by name and place', (_what, character) => {
  const error = wrong(`\t1\n\t市${character}水务局\n`);
  expect(error.place).toEqual({ line: 2, column: 3, cell: null });
  expect(error.zh).toContain(`U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
});

test('20 MB and more, and lines, cells and texts without end are refused', () => {
  const MB20 = 20 * 1024 * 1024;
  expect(wrong(new Uint8Array(MB20).fill(9)).en).toContain('20 MB');
  // One byte less is looked at.
  expect(wrong(new Uint8Array(MB20 - 1).fill(9)).en).toContain('a TAB may only begin a line');
  expect(wrong('\n'.repeat(MB20 - 1)).en).toContain('100000 lines');
  expect(wrong('\t\n'.repeat(MB20 / 2 - 1)).en).toContain('100000 lines');
  expect(wrong('\t\n'.repeat(51))).toMatchObject({
    place: { line: 51 },
    en: expect.stringContaining('50 cells') as unknown,
  });
  expect(wrong(`\t${'字'.repeat(2_001)}`).en).toContain('2000 characters');
  expect(wrong(`\t1\n${'续'.repeat(1_200)}\n${'续'.repeat(1_200)}`)).toMatchObject({
    place: { line: 3 },
    en: expect.stringContaining('2000 characters') as unknown,
  });
});

test('a TAB inside any line is refused with its column: in a cell, in what continues it, in a title', () => {
  for (const [text, line, column] of [
    ['\t1\t2\n', 1, 3],
    ['\t1\n续\t行\n', 2, 2],
    ['标\t题\n', 1, 2],
  ] as const)
    expect(wrong(text)).toMatchObject({ place: { line, column }, en: expect.stringContaining('a TAB') as unknown });
  expect(lexed('\t1\n \t \n').strays).toEqual([2]);
});

test.each([
  ['docx, xlsx', [0x50, 0x4b, 0x03, 0x04]],
  ['doc, xls', [0xd0, 0xcf, 0x11, 0xe0]],
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
])('a %s file is called by its name, with what to do', (_name, begins) => {
  expect(wrong(Uint8Array.from([...begins, 1, 2, 3])).zh).toMatch(/^这是.+文件，不是纯文本；请.+另存为纯文本/);
});

test('an empty file is said to be one', () => {
  expect(wrong('').zh).toBe('文件是空的');
});

test('GB18030 may begin with a mark as UTF-8 may', () => {
  const marked = iconv.encode('\uFEFF\t序号\n', 'gb18030');
  expect(lex(marked)).toMatchObject({ encoding: 'GB18030', rows: [{ cells: [{ text: '序号' }] }] });
});

test('line ends of Windows and a byte order mark make no difference', () => {
  expect(lexed('\uFEFF\t1\r\n\r\n\t2\n').rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
    ['1'],
    ['2'],
  ]);
});
