import { createHash } from 'node:crypto';
import { noChecklist } from '#domain/checklist';
import { unitKinds } from '#domain/unit';
import type { Pack } from './pack.ts';
import { loadPack, shippedPacks } from './packs.ts';
import { readPlan } from './read-plan.ts';

let pack: Pack;
beforeAll(async () => {
  pack = await loadPack('cq-zero-waste');
});

test('every pack that comes with the product fits its own document', async () => {
  for (const slug of await shippedPacks()) {
    const one = await loadPack(slug);
    const { counts, remarks } = readPlan(one.document, one);
    expect([slug, one.slug, counts.tasks, counts.indicators]).toEqual([
      slug,
      slug,
      one.rows.tasks,
      one.rows.indicators,
    ]);
    expect(remarks.filter(({ zh }) => zh.includes('未采用') || zh.includes('资料包'))).toEqual([]);
  }
});

test('the document is kept byte for byte', () => {
  expect(createHash('sha256').update(pack.document).digest('hex')).toBe(
    '901fcf52c6414f83327e2d53d5314774693726bfe4e38f51d5d2939ae6e62867',
  );
  expect(pack.document.byteLength).toBe(34_620);
});

test('the pack has 49 units of known kinds, each id once, 11 of them core', () => {
  expect(new Set(pack.units.map((unit) => unit.id)).size).toBe(49);
  expect(pack.units.filter((unit) => !unitKinds.includes(unit.kind))).toEqual([]);
  expect(pack.units.filter((unit) => unit.core)).toHaveLength(11);
});

test('every task has a checklist of a type that exists: P 17, L 2, E 18, I 4, X 4, C 9, R 12, M 17, O 28', () => {
  const { types, tasks } = pack.checklists;
  const sizes = types.map(({ id, letter }) => `${letter}${Object.values(tasks).filter((type) => type === id).length}`);
  expect(sizes.sort()).toEqual(['C9', 'E18', 'I4', 'L2', 'M17', 'O28', 'P17', 'R12', 'X4']);
  expect(Object.keys(tasks).map(Number)).toEqual(Array.from({ length: 111 }, (_, i) => i + 1));
});

test('a draft carries what its type has to prove, each item of the task or of each unit', () => {
  const { tasks } = readPlan(pack.document, pack);
  const checklist = tasks[16]?.checklist;
  expect(checklist?.type).toBe('works');
  expect(checklist?.items.map(({ id, scope }) => `${id} ${scope}`)).toEqual([
    'project-approval unit',
    'acceptance unit',
    'operating-licence unit',
    'dated-photos unit',
    'capacity-statement task',
  ]);
  expect(checklist?.items[3]).toEqual({
    id: 'dated-photos',
    zh: '现场照片（注明日期、地点）',
    en: 'Site photos with date and place',
    scope: 'unit',
  });
  expect(tasks.filter(({ checklist: { type, items } }) => type === null || items.length === 0)).toEqual([]);
});

test('a row without a type, and a plan without checklists, have nothing to prove', () => {
  const { types } = pack.checklists;
  const untyped = readPlan(pack.document, { ...pack, checklists: { types, tasks: { 18: 'works' } } });
  expect([untyped.tasks[16]?.checklist, untyped.tasks[17]?.checklist.type]).toEqual([noChecklist, 'works']);
  const bare = readPlan(pack.document, { ...pack, checklists: { types: [], tasks: {} } });
  expect(bare.tasks.every(({ checklist }) => checklist.type === null)).toBe(true);
});

test('links, dependencies, suggestions and demo answers speak of tasks that exist; 44 and 81 move no indicator', () => {
  const links = pack.indicatorFacts.flatMap((one) => one.tasks.map((link) => link.no));
  const numbers = [
    ...links,
    ...pack.dependencies.relations.flatMap(({ task, of }) => [task, of]),
    ...pack.dependencies.subtasks.map(({ task }) => task),
    ...pack.suggestions.map(({ task }) => task),
    ...pack.demoAnswers.answers.map(({ task }) => task),
  ];
  expect(numbers.filter((no) => !Number.isInteger(no) || no < 1 || no > 111)).toEqual([]);
  const linked = new Set(links);
  expect(Array.from({ length: 111 }, (_, i) => i + 1).filter((no) => !linked.has(no))).toEqual([44, 81]);
});

test('every remark of the pack stands at its row', () => {
  const { tasks, remarks } = readPlan(pack.document, pack);
  expect(remarks.filter(({ zh }) => zh.includes('未采用'))).toEqual([]);
  const said = tasks.flatMap((draft) => draft.remarks.map(({ zh }) => `${draft.no} ${zh}`));
  expect(pack.remarks.filter(({ task, zh }) => !said.includes(`${task} ${zh}`))).toEqual([]);
});

test('a remark or suggestion whose words the row does not have is not used, and said', () => {
  const other: Pack = {
    ...pack,
    remarks: [{ task: 33, cell: 'text', excerpt: '没有的字', zh: '甲', en: 'a' }],
    suggestions: pack.suggestions.map((one) => ({ ...one, excerpt: '没有的字' })),
  };
  const { tasks, remarks } = readPlan(pack.document, other);
  expect(tasks[32]?.remarks).toEqual([]);
  expect(tasks[24]?.questions[0]?.suggestion).toBeNull();
  expect(remarks.map(({ zh }) => zh)).toContain('第33项没有“没有的字”字样，已有的说明未采用');
});
