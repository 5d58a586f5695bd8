import type { UnitId } from '#domain/unit';
import { namesOf } from './names.ts';
import { readLead, readResponsible, readSupport, CellMistake } from './unit-expression.ts';

const id = (text: string): UnitId => text as UnitId;
const unit = (of: string, name: string, ...aliases: readonly string[]) =>
  ({ id: id(of), name, nameEn: of, kind: 'district', aliases, core: true }) as const;

const known = {
  seats: { office: id('office'), leadingGroup: id('group'), inspectorate: id('inspectorate') },
  sharedEndings: ['政府', '管委会'],
  units: [
    unit('office', '市专项办'),
    unit('east', '东区政府', '东区'),
    unit('west', '西区政府'),
    unit('zone', '新区管委会', '新区'),
    unit('bureau', '市环保局'),
  ],
  groups: [
    { id: 'all', variants: ['全市政府（管委会）'], members: [id('east'), id('west'), id('zone')] },
    { id: 'districts', variants: ['各区政府'], members: [id('east'), id('west')] },
    { id: 'counties', variants: ['各县（市、区）'], members: [id('east'), id('west'), id('zone')] },
  ],
  unresolved: ['有关区政府', '有关县（市、区）'],
  kindEndings: [{ ending: '县政府', kind: 'county' as const }],
};
const names = namesOf({ ...known, unknownUnits: 'refuse' });
const asking = namesOf({ ...known, unknownUnits: 'ask' });

const responsible = (text: string): readonly string[] => readResponsible(text, names).units.map((one) => one.unit);
const wrong = (read: () => unknown): { at: number; en: string } => {
  try {
    read();
  } catch (cause) {
    if (cause instanceof CellMistake) return { at: cause.at, en: cause.en };
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
  ['各区政府（不含西区政府）、新区', ['east', 'zone']],
  ['市环保局、各县（市、区）（不含东区、新区）', ['bureau', 'west']],
  ['各县（市、区）', ['east', 'west', 'zone']],
  ['各县（市、区），不含东区', ['west', 'zone']],
  ['有关县（市、区）、新区', ['zone']],
])('responsible: "%s"', (text, units) => {
  expect(responsible(text)).toEqual(units);
});

test('the ending of the last name holds for those before it, known short names or not', () => {
  expect(responsible('西区、东区政府')).toEqual(['west', 'east']);
  expect(wrong(() => readResponsible('西区、市环保局', names))).toEqual({
    at: 0,
    en: 'unknown unit "西区"; is it "西区政府"?',
  });
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
  ['东区、南区', 3, 'unknown unit "南区": it is not in the units of the pack'],
  ['东区、', 3, 'a name is missing: one is expected on either side of "、"'],
  ['东区等', 0, 'unknown unit "东区等"; is it "东区政府"?'],
  ['东区，新区', 0, 'unknown unit "东区，新区"; names are joined by "、"'],
  ['市专项办', 0, '"市专项办" follows the tasks and carries none out'],
  ['无', 0, 'unknown unit "无"; leave the cell blank where there is none'],
  ['东区、东区政府', 3, '"东区政府" names a unit twice'],
  ['各区政府、东区', 5, '"东区" names a unit twice'],
  ['全市政府（管委会），不含南区', 12, 'unknown unit "南区": it is not in the units of the pack'],
  ['全市政府（管委会），不含', 12, 'a name is missing: one is expected on either side of "、"'],
  ['各区政府（不含新区）', 7, '"新区" is not among "各区政府" and cannot be excluded'],
  ['各区政府，不含东区、东区政府', 10, '"东区政府" names a unit twice'],
  ['各区政府，不含东区、西区政府', 0, 'nobody of "各区政府" is left'],
  ['东区，不含西区政府', 5, '"西区政府" is not among "东区" and cannot be excluded'],
  ['各区政府、新区，不含东区', 10, '"东区" is not among "各区政府、新区" and cannot be excluded'],
  ['各区政府（不含东区', 4, 'a bracket without its other half'],
  ['东区、各区政府）', 7, 'a bracket without its other half'],
  ['全市政府（管委会，不含东区', 4, 'a bracket without its other half'],
  ['各区政府（不含各区政府）', 7, 'unknown unit "各区政府"; is it "东区政府"?'],
  ['东区（不含新区）', 5, '"新区" is not among "东区" and cannot be excluded'],
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
  expect(wrong(() => readSupport('等', names)).en).toContain('a name is missing');
});

test('lead: exactly one name', () => {
  expect(readLead('市环保局', names).unit).toBe('bureau');
  expect(wrong(() => readLead('市环保局、东区', names))).toEqual({ at: 5, en: 'exactly one lead unit is expected' });
  expect(wrong(() => readLead('有关区政府', names)).en).toContain('unknown unit');
});

test('a pack that gives one spelling two meanings is refused', () => {
  const units = [unit('a', '甲区'), unit('b', '乙区', '甲区')];
  expect(() => namesOf({ ...known, units, unknownUnits: 'refuse' })).toThrow('甲区');
});

describe('where the pack asks about unknown names', () => {
  test('an unknown name stands for a provisional unit, the same one wherever it is written', () => {
    const [east, stranger] = readResponsible('东区、南县政府', asking).units;
    expect(east?.unit).toBe('east');
    expect(stranger?.unit).toMatch(/^unit-[0-9a-f]{8}$/);
    expect(readLead('南县政府', asking).unit).toBe(stranger?.unit);
    expect(readSupport('市环保局、南县政府等', asking).units[1]?.unit).toBe(stranger?.unit);
    expect(asking.strangers.get(id(stranger?.unit ?? ''))).toMatchObject({ name: '南县政府', kind: 'county' });
    expect(asking.nameOf(id(stranger?.unit ?? ''))).toBe('南县政府');
  });
  test('the known name most like it is found, or none', () => {
    expect(asking.likest('市环保局局')).toBe('bureau');
    expect(asking.likest('南县政府')).toBeNull();
  });
  test.each([
    ['a word that names nobody', '有关区政府'],
    ['a group among the supports', '各区政府'],
    ['a blank', ''],
    ['one character', '局'],
    ['two known names in one', '市环保局和东区'],
    ['a group with something behind it', '各区政府办公室'],
    ['a bracket of the other width', '南县(新城)'],
    ['what leaves somebody out', '各乡镇（不含东镇）'],
    ['a sentence', '市环保局，会同有关单位'],
    ['more than forty characters', '局'.repeat(41)],
  ])('%s is no name', (_what, text) => {
    expect(wrong(() => readSupport(`东区、${text}`, asking)).en).toMatch(/unknown unit|a name is missing/);
  });
  test('responsible units are no open list', () => {
    expect(wrong(() => readResponsible('东区、南县等', asking)).en).toContain('unknown unit "南县等"');
  });
  test('an unknown name cannot be left out of a group', () => {
    expect(wrong(() => readResponsible('各区政府（不含南县）', asking)).en).toContain('is not among');
  });
  test('an unknown name twice is refused like a known one', () => {
    expect(wrong(() => readSupport('南县政府、南县政府', asking)).en).toContain('names a unit twice');
  });
});
