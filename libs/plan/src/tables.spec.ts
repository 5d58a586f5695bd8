import { lex } from './lexer.ts';
import { PlanError } from './plan-error.ts';
import { readTables, type Tables } from './tables.ts';

const cells = (...texts: readonly string[]): string => texts.map((text) => `\t${text}\n`).join('') + '\n';
const indicator = (no: number, level1: string, level2: string): string =>
  cells(`${no}`, level1, level2, `名${no}★`, '1个');
const task = (no: number, heading: string): string => cells(`${no}`, heading, `做${no}`, '甲局', '', '', '2020年');
const top = '附表1\n指标\n' + cells('序号', '一级指标', '二级指标', '三级指标', '2020年目标');
const middle =
  '注：\n（1）★表示必选指标；\n\n附表2\n任务\n' +
  cells('序号', '试点任务', '牵头单位', '配合单位', '责任单位', '完成时限');
const small = top + indicator(1, '一', '二') + middle + cells('一、规划') + task(1, '标题');

const read = (text: string): Tables => readTables(lex(new TextEncoder().encode(text)));
const wrong = (text: string): PlanError => {
  try {
    read(text);
  } catch (cause) {
    if (cause instanceof PlanError) return cause;
    throw cause;
  }
  throw new Error('it was read');
};

test('rows are recognised by their number of cells', () => {
  const tables = read(small);
  expect(tables.titles).toEqual({ indicators: '指标', tasks: '任务' });
  expect(tables.notes).toEqual([{ no: 1, line: 16, text: '★表示必选指标；' }]);
  expect(tables.sections).toEqual(['一、规划']);
  expect(tables.indicators).toMatchObject([{ no: 1, level1: '一', level2: '二', name: '名1', star: true }]);
  expect(tables.tasks).toMatchObject([{ no: 1, section: '一、规划', heading: '标题', text: '做1' }]);
});

test('the targets are for the year of their header, whichever it is', () => {
  expect(read(small.replace('2020年目标', '2025年目标')).targetYear).toBe(2025);
  expect(wrong(small.replace('2020年目标', '目标')).zh).toBe('表头为“目标”，应为“2020年目标”（年份可以不同）');
});

test('a blank heading repeats the one above; the same one written out is a page break', () => {
  const tables = read(small + task(2, '') + task(3, '标题') + task(4, '另一'));
  expect(tables.tasks.map(({ heading, headingRepeated }) => [heading, headingRepeated])).toEqual([
    ['标题', false],
    ['标题', false],
    ['标题', true],
    ['另一', false],
  ]);
});

test('no heading is carried over a section row', () => {
  expect(wrong(small + cells('二、工业') + task(2, ''))).toMatchObject({
    en: 'no heading, and none above it in its section',
    place: { cell: '试点任务（小标题）' },
  });
});

test('blank levels repeat those above', () => {
  const text = small.replace(middle, indicator(2, '', '') + indicator(3, '', '三') + middle);
  expect(read(text).indicators.map(({ level1, level2 }) => level1 + level2)).toEqual(['一二', '一二', '一三']);
});

test('a new first level carries no second one down', () => {
  expect(wrong(small.replace(middle, indicator(2, '三', '') + middle)).place.cell).toBe('二级指标');
});

test.each([
  ['a row of another length', small + cells('1', '2', '3'), 'a row of 3 cells; 1 or 7'],
  ['a task before any section', small.replace(cells('一、规划'), ''), 'before the first section'],
  ['an indicator among the tasks', small + indicator(2, '一', '二'), 'a row of 5 cells; 1 or 7'],
  ['a task among the indicators', small.replace(middle, task(1, '标题') + middle), 'a row of 7 cells; 5 or 6'],
  ['a section among the indicators', small.replace(middle, cells('一') + middle), 'a row of 1 cell; 5 or 6'],
  ['a second header', small + middle.slice(middle.indexOf('\t序号')), 'another header'],
  [
    'an empty line with a space',
    (small + task(2, '')).replace('2020年\n\n\t2', '2020年\n \n\t2'),
    'line 36 looks empty and holds spaces',
  ],
  ['a row cut after its number', small + cells('2'), 'a row of 1 cell'],
  ['another label', small.replace('配合单位', '协助单位'), 'the header cell is "协助单位"; "配合单位" is expected'],
  ['no indicators', small.slice(small.indexOf('注：')), 'a row of 6 cells; 5'],
  ['no tasks', top + indicator(1, '一', '二') + middle, 'no table of tasks'],
  ['an empty file', '', 'the file is empty'],
  ['a file of other text', '工作总结\n', 'no table of tasks'],
  ['a number left out', small + task(3, '标题'), 'the number is "3"; 2 is expected'],
  ['a number twice', small + task(1, '标题'), 'the number is "1"; 2 is expected'],
  ['a number that is none', small.replace('\t1\n\t标题', '\t一\n\t标题'), 'the number is "一"'],
  ['a blank text', small.replace('做1', ''), 'the text of the task is empty'],
  ['a blank target', small.replace('1个', ''), 'the cell is blank'],
  ['a table without its title', small.replace('附表2\n任务\n', '任务\n'), 'a line 附表'],
  ['a line among the tasks', small + '第2页\n\n' + task(2, ''), '"第2页" belongs to no cell'],
  [
    'a line among the indicators',
    small.replace(middle, '第2页\n\n' + indicator(2, '', '') + middle),
    '"第2页" belongs',
  ],
  ['a note out of order', small.replace('（1）', '（2）'), 'belongs to no cell'],
])('%s is refused', (_what, text, en) => {
  expect(wrong(text).en).toContain(en);
});

test('a mistake names the line of the row, or of the cell', () => {
  expect(wrong(small + cells('2', '', '做2')).place).toEqual({ line: 37, column: 1, cell: null });
  expect(wrong(small + task(3, '')).place).toEqual({ line: 37, column: 2, cell: '序号' });
});
