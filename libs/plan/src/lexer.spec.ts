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

test('bytes that are not UTF-8 are refused with the place of the first', () => {
  const [good, bad] = [new TextEncoder().encode('附表1\n\t重'), [0xd6, 0xd8]];
  expect(wrong(Uint8Array.from([...good, ...bad])).place).toEqual({ line: 2, column: 3, cell: null });
});

test('UTF-16, read as bytes, is refused', () => {
  expect(wrong(Uint8Array.from(Buffer.from('\t1\n', 'utf16le'))).en).toContain('control character');
});

test('line ends of Windows and a byte order mark make no difference', () => {
  expect(lexed('\uFEFF\t1\r\n\r\n\t2\r\n').rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
    ['1'],
    ['2'],
  ]);
});
