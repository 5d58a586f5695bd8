import type { TaskDraft } from '#domain/draft';
import { understood } from '#domain/reading';
import type { UnitId } from '#domain/unit';
import type { Pack } from './pack.ts';
import { loadPack } from './packs.ts';
import { PlanError } from './plan-error.ts';
import { namesOf } from './names.ts';
import { type PlanReading, readPlan } from './read-plan.ts';
import { readResponsible } from './unit-expression.ts';

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

// Rows 104 and 105 are counted with what they inherit from 103.
const leads =
  '市生态环境局34 市城市管理局23 市商务委11 市住房城乡建委12 市发展改革委5 市规划自然资源局4 市经济信息委4 市机关事务局3 市科技局3 市农业农村委2 市供销合作社2 市民政局2 市卫生健康委1 市市场监管局1 市邮政管理局1 市教委1 市文化旅游委1 市财政局1'
    .split(' ')
    .sort();
const supports =
  '市生态环境局34 市发展改革委26 市城市管理局24 市经济信息委18 市住房城乡建委15 市规划自然资源局13 市市场监管局13 市科技局12 市商务委12 市农业农村委9 市财政局8 市公安局5 市机关事务局5 市交通局5 市文化旅游委4 市教委4 市供销合作社3 市水利局3 市应急局3 市卫生健康委3 市司法局3 市大数据发展局2 渝北区政府1 市林业局1 市民政局1 人行重庆营管部1 重庆银保监局1'
    .split(' ')
    .sort();

describe('the document', () => {
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
  test('nothing of it is lost: titles, notes, labels and cells make up the whole document again', () => {
    const bare = (text: string): string => text.replace(/\s/g, '');
    const written = new Map<string, string>();
    // What is carried down stands once in the document, where it is written first.
    const once = (key: string, text: string): string => {
      if (written.get(key) === text) return '';
      written.set(key, text);
      return text;
    };
    const names = new Map(pack.units.map((unit) => [unit.id, unit.name]));
    const lines = bare(new TextDecoder().decode(pack.document));
    let at = 0;
    const follow = (text: string): void => {
      const found = lines.indexOf(bare(text), at);
      expect([text, found]).not.toEqual([text, -1]);
      at = found + bare(text).length;
    };
    follow(plan.tableTitles.indicators);
    for (const { no, level1, level2, name, star, target } of plan.indicators)
      follow(`${no}${once('1', level1)}${once('2', level2)}${name}${star ? '★' : ''}${target}`);
    for (const note of plan.notes) follow(`（${note.no}）${note.text}`);
    follow(plan.tableTitles.tasks);
    for (const draft of plan.tasks) {
      follow(once('section', draft.section));
      const support = units(draft.no, 'support').map((unit) => names.get(unit as UnitId) ?? unit);
      const inherits = [104, 105].includes(draft.no);
      follow(
        `${draft.text}${inherits ? '' : `${names.get(draft.lead) ?? ''}${support.join('、')}${draft.supportOpen ? '等' : ''}`}`,
      );
      if (!inherits) follow(`${draft.due.day.slice(0, 4)}年`);
    }
    expect(at).toBe(lines.length);
  });
  test('one stray line is passed over and said, one broken cell is joined and said', () => {
    expect(plan.strays).toEqual([1196]);
    expect(plan.remarks).toMatchObject([
      { kind: 'odd', line: 10, cell: '一级指标' },
      { kind: 'trimmed', line: 1196 },
    ]);
  });
  test('titles, notes and counts', () => {
    expect(plan.title).toBe('重庆市（主城区）“无废城市”建设试点');
    expect(plan.tableTitles).toEqual({
      indicators: '重庆市（主城区）“无废城市”建设试点指标与目标设置',
      tasks: '任务清单及进度安排',
    });
    expect(plan.notes.map(({ no, line }) => [no, line])).toEqual([1, 2, 3, 4, 5].map((no) => [no, 282 + no]));
    expect(plan.indicators.filter(({ note }) => note !== null).map(({ no }) => no)).toEqual([
      8, 11, 14, 16, 43, 44, 45,
    ]);
    expect(plan.counts).toEqual({
      tasks: 111,
      indicators: 45,
      starred: 19,
      questions: 8,
      blocking: 7,
      tasksWaiting: 5,
      asWritten: {
        lead: 109,
        support: 225,
        responsible: 861,
        total: 1_195,
        byYear: { 2019: 13, 2020: 1_047, 2022: 69, 2025: 66 },
      },
      withInherited: {
        lead: 111,
        support: 229,
        responsible: 863,
        total: 1_203,
        byYear: { 2019: 13, 2020: 1_055, 2022: 69, 2025: 66 },
      },
    });
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
      expect({ name, star, target }).toEqual(pick(facts ?? {}));
  });
  const pick = (facts: object): object => {
    const { name, star, target } = facts as { name: string; star: boolean; target: string };
    return { name, star, target };
  };
});

