import type { TaskDraft } from '#domain/draft';
import { createHash } from 'node:crypto';
import type { Pack } from './pack.ts';
import { loadPack } from './packs.ts';
import { PlanError } from './plan-error.ts';
import { type PlanReading, readPlan } from './read-plan.ts';

let pack: Pack;
let plan: PlanReading;
beforeAll(async () => {
  pack = await loadPack('cq-zero-waste');
  plan = readPlan(pack.document, pack);
});

const row = (no: number): TaskDraft => {
  const draft = plan.tasks[no - 1];
  if (draft === undefined) throw new Error(`no row ${no}`);
  return draft;
};
const units = (no: number, role: string): readonly string[] =>
  row(no)
    .units.filter((one) => one.role === role)
    .map((one) => one.unit);
const numbers = (which: (draft: TaskDraft) => boolean): readonly number[] =>
  plan.tasks.filter(which).map((draft) => draft.no);
const all = (role: string): readonly string[] =>
  plan.tasks.flatMap((draft) => draft.units.filter((one) => one.role === role).map((one) => one.unit));
const core = ['yuzhong', 'dadukou', 'jiangbei', 'shapingba', 'jiulongpo', 'nanan', 'beibei', 'yubei', 'banan'].map(
  (name) => `${name}-district`,
);
const full = [...core, 'liangjiang-new-area', 'high-tech-zone'];
const without = (...ids: readonly string[]): readonly string[] => full.filter((id) => !ids.includes(id));

describe('the document', () => {
  test('is kept byte for byte', () => {
    expect(createHash('sha256').update(pack.document).digest('hex')).toBe(
      '901fcf52c6414f83327e2d53d5314774693726bfe4e38f51d5d2939ae6e62867',
    );
    expect(pack.document.byteLength).toBe(34_620);
  });
  test('has 111 tasks with distinct texts, 45 indicators, 5 sections', () => {
    expect(plan.tasks.map((draft) => draft.no)).toEqual(Array.from({ length: 111 }, (_, i) => i + 1));
    expect(new Set(plan.tasks.map((draft) => draft.text)).size).toBe(111);
    expect(plan.indicators.map((one) => one.no)).toEqual(Array.from({ length: 45 }, (_, i) => i + 1));
    expect(plan.sections.map((section) => numbers((draft) => draft.section === section).length)).toEqual([
      34, 21, 16, 28, 12,
    ]);
  });
  test('has 25 headings, carried down, two of them repeated by a page break', () => {
    expect(new Set(plan.tasks.map((draft) => draft.heading)).size).toBe(25);
    expect(row(17).heading).toBe(row(15).heading);
    expect(row(18).heading).toBe(row(15).heading);
    expect(row(64).heading).toBe(row(56).heading);
    expect(plan.tasks.filter((draft) => draft.heading === '')).toEqual([]);
  });
  test('texts are verbatim, misprints included', () => {
    const document = new TextDecoder().decode(pack.document);
    for (const draft of plan.tasks) expect(document).toContain(`\t${draft.text}\n`);
    expect(row(33).text).toContain('废险废物');
    expect(row(105).text).toBe('（3）推进鱼嘴升上源二期污泥处置中心（200吨/日建设）。');
    expect(Math.max(...plan.tasks.map((draft) => draft.text.length))).toBe(row(68).text.length);
  });
  test('one stray line is passed over and said', () => {
    expect(plan.strays).toEqual([1196]);
  });
});

describe('indicators', () => {
  test('nineteen carry a star', () => {
    expect(plan.indicators.filter((one) => one.star).map((one) => one.no)).toEqual([
      1, 2, 4, 7, 10, 11, 15, 16, 18, 19, 21, 23, 24, 27, 31, 33, 34, 38, 42,
    ]);
  });
  test('levels are carried down; a continued cell is one text', () => {
    expect(plan.indicators[0]?.level1).toBe('固体废物源头减量');
    expect(plan.indicators[8]).toMatchObject({
      level1: '固体废物源头减量',
      level2: '生活领域源头减量',
      name: '开展无废城市细胞建设',
    });
    expect(new Set(plan.indicators.map((one) => one.level1)).size).toBe(6);
    expect(new Set(plan.indicators.map((one) => one.level2)).size).toBe(17);
  });
  test('names and targets are those of the facts in the pack', () => {
    for (const { name, star, target, facts } of plan.indicators)
      expect({ name, star, target }).toEqual(expect.objectContaining(pick(facts)));
  });
  const pick = (facts: object): object => {
    const { name, star, target } = facts as { name: string; star: boolean; target: string };
    return { name, star, target };
  };
});

