import { noChecklist } from '#domain/checklist';
import { evolve } from '#domain/evolve';
import { revisionOf, type Standing } from '#domain/revision';
import { day } from '#domain/time/day';
import iconv from 'iconv-lite';
import type { Pack } from './pack.ts';
import { loadPack } from './packs.ts';
import { PlanError } from './plan-error.ts';
import { revise, taskRow } from '../../../test/support/revise.ts';
import { type Declared, type PlanReading, readPlan } from './read-plan.ts';

let pack: Pack;
let text: string;
beforeAll(async () => {
  pack = await loadPack('cq-zero-waste');
  text = new TextDecoder().decode(pack.document);
});

const read = (document: string, declared: Declared = {}): PlanReading =>
  readPlan(new TextEncoder().encode(document), pack, declared);
const wrong = (document: string, declared: Declared = {}): PlanError => {
  try {
    read(document, declared);
  } catch (cause) {
    if (cause instanceof PlanError) return cause;
    throw cause;
  }
  throw new Error('it was read');
};
describe('a document with other rows than the pack', () => {
  test('one cut off behind a row is refused at its end, though every row is whole', () => {
    const cut = text.slice(0, text.indexOf('\n\t111\n'));
    expect(wrong(cut)).toMatchObject({
      zh: expect.stringContaining('共110项，应为111项') as unknown,
      place: { line: cut.split('\n').length - 1 },
    });
    expect(read(cut, { tasks: 110 }).counts.tasks).toBe(110);
    expect(wrong(text, { tasks: 112 }).en).toContain('ends here with 111; 112 are expected');
  });
  test('one without its last indicator likewise', () => {
    const at = text.indexOf('\t45\n');
    const cut = text.slice(0, at) + text.slice(text.indexOf('注：'));
    expect(wrong(cut)).toMatchObject({ zh: expect.stringContaining('共44项，应为45项') as unknown });
    expect(read(cut, { indicators: 44 }).indicators).toHaveLength(44);
  });
  test('what the pack knows of a row goes with it when another is put in above', () => {
    const plain = read(text);
    const added = taskRow({ text: '编制年度资金计划。', lead: '市财政局', responsible: '渝北区政府' });
    const moved = read(
      revise(text, (no, row) => (no === 20 ? [added, row] : [row])),
      { tasks: 112 },
    );
    expect(moved.tasks[19]?.text).toBe('编制年度资金计划。');
    expect(moved.tasks[25]?.questions[0]?.suggestion).toEqual(plain.tasks[24]?.questions[0]?.suggestion);
    const said = (reading: PlanReading) => reading.tasks.map(({ remarks }) => remarks.map(({ zh }) => zh));
    expect(said(moved).toSpliced(19, 1)).toEqual(
      said(plain).map((all) =>
        all.map((zh) => (zh === '四格沿用第103项：' ? zh : zh.replace('沿用第103项', '沿用第104项'))),
      ),
    );
    expect(moved.starTasks).toEqual(plain.starTasks.map((no) => (no >= 20 ? no + 1 : no)));
    expect(moved.remarks).toEqual(plain.remarks.map((one) => ({ ...one, line: expect.any(Number) as unknown })));
  });
  test('so does the type of a row; one that is new has none', () => {
    const added = taskRow({ text: '编制年度资金计划。', lead: '市财政局', responsible: '渝北区政府' });
    const moved = read(
      revise(text, (no, row) => (no === 17 ? [added, row] : [row])),
      { tasks: 112 },
    );
    const types = (reading: PlanReading) => reading.tasks.map(({ checklist }) => checklist.type);
    expect(moved.tasks[16]?.checklist).toEqual(noChecklist);
    expect(types(moved).toSpliced(16, 1)).toEqual(types(read(text)));
  });
  test('what it knows of a row that is gone is not used, and that is said', () => {
    const reading = read(
      revise(text, (no, row) => (no === 17 ? [] : [row])),
      { tasks: 110 },
    );
    expect(reading.remarks.map(({ zh }) => zh)).toContain(
      '资料包所述文件的第17项，本文件中没有对应的任务，有关说明未采用',
    );
  });
});

test('a document is not revised by its checklists', () => {
  const on = day('2020-01-02');
  const standing = readPlan(pack.document, { ...pack, checklists: { types: [], tasks: {} } }).tasks.map(
    (draft): Standing => ({
      draft,
      state: evolve(null, { kind: 'drafted', on, draft }),
      answers: [],
      section: draft.section,
      heading: draft.heading,
      text: draft.text,
    }),
  );
  expect(revisionOf(standing, read(text).tasks)).toEqual([]);
});

describe('indicators in other words', () => {
  test('another target is not judged by what the pack knows of the old one', () => {
    const reading = read(text.replace('\t增长率≤7.2%\n', '\t增长率≤7.3%\n'));
    expect(reading.indicators[6]).toMatchObject({ target: '增长率≤7.3%', facts: null });
    expect(reading.indicators.filter(({ facts }) => facts === null)).toHaveLength(1);
    expect(reading.remarks.map(({ zh }) => zh)).toContain(
      `资料包中没有与指标7“${reading.indicators[6]?.name ?? ''}”（增长率≤7.3%）一致的说明，无法自动判断是否达标`,
    );
  });
  test('nor is one that a note redefines, without its note', () => {
    const note = pack.indicatorFacts.find(({ no }) => no === 8)?.note ?? '-';
    const reading = read(text.replace(note, '另有说明'));
    expect(reading.indicators[7]).toMatchObject({ no: 8, note: null, facts: null });
  });
});

test('a plan may be called otherwise than its pack', () => {
  const { id, tasks } = read(text, { as: 'other-plan' as PlanReading['id'] });
  expect([id, tasks[0]?.id, tasks[0]?.plan]).toEqual(['other-plan', 'other-plan-001', 'other-plan']);
});

test('the same plan in GB18030 is the same plan', () => {
  const { encoding, ...reading } = readPlan(iconv.encode(text, 'gb18030'), pack);
  expect({ ...reading, encoding: 'UTF-8' }).toEqual(read(text));
  expect(encoding).toBe('GB18030');
});

test('a reading says its encoding, and in which cells what it read was expected', () => {
  expect(read(text).encoding).toBe('UTF-8');
  expect(wrong(text.replace('\t忠县政府\n', '')).zh).toBe(
    '序号为29的表格行有6个单元格，此处应为7个（序号、试点任务（小标题）、试点任务、牵头单位、配合单位、责任单位、完成时限），或分节标题的1个；请核对每格是否单独成行、以制表符开头',
  );
});
