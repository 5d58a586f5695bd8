import { likeness as ofPairs, pairsOf } from './likeness.ts';

const likeness = (one: string, other: string): number => ofPairs(pairsOf(one), pairsOf(other));

test.each([
  ['市生态环境局', '市生态环境局', 1],
  ['市环境局', '市生态环境局', 0.5],
  ['甲乙', '丙丁', 0],
  ['甲', '甲', 1],
  ['甲', '乙', 0],
  ['', '甲乙', 0],
])('%s and %s', (one, other, expected) => {
  expect(likeness(one, other)).toBeCloseTo(expected, 1);
  expect(likeness(other, one)).toBe(likeness(one, other));
});

test('a pair that stands twice counts as often as the other text has it', () => {
  expect(likeness('甲甲甲', '甲甲')).toBeCloseTo(2 / 3);
});
