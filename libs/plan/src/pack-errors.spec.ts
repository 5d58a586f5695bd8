import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPack, loadPackFrom, PackError } from './packs.ts';
import { readPlan } from './read-plan.ts';

const example = join(import.meta.dirname, '..', 'packs', 'example-sponge-city');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duban-pack-'));
  await cp(example, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

/** Why the pack in the folder cannot be used. */
const trouble = async (): Promise<PackError> => {
  const error: unknown = await loadPackFrom(folder).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof PackError) return error;
  throw new Error(`no pack error: ${String(error)}`);
};
const change = async (file: string, from: string, to: string): Promise<void> => {
  const text = await readFile(join(folder, file), 'utf8');
  expect(text).toContain(from);
  await writeFile(join(folder, file), text.replace(from, to));
};

test('a pack may lie anywhere, and lack what its plan does not have', async () => {
  for (const file of ['remarks.json', 'indicators.json']) await rm(join(folder, file));
  const pack = await loadPackFrom(folder);
  const { tasks, indicators } = readPlan(pack.document, pack);
  expect(tasks).toHaveLength(5);
  expect(indicators.map(({ facts }) => facts)).toEqual([null, null, null]);
});

test.each(['pack.json', 'units.json', 'plan.txt'])('without %s it is none', async (file) => {
  await rm(join(folder, file));
  expect(await trouble()).toMatchObject({ at: file, zh: `资料包缺少文件${file}` });
});

test('what is wrong in a file is named with its place', async () => {
  await change('pack.json', '"tasks": 5', '"tasks": 0');
  expect(await trouble()).toMatchObject({ at: 'pack.json rows.tasks', en: expect.stringContaining('>=1') as unknown });
});
test('a word that is not known is refused, not passed over', async () => {
  await change('pack.json', '"unknownUnits"', '"unknownUnit"');
  expect((await trouble()).at).toContain('pack.json');
});
test('a file that is no JSON', async () => {
  await change('units.json', '"units": [', '"units": [[');
  expect((await trouble()).zh).toMatch(/^资料包的units.json不是JSON/);
});
test('a unit that is used and not listed', async () => {
  await change('units.json', '"members": ["east-bank-district",', '"members": ["east-district",');
  expect(await trouble()).toMatchObject({
    at: 'units.json groups.city-districts',
    en: 'it names "east-district", which is not in units.json',
  });
});
test('a unit listed twice', async () => {
  await change('units.json', '"id": "water-bureau"', '"id": "finance-bureau"');
  expect((await trouble()).en).toBe('"finance-bureau" stands twice in units.json');
});
test('a spelling with two meanings', async () => {
  await change('units.json', '"aliases": ["西岸区"]', '"aliases": ["东岸区"]');
  expect((await trouble()).en).toBe('"东岸区" has two meanings');
});
test('office, leading group and inspectorate are three units', async () => {
  await change('pack.json', '"leadingGroup": "leading-group"', '"leadingGroup": "sponge-city-office"');
  expect((await trouble()).at).toBe('pack.json seats');
});
test('a row that the plan does not have', async () => {
  await change('indicators.json', '"no": 5, "confidence": "high"', '"no": 77, "confidence": "high"');
  expect(await trouble()).toMatchObject({
    at: 'indicators.json tasks',
    zh: expect.stringContaining('第77项不存在') as unknown,
  });
});
describe('checklists', () => {
  const item = { id: 'acceptance', zh: '验收意见', en: 'Acceptance', scope: 'unit' };
  const type = { id: 'works', letter: 'E', zh: '工程建设', en: 'Works', items: [item] };
  const written = (checklists: object) => writeFile(join(folder, 'checklists.json'), JSON.stringify(checklists));

  test('a type that is used and not described', async () => {
    await written({ types: [type], tasks: { 2: 'works', 5: 'work' } });
    expect(await trouble()).toMatchObject({
      at: 'checklists.json tasks 5',
      zh: 'checklists.json tasks第5项的类型“work”不在types中',
      en: 'it names the type "work", which is not among the types',
    });
  });
  test('a row that the plan does not have', async () => {
    await written({ types: [type], tasks: { 6: 'works' } });
    expect((await trouble()).at).toBe('checklists.json tasks');
  });
  test.each(['acceptance@lead', 'a/b', '验收', 'Acceptance', ''])('“%s” is no id of an item', async (id) => {
    await written({ types: [{ ...type, items: [{ ...item, id }] }], tasks: {} });
    expect((await trouble()).at).toBe('checklists.json types.0.items.0.id');
  });
  test('an item that stands twice in a type, and a type that stands twice', async () => {
    await written({ types: [{ ...type, items: [item, { ...item, scope: 'task' }] }], tasks: {} });
    expect(await trouble()).toMatchObject({ at: 'checklists.json types.0.items', en: 'an id stands twice' });
    await written({ types: [type, type], tasks: {} });
    expect((await trouble()).at).toBe('checklists.json types');
  });
  test('a row’s number in other figures', async () => {
    await written({ types: [type], tasks: { '02': 'works' } });
    expect((await trouble()).at).toBe('checklists.json tasks.02');
  });
});
test('a misspelt file, a folder that is none, another encoding, a date without its zone', async () => {
  await writeFile(join(folder, 'remark.json'), '[]');
  expect((await trouble()).zh).toContain('资料包中不应有remark.json');
  await rm(join(folder, 'remark.json'));
  await change('pack.json', '+08:00', '');
  expect((await trouble()).zh).toBe('资料包的pack.json clockStart不合要求：应如 2024-03-01T08:00:00+08:00');
  await writeFile(join(folder, 'units.json'), Uint8Array.from([0xb5, 0xa5, 0xce, 0xbb]));
  expect((await trouble()).zh).toMatch(/clockStart|不是UTF-8编码/);
  await rm(folder, { recursive: true });
  expect((await trouble()).zh).toContain('没有文件夹');
  await cp(example, folder, { recursive: true });
});
test('a title that is not the document’s, and a suggestion for words that are not there, are said', async () => {
  await change('pack.json', '"title": "青澜市海绵城市', '"title": "白沙市海绵城市');
  await change('pack.json', '"excerpt": "滨湖片区"', '"excerpt": "滨江片区"');
  const pack = await loadPackFrom(folder);
  expect(readPlan(pack.document, pack).remarks.map(({ zh }) => zh)).toEqual([
    '第4项没有“滨江片区”字样，已有的建议未采用',
    expect.stringContaining('与资料包的“白沙市海绵城市') as unknown,
  ]);
});
test('a pack that does not come with the product', async () => {
  await expect(loadPack('nowhere')).rejects.toThrow('现有：cq-zero-waste、example-sponge-city');
  await expect(loadPack('../packs')).rejects.toThrow(PackError);
});
