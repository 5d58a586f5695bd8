import { loadPack, packFor, shippedPacks } from './packs.ts';
import { type PlanReading, readPlan } from './read-plan.ts';

/** The same code reads another city's plan: other units, other words for groups, an unknown name. */
let plan: PlanReading;
beforeAll(async () => {
  const pack = await loadPack('example-sponge-city');
  plan = readPlan(pack.document, pack);
});

const units = (no: number): readonly string[] =>
  plan.tasks[no - 1]?.units.map(({ role, unit }) => `${role} ${unit}`) ?? [];
const stranger = (): string => plan.newUnits[0]?.id ?? '';

test('five tasks, three indicators, two sections', () => {
  expect(plan.tasks.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5].map((no) => `example-sponge-city-00${no}`));
  expect(plan.sections).toEqual(['一、规划与标准', '二、工程与监测']);
  expect(plan.indicators.map(({ name, star, target }) => [name, star, target])).toEqual([
    ['海绵城市达标面积占比', true, '45%'],
    ['内涝积水点消除数量', true, '30处'],
    ['监测平台建设', false, '建成'],
  ]);
  expect(plan.starTasks).toEqual([2, 3, 4]);
  expect(plan.tasks.map(({ heading, due }) => `${heading} ${due.day}`)).toEqual([
    '规划引领 2024-12-31',
    '规划引领 2025-12-31',
    '内涝治理 2026-12-31',
    '内涝治理 2026-12-31',
    '监测评估 2025-12-31',
  ]);
});

test('its own groups, short names and exclusions', () => {
  expect(units(1)).toEqual(['lead housing-bureau', 'support water-bureau', 'support parks-bureau']);
  expect(plan.tasks.map(({ supportOpen }) => supportOpen)).toEqual([true, false, false, false, false]);
  expect(units(2)).toEqual([
    'lead housing-bureau',
    'support finance-bureau',
    'responsible east-bank-district',
    'responsible west-bank-district',
    'responsible binhu-new-area',
  ]);
  expect(units(3)).toEqual([
    'lead water-bureau',
    'support housing-bureau',
    'responsible east-bank-district',
    'responsible west-bank-district',
    'responsible binhu-new-area',
    'responsible yunxi-county',
  ]);
  expect(units(5)).toEqual(['lead water-bureau', 'support meteorological-bureau']);
});

test('an unknown name is a question "new unit, or another name for …?", and its unit a provisional one', () => {
  expect(plan.newUnits).toMatchObject([{ name: '青澜水务集团', kind: 'company', aliases: [] }]);
  expect(units(4)).toEqual(['lead water-bureau', `responsible ${stranger()}`]);
  expect(plan.tasks.flatMap(({ no, questions }) => questions.map(({ id, blocks }) => [no, id, blocks]))).toEqual([
    [4, stranger(), true],
    [4, 'units', true],
  ]);
  expect(plan.tasks[3]?.questions).toMatchObject([
    { kind: 'unit', text: '青澜水务集团', cell: '责任单位', suggestion: null },
    { kind: 'units', text: '相关区县', suggestion: { answer: { units: ['binhu-new-area'] }, confidence: 'high' } },
  ]);
});

test('a document is read with the pack that its first title names', async () => {
  expect(await shippedPacks()).toEqual(['cq-zero-waste', 'example-sponge-city']);
  for (const slug of await shippedPacks()) expect((await packFor((await loadPack(slug)).document)).slug).toBe(slug);
  const { document } = await loadPack('example-sponge-city');
  const other = new TextEncoder().encode(new TextDecoder().decode(document).replaceAll('青澜市', '白沙市'));
  await expect(packFor(other)).rejects.toMatchObject({
    place: { line: 2 },
    zh: expect.stringContaining('没有适用于“白沙市海绵城市建设示范') as unknown,
    en: expect.stringContaining('cq-zero-waste, example-sponge-city') as unknown,
  });
});