describe('units', () => {
  test('every expression of the responsible column means these units', () => {
    expect(units(8, 'responsible')).toEqual(full);
    expect(units(1, 'responsible')).toEqual(without('yuzhong-district', 'liangjiang-new-area'));
    expect(units(17, 'responsible')).toEqual(without('yuzhong-district', 'high-tech-zone'));
    expect(units(47, 'responsible')).toEqual(without('yuzhong-district'));
    expect(units(111, 'responsible')).toEqual(core.filter((id) => id !== 'yuzhong-district'));
    expect(units(11, 'responsible')).toEqual(['jiulongpo-district', 'yubei-district', 'banan-district']);
    expect(units(25, 'responsible')).toEqual(['high-tech-zone']);
    expect(units(27, 'responsible')).toEqual(['changshou-district', 'water-assets-company']);
    expect(units(55, 'responsible')).toEqual(['dadukou-district', 'liangjiang-new-area']);
    const single = {
      12: 'yubei-district',
      18: 'sanitation-group',
      28: 'wansheng-economic-development-zone',
      29: 'zhong-county',
      30: 'tongnan-district',
      31: 'changshou-district',
      32: 'yongchuan-district',
      38: 'liangjiang-new-area',
      83: 'nanan-district',
      91: 'banan-district',
      109: 'jiulongpo-district',
    };
    for (const [no, unit] of Object.entries(single))
      expect([no, units(Number(no), 'responsible')]).toEqual([no, [unit]]);
  });
  test('rows by number of responsible units', () => {
    const sizes = plan.tasks
      .filter((draft) => ![104, 105].includes(draft.no))
      .map((draft) => units(draft.no, 'responsible').length);
    const count = (size: number): number => sizes.filter((one) => one === size).length;
    expect([11, 10, 9, 8, 3, 2, 1, 0].map(count)).toEqual([68, 1, 8, 1, 1, 2, 16, 12]);
  });
  test('support lists that end in 等 are open', () => {
    expect(numbers((draft) => draft.supportOpen)).toEqual([24, 26, 68, 72, 74, 97, 99, 110]);
    expect(units(24, 'support')).toEqual([
      'ecology-environment-bureau',
      'water-resources-bureau',
      'emergency-management-bureau',
      'forestry-bureau',
    ]);
  });
  test('blank responsible, blank support', () => {
    expect(numbers((draft) => units(draft.no, 'responsible').length === 0)).toEqual([
      16, 34, 60, 72, 73, 74, 85, 86, 87, 88, 95, 108,
    ]);
    expect(numbers((draft) => units(draft.no, 'support').length === 0)).toEqual([
      13, 27, 28, 29, 30, 31, 32, 33, 37, 44, 45, 61, 62, 63, 65, 66, 69, 79, 85, 86, 92, 100, 101, 106,
    ]);
  });
  test('18 leads, and nobody twice in a row', () => {
    expect(new Set(all('lead')).size).toBe(18);
    for (const draft of plan.tasks) expect(new Set(draft.units.map((one) => one.unit)).size).toBe(draft.units.length);
  });
});

describe('assignments', () => {
  const total = (drafts: readonly TaskDraft[]): number => drafts.reduce((sum, draft) => sum + draft.units.length, 0);
  test('A: without the rows that have an open question 1,185; C: with inheritance 1,203; B: as the cells stand 1,195', () => {
    expect(total(plan.tasks.filter((draft) => draft.questions.length === 0))).toBe(1_185);
    expect(total(plan.tasks)).toBe(1_203);
    expect(total(plan.tasks.filter((draft) => ![104, 105].includes(draft.no)))).toBe(1_195);
    expect([all('lead').length, all('support').length, all('responsible').length]).toEqual([111, 229, 863]);
  });
  test('D and E: with the suggestions 1,210 and 1,211', () => {
    const suggested = (no: number): number =>
      row(no).questions.find((one) => one.kind === 'units')?.suggestion?.units.length ?? 0;
    expect(total(plan.tasks) + suggested(25)).toBe(1_210);
    expect(total(plan.tasks) + suggested(25) + suggested(103)).toBe(1_211);
  });
  test('by year', () => {
    const of = (year: string): number => total(plan.tasks.filter((draft) => draft.due.day === `${year}-12-31`));
    expect(['2019', '2020', '2022', '2025'].map(of)).toEqual([13, 1_055, 69, 66]);
    expect(numbers((draft) => draft.due.day.startsWith('2019'))).toEqual([17, 29]);
    expect(numbers((draft) => draft.due.day.startsWith('2022'))).toEqual([11, 47, 68, 82, 97]);
    expect(numbers((draft) => draft.due.day.startsWith('2025'))).toEqual([44, 45, 54, 55, 85, 86, 89, 98]);
  });
  test('by core unit', () => {
    const of = (unit: string): number =>
      plan.tasks.filter((draft) => draft.units.some((one) => one.unit === unit)).length;
    expect(full.map(of)).toEqual([68, 79, 78, 78, 80, 80, 78, 81, 80, 76, 77]);
  });
});

