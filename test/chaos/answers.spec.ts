import { contradiction, type Settled } from './answers.ts';

/** One order, given twice at the same moment. */
const answered = (status: number | null, askedAt: number, answeredAt: number, seq = 5): Settled => ({
  answer: status === null ? null : { status, ...(status === 200 && { seq, facts: [] }) },
  askedAt,
  answeredAt,
});
const both = (one: Settled, other: Settled): readonly (string | null)[] => [
  contradiction(one, other),
  contradiction(other, one),
];

test('the same answer twice, two refusals, and no answer beside any other are no contradiction', () => {
  expect(both(answered(200, 0, 10), answered(200, 0, 20))).toEqual([null, null]);
  expect(both(answered(422, 0, 10), answered(422, 0, 20))).toEqual([null, null]);
  expect(both(answered(200, 0, 10), answered(null, 0, 20))).toEqual([null, null]);
});

test('two acceptances are one answer', () => {
  const differently = 'was answered twice, and differently';
  expect(both(answered(200, 0, 10), answered(200, 0, 20, 6))).toEqual([differently, differently]);
});

test('a key with the same order is never answered 409', () => {
  const never = 'was answered 409 although its order never changed';
  expect(both(answered(200, 0, 10), answered(409, 0, 20))).toEqual([never, never]);
  expect(both(answered(409, 0, 10), answered(null, 0, 20))).toEqual([never, never]);
});

test('a refusal may have come before the acceptance, and not after it', () => {
  expect(both(answered(200, 50, 60), answered(422, 0, 10))).toEqual([null, null]);
  expect(both(answered(200, 0, 10), answered(422, 5, 20))).toEqual([null, null]);
  const after = 'was answered 200, and 422 afterwards';
  expect(both(answered(200, 0, 10), answered(422, 11, 20))).toEqual([after, after]);
});
