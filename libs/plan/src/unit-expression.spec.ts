import type { UnitId } from '#domain/unit';
import { namesOf } from './names.ts';
import { readLead, readResponsible, readSupport, UnitMistake } from './unit-expression.ts';

const id = (text: string): UnitId => text as UnitId;
const unit = (of: string, name: string, ...aliases: readonly string[]) =>
  ({ id: id(of), name, nameEn: of, kind: 'district', aliases, core: true }) as const;

const names = namesOf({
  units: [
    unit('east', '东区政府', '东区'),
    unit('west', '西区政府'),
    unit('zone', '新区管委会', '新区'),
    unit('bureau', '市环保局'),
  ],
  groups: [
    { id: 'all', variants: ['全市政府（管委会）'], members: [id('east'), id('west'), id('zone')] },
    { id: 'districts', variants: ['各区政府'], members: [id('east'), id('west')] },
  ],
  unresolved: ['有关区政府'],
});

const responsible = (text: string): readonly string[] => readResponsible(text, names).units.map((one) => one.unit);
const wrong = (read: () => unknown): { at: number; en: string } => {
  try {
    read();
  } catch (cause) {
    if (cause instanceof UnitMistake) return { at: cause.at, en: cause.en };
    throw cause;
  }
  throw new Error('it was read');
};

test.each([
  ['', []],
  ['东区政府', ['east']],
  ['东区、新区管委会', ['east', 'zone']],
  ['全市政府（管委会）', ['east', 'west', 'zone']],
  ['全市政府（管委会），不含东区', ['west', 'zone']],
  ['全市政府（管委会），不含东区、新区', ['west']],
  ['全市政府（管委会）（不含新区管委会）', ['east', 'west']],
  ['各区政府（不含东区）', ['west']],
  ['有关区政府', []],
  ['有关区政府、新区管委会', ['zone']],
  ['各区政府、新区', ['east', 'west', 'zone']],
])('responsible: "%s"', (text, units) => {
  expect(responsible(text)).toEqual(units);
});

test('the ending of the last name holds for those before it, known short names or not', () => {
  expect(responsible('西区、东区政府')).toEqual(['west', 'east']);
  expect(wrong(() => readResponsible('西区、市环保局', names))).toEqual({ at: 0, en: 'unknown unit "西区"' });
});

test('an expansion says what it was and who was left out', () => {
  const [expansion] = readResponsible('全市政府（管委会），不含东区、新区', names).expansions;
  expect(expansion?.spelling).toBe('全市政府（管委会）');
  expect(expansion?.excluded).toEqual([
    { unit: 'east', at: 12, spelling: '东区' },
    { unit: 'zone', at: 15, spelling: '新区' },
  ]);
});

test('a name that stands for nobody in particular is an open question', () => {
  expect(readResponsible('有关区政府、新区管委会', names).unresolved).toEqual(['有关区政府']);
});

test.each([
  ['东区、南区', 3, 'unknown unit "南区"'],
  ['东区、', 3, 'unknown unit ""'],
  ['东区等', 0, 'unknown unit "东区等"'],
  ['东区、东区政府', 3, '"东区政府" names a unit twice'],
  ['各区政府、东区', 5, '"东区" names a unit twice'],
  ['全市政府（管委会），不含南区', 12, 'unknown unit "南区"'],
  ['全市政府（管委会），不含', 12, 'unknown unit ""'],
  ['各区政府（不含新区）', 7, '"新区" is not among "各区政府" and cannot be excluded'],
  ['各区政府，不含东区、东区政府', 10, '"东区政府" names a unit twice'],
  ['各区政府，不含东区、西区政府', 0, 'nobody of "各区政府" is left'],
  ['东区，不含西区政府', 5, '"西区政府" is not among "东区" and cannot be excluded'],
  ['各区政府、新区，不含东区', 10, '"东区" is not among "各区政府、新区" and cannot be excluded'],
  ['各区政府（不含东区', 0, 'unknown unit "各区政府（不含东区"'],
  ['各区政府（不含各区政府）', 7, 'unknown unit "各区政府"'],
])('responsible: "%s" is refused at its place', (text, at, en) => {
  expect(wrong(() => readResponsible(text, names))).toEqual({ at, en });
});

test('support: a list, open when it ends in 等', () => {
  expect(readSupport('', names)).toMatchObject({ units: [], open: false });
  expect(readSupport('市环保局、东区政府等', names)).toMatchObject({
    units: [{ unit: 'bureau' }, { unit: 'east', at: 5 }],
    open: true,
  });
  expect(wrong(() => readSupport('市环保局、有关区政府', names)).at).toBe(5);
  expect(wrong(() => readSupport('全市政府（管委会）', names)).en).toContain('unknown unit');
  expect(wrong(() => readSupport('等', names)).en).toContain('unknown unit ""');
});

test('lead: exactly one name', () => {
  expect(readLead('市环保局', names).unit).toBe('bureau');
  expect(wrong(() => readLead('市环保局、东区', names))).toEqual({ at: 5, en: 'exactly one lead unit is expected' });
  expect(wrong(() => readLead('有关区政府', names)).en).toContain('unknown unit');
});

test('a pack that gives one spelling two meanings is refused', () => {
  expect(() => namesOf({ units: [unit('a', '甲区'), unit('b', '乙区', '甲区')], groups: [], unresolved: [] })).toThrow(
    '甲区',
  );
});