describe('units', () => {
  const cells: readonly (readonly [cell: string, rows: string, units: readonly string[]])[] = [
    [
      '重庆市主城区政府（管委会）',
      '4 8-10 13-15 19-23 26 35-37 39-46 48-54 56-59 61-71 75-82 84 92-94 96-102 106 107 110',
      full,
    ],
    ['', '16 60 72-74 85-88 95 108', []],
    [
      '重庆市主城区政府（管委会），不含渝中区、两江新区',
      '1-3 5-7 24',
      without('yuzhong-district', 'liangjiang-new-area'),
    ],
    ['万盛经开区管委会', '28 33', ['wansheng-economic-development-zone']],
    ['两江新区管委会', '38 89', ['liangjiang-new-area']],
    ['南岸区政府', '83 90', ['nanan-district']],
    ['九龙坡区、渝北区、巴南区政府', '11', ['jiulongpo-district', 'yubei-district', 'banan-district']],
    ['渝北区政府', '12', ['yubei-district']],
    ['重庆市主城区政府（管委会），不含渝中区、高新区', '17', without('yuzhong-district', 'high-tech-zone')],
    ['市环卫集团', '18', ['sanitation-group']],
    ['有关区政府、高新区管委会', '25', ['high-tech-zone']],
    ['长寿区政府、市水务资产公司', '27', ['changshou-district', 'water-assets-company']],
    ['忠县政府', '29', ['zhong-county']],
    ['潼南区政府', '30', ['tongnan-district']],
    ['长寿区政府', '31', ['changshou-district']],
    ['永川区政府', '32', ['yongchuan-district']],
    ['有关区政府', '34', []],
    ['重庆市主城区政府（管委会），不含渝中区', '47', without('yuzhong-district')],
    ['大渡口区政府、两江新区管委会', '55', ['dadukou-district', 'liangjiang-new-area']],
    ['巴南区政府', '91', ['banan-district']],
    ['有关区政府、两江新区管委会', '103 104 105', ['liangjiang-new-area']],
    ['九龙坡区政府', '109', ['jiulongpo-district']],
    ['主城各区政府（不含渝中区）', '111', core.filter((id) => id !== 'yuzhong-district')],
  ];
  const rowsOf = (ranges: string): readonly number[] =>
    ranges.split(' ').flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
  test.each(cells)('responsible "%s" (rows %s)', (cell, rows, expected) => {
    expect(readResponsible(cell, namesOf(pack)).units.map(({ unit }) => unit)).toEqual(expected);
    for (const no of rowsOf(rows)) expect([no, ...units(no, 'responsible')]).toEqual([no, ...expected]);
  });
  test('these are all the expressions of the column, and all the rows', () => {
    const rows = cells.flatMap(([, ranges]) => rowsOf(ranges));
    expect([...rows].sort((a, b) => a - b)).toEqual(plan.tasks.map(({ no }) => no));
  });
  test('the 18 leads and 27 supports lead and support so often', () => {
    const tally = (ids: readonly string[]): readonly string[] => {
      const names = new Map<string, string>(pack.units.map((unit) => [unit.id, unit.name]));
      return [...new Set(ids)].map((id) => `${names.get(id) ?? id}${ids.filter((one) => one === id).length}`).sort();
    };
    expect(tally(all('lead'))).toEqual(leads);
    expect(tally(all('support'))).toEqual(supports);
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
  test('each unit says by which line and word it came: a name, a group, or the row it is inherited from', () => {
    const from = (no: number, role: string): readonly string[] =>
      row(no).units.flatMap((one) => (one.role === role ? [`${one.from.line} ${one.from.spelling}`] : []));
    const written = new TextDecoder().decode(pack.document).split('\n');
    for (const draft of plan.tasks)
      for (const one of draft.units) expect(written[one.from.line - 1]).toContain(one.from.spelling);
    expect(new Set(from(4, 'responsible')).size).toBe(1);
    expect(from(4, 'responsible')[0]).toMatch(/ 重庆市主城区政府（管委会）$/);
    expect(from(11, 'responsible').map((one) => one.split(' ')[1])).toEqual(['九龙坡区', '渝北区', '巴南区政府']);
    expect([104, 105].map((no) => from(no, 'support'))).toEqual([from(103, 'support'), from(103, 'support')]);
    expect(from(102, 'lead')).not.toEqual(from(103, 'lead'));
  });
  test('18 leads, and nobody twice in a row', () => {
    expect(new Set(all('lead')).size).toBe(18);
    for (const draft of plan.tasks) expect(new Set(draft.units.map((one) => one.unit)).size).toBe(draft.units.length);
  });
});

describe('assignments', () => {
  const total = (drafts: readonly TaskDraft[]): number => drafts.reduce((sum, draft) => sum + draft.units.length, 0);
  test('A: without the rows that have an open question 1,185; C: with inheritance 1,203; B: as the cells stand 1,195', () => {
    expect(total(plan.tasks.filter((draft) => !draft.questions.some(({ blocks }) => blocks)))).toBe(1_185);
    expect(total(plan.tasks)).toBe(1_203);
    expect(total(plan.tasks.filter((draft) => ![104, 105].includes(draft.no)))).toBe(1_195);
    expect([all('lead').length, all('support').length, all('responsible').length]).toEqual([111, 229, 863]);
  });
  test('D and E: with the suggestions 1,210 and 1,211', () => {
    // The domain itself takes the suggestions as answers.
    const suggested = (...numbers: readonly number[]): number =>
      plan.tasks.reduce((sum, draft) => {
        const answers = draft.questions.flatMap(({ id, suggestion }) =>
          suggestion !== null && numbers.includes(draft.no) ? [{ question: id, answer: suggestion.answer }] : [],
        );
        return sum + understood(draft, answers).assignments.length;
      }, 0);
    expect(suggested()).toBe(1_203);
    expect(suggested(25)).toBe(1_210);
    expect(suggested(25, 103, 104, 105)).toBe(1_211);
    expect(suggested(25, 103, 104, 105, 111)).toBe(1_212);
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
  test('five rows wait for answers: 104 and 105 also for what they inherit from 103; one may stay as it is', () => {
    expect(
      plan.tasks.flatMap((draft) =>
        draft.questions.map((one) => `${draft.no} ${one.id}${one.blocks ? '' : ' (may stay open)'}`),
      ),
    ).toEqual([
      '25 units',
      '34 units',
      '103 units',
      '104 inherited',
      '104 units',
      '105 inherited',
      '105 units',
      '111 units (may stay open)',
    ]);
    expect(row(34).questions[0]?.suggestion).toBeNull();
    expect(row(25).questions[0]).toMatchObject({
      cell: '责任单位',
      text: '有关区政府',
      understood: { zh: '“有关区政府”未写明是哪些单位；已写明的责任单位：高新区管委会' },
      suggestion: { answer: { kind: 'units' }, reason: { zh: '任务正文点名的片区所在地' }, confidence: 'high' },
    });
    expect(row(111).questions[0]).toMatchObject({
      text: '主城各区政府（不含渝中区）',
      understood: { en: expect.stringContaining('8 responsible units') as unknown },
      suggestion: { answer: { kind: 'units', units: ['high-tech-zone'] }, confidence: 'low' },
    });
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
    // 78 rows with a group, and row 11 with its short names.
    expect(kinds('expanded')).toHaveLength(79);
    expect(kinds('odd')).toEqual(expect.arrayContaining([4, 9, 11, 12, 17, 18, 21, 29, 53, 54, 64, 67, 82, 98, 111]));
    const lead = numbers((draft) => draft.remarks.some((one) => one.en.includes('the lead is itself responsible')));
    expect(lead).toEqual([16, 60, 72, 73, 74, 85, 86, 87, 88, 95, 108]);
  });
  test('a plain row has no remark but its expansion', () => {
    const plain = [8, 10, 14, 15, 19, 20, 22, 23, 35, 36, 41, 46, 49, 56, 57, 71, 76, 78, 81, 93, 94, 96];
    const kinds = (no: number) => row(no).remarks.map(({ kind }) => kind);
    // Row 8 asks for a completion standard: 引导.
    for (const no of plain.slice(1)) expect([no, kinds(no)]).toEqual([no, ['expanded']]);
  });
  test('open-ended verbs ask for a written completion standard', () => {
    const asked = (verb: string): readonly number[] =>
      numbers((draft) => draft.remarks.some(({ zh }) => zh.startsWith(`“${verb}”没有`)));
    expect(asked('探索')).toEqual([44, 50, 69, 79, 82, 84, 95]);
    expect(asked('鼓励')).toEqual([48, 52, 53, 59, 69, 70, 98]);
    expect(asked('引导')).toEqual([3, 8, 39, 51, 54, 58, 59]);
  });
});

describe('where the pack asks about unknown names', () => {
  const asked = (from: string, to: string) => {
    const asking: Pack = { ...pack, unknownUnits: 'ask', kindEndings: [{ ending: '县政府', kind: 'county' }] };
    const text = new TextDecoder().decode(pack.document).replace(`\t${from}\n`, `\t${to}\n`);
    const draft = readPlan(new TextEncoder().encode(text), asking).tasks[28];
    return { units: draft?.units.filter(({ role }) => role === 'responsible'), questions: draft?.questions };
  };
  test('one is a provisional unit and a question, with the place, the kind read off its name, and no guess', () => {
    const { units: responsible, questions } = asked('忠县政府', '奉节县政府');
    const unit = responsible?.[0]?.unit;
    expect(unit).toMatch(/^unit-/);
    expect(questions).toEqual([
      {
        id: unit,
        kind: 'unit',
        line: responsible?.[0]?.from.line,
        cell: '责任单位',
        text: '奉节县政府',
        understood: {
          zh: expect.stringContaining('类别按名称读作县政府') as unknown,
          en: expect.stringContaining('by its name a county') as unknown,
        },
        suggestion: null,
        blocks: true,
        unit,
      },
    ]);
  });
  test('one that is like a known name is proposed as another name for it', () => {
    expect(asked('忠县政府', '市生态环境局办公室').questions).toMatchObject([
      {
        kind: 'unit',
        suggestion: {
          answer: { kind: 'unit', unit: 'ecology-environment-bureau' },
          reason: { zh: '名称与“市生态环境局”相近' },
          confidence: 'low',
        },
      },
    ]);
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
      en: 'unknown unit "市某局": it is not in the units of the pack',
      place: { line: lineOf('\t市农业农村委\n\t市生态环境局\n') + 1, cell: '配合单位', column: 9 },
    });
    expect(error.message).toContain('不认识的单位“市某局”');
  });
  test('an exclusion that is not in its group', () => {
    expect(changed('，不含渝中区、高新区', '，不含渝中区、长寿区')).toMatchObject({
      en: '"长寿区" is not among "重庆市主城区政府（管委会）" and cannot be excluded',
      place: { line: lineOf('，不含渝中区、高新区'), cell: '责任单位', column: 22 },
    });
  });
  test('a unit named twice', () => {
    expect(changed('市公安局、市生态环境局、市住房城乡建委、市交通局', '市公安局、市公安局').en).toContain('twice');
  });
  test('a date that is none', () => {
    for (const date of ['2019年底', '1999年', '2100年', '2019', '二〇一九年'])
      expect(changed('\t2019年\n', `\t${date}\n`)).toMatchObject({
        en: expect.stringContaining('a year from 2000 to 2099') as unknown,
        place: { line: lineOf('\t2019年\n'), cell: '完成时限', column: 2 },
      });
  });
  test('a number twice, a cell too many, a cell too few', () => {
    expect(changed('\t12\n\t\n\t建成投用', '\t11\n\t\n\t建成投用')).toMatchObject({
      en: 'the number is "11"; 12 is expected',
      place: { line: lineOf('\t12\n\t\n\t建成投用'), cell: '序号' },
    });
    expect(changed('\t2019年\n', '\t2019年\n\t多\n')).toMatchObject({
      en: 'a row of 8 cells; 1 or 7 are expected here',
      place: { line: lineOf('\t2019年\n') - 6 },
    });
    expect(changed('\t忠县政府\n', '')).toMatchObject({
      en: 'a row of 6 cells; 1 or 7 are expected here',
      place: { line: lineOf('\t忠县政府\n') - 5 },
    });
  });
  test('a row cut in two by an empty line', () => {
    const line = lineOf('\t忠县政府\n');
    expect(changed('\t忠县政府\n', '\n\t忠县政府\n')).toMatchObject({
      en: 'a row of 5 cells; 1 or 7 are expected here',
      place: { line: line - 5 },
    });
  });
  test('a unit in two columns is named where it stands again', () => {
    expect(changed('\t渝北区政府\n\t市环卫集团', '\t渝北区政府\n\t市环卫集团、渝北区政府')).toMatchObject({
      en: '"渝北区政府" names a unit twice',
      place: { line: lineOf('\t渝北区政府\n\t市环卫集团') + 1, cell: '责任单位', column: 8 },
    });
  });
  test('the lead among its own supports', () => {
    const cells = '\t市农业农村委\n\t市生态环境局\n';
    expect(changed(cells, '\t市农业农村委\n\t市生态环境局、市农业农村委\n')).toMatchObject({
      en: '"市农业农村委" names a unit twice',
      place: { line: lineOf(cells) + 1, cell: '配合单位', column: 9 },
    });
  });
  test('one of the seats among the units', () => {
    expect(changed('\t忠县政府\n', '\t市无废办\n')).toMatchObject({
      zh: '“市无废办”负责组织或督查，不承担任务',
      place: { cell: '责任单位' },
    });
  });
  test('a section that is lost, or a page number that is taken for one', () => {
    expect(changed('\t二、实施工业绿色生产\n\n', '').zh).toContain('共有4个分节标题');
    const cut = '\n\n\t12\n\t\n\t建成投用';
    expect(changed(cut, cut.replace('\n\n', '\n\n\t第2页\n\n')).zh).toMatch(/共有6个分节标题|小标题为空/);
    const own = '\n\n\t106\n';
    expect(changed(own, `\n\n\t第2页\n${own}`).zh).toContain('共有6个分节标题');
  });
  test('blank cells under the same heading in another section are not taken over', () => {
    const [first, last] = ['\t35\n', '\t36\n'].map((part) => text().lastIndexOf(part));
    const heading = row(34).heading;
    const blank = `\t35\n\t${heading}\n\t做三十五。\n\t\n\t\n\t\n\t\n\n`;
    expect(wrong(text().slice(0, first) + blank + text().slice(last)).en).toContain(
      'none above under the same heading',
    );
  });
  test('a row without a lead, whole or in part', () => {
    expect(changed('\t市民政局\n\t市城市管理局\n', '\t\n\t市城市管理局\n')).toMatchObject({
      en: 'exactly one lead unit is expected',
      place: { line: lineOf('\t市民政局\n\t市城市管理局\n'), cell: '牵头单位' },
    });
    // Row 106 begins another heading: there is nothing to inherit under it.
    const [first, last] = ['全过程信息化管理全覆盖。\n', '\t107\n'].map((part) => text().indexOf(part));
    const blank = '全过程信息化管理全覆盖。\n\t\n\t\n\t\n\t\n\n';
    expect(wrong(text().slice(0, first) + blank + text().slice(last))).toMatchObject({
      en: 'no lead, and none above under the same heading to take over',
      place: { line: lineOf('全过程信息化管理全覆盖。\n') + 1, cell: '牵头单位' },
    });
  });
  test('cut in the middle, another encoding, a control character, too large', () => {
    expect(wrong(text().slice(0, text().indexOf('附表2'))).en).toContain('no table of tasks');
    expect(wrong(Uint8Array.from([0xd6, 0xd8, 0xc7, 0xec])).en).toContain('neither UTF-8');
    expect(changed('光盘行动', '光盘\u0007行动').en).toContain('control or invisible character U+0007');
    expect(wrong(new Uint8Array(20 * 1024 * 1024 + 1)).en).toContain('20971521 bytes');
  });
});