describe('questions and remarks', () => {
  test('five rows ask, and 104 and 105 also ask to confirm what they inherit from 103', () => {
    expect(plan.tasks.flatMap((draft) => draft.questions.map((one) => `${draft.no} ${one.id}`))).toEqual([
      '25 units',
      '34 units',
      '103 units',
      '104 inherited',
      '104 units',
      '105 inherited',
      '105 units',
    ]);
    expect(row(34).questions[0]?.suggestion).toBeNull();
    expect(row(104)).toMatchObject({
      lead: 'housing-urban-rural-development-commission',
      due: { day: '2020-12-31', precision: 'year' },
    });
    expect(units(104, 'support')).toEqual(units(103, 'support'));
  });
  test('what was trimmed, inherited, expanded or found odd is said at its row', () => {
    const kinds = (kind: string): readonly number[] =>
      numbers((draft) => draft.remarks.some((one) => one.kind === kind));
    expect(kinds('trimmed')).toEqual([32, 89, 91]);
    expect(kinds('inherited')).toEqual([104, 105]);
    expect(kinds('expanded')).toHaveLength(78);
    expect(kinds('odd')).toEqual(expect.arrayContaining([17, 18, 29, 111]));
  });
});

describe('bad documents', () => {
  const text = (): string => new TextDecoder().decode(pack.document);
  const wrong = (document: string | Uint8Array): PlanError => {
    try {
      readPlan(typeof document === 'string' ? new TextEncoder().encode(document) : document, pack);
    } catch (cause) {
      if (cause instanceof PlanError) return cause;
      throw cause;
    }
    throw new Error('it was read');
  };
  const changed = (from: string, to: string): PlanError => wrong(text().replace(from, to));
  const lineOf = (part: string): number => text().slice(0, text().indexOf(part)).split('\n').length;

  test('an unknown unit names its line, cell and character', () => {
    const error = changed('\t市农业农村委\n\t市生态环境局\n', '\t市农业农村委\n\t市生态环境局、市某局\n');
    expect(error).toMatchObject({
      en: 'unknown unit "市某局"',
      place: { line: lineOf('\t市农业农村委\n\t市生态环境局\n') + 1, cell: '配合单位', column: 9 },
    });
    expect(error.message).toContain('不认识的单位“市某局”');
  });
  test('an exclusion that is not in its group', () => {
    expect(changed('，不含渝中区、高新区', '，不含渝中区、长寿区').en).toContain('cannot be excluded');
  });
  test('a unit named twice', () => {
    expect(changed('市公安局、市生态环境局、市住房城乡建委、市交通局', '市公安局、市公安局').en).toContain('twice');
  });
  test('a date that is none', () => {
    expect(changed('\t2019年\n', '\t2019年底\n')).toMatchObject({ place: { cell: '完成时限', column: 2 } });
  });
  test('a number twice, a cell too many, a cell too few', () => {
    expect(changed('\t12\n\t\n\t建成投用', '\t11\n\t\n\t建成投用').en).toContain('12 is expected');
    expect(changed('\t2019年\n', '\t2019年\n\t多\n').en).toContain('a row of 8 cells');
    expect(changed('\t忠县政府\n', '').en).toContain('a row of 6 cells');
  });
  test('cut in the middle, another encoding, a control character, too large', () => {
    expect(wrong(text().slice(0, text().indexOf('附表2'))).en).toContain('no table of tasks');
    expect(wrong(Uint8Array.from([0xd6, 0xd8, 0xc7, 0xec])).en).toBe('the file is not UTF-8');
    expect(changed('光盘行动', '光盘\u0007行动').en).toContain('control character');
    expect(wrong(new Uint8Array(20 * 1024 * 1024 + 1)).en).toContain('20971521 bytes');
  });
});
