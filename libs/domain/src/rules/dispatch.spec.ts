import {
  banan,
  dispatch,
  dispatched,
  drafted,
  ecology,
  finance,
  holder,
  office,
  register,
  since,
  yuzhong,
} from '../../../../test/support/examples.ts';

const registered = drafted({ supports: [finance.id], responsible: [yuzhong.id] }).then(
  holder(office, 'chief'),
  register,
);

test('dispatching issues every assignment and pins the rules', () => {
  const after = registered.then(holder(office, 'liaison'), dispatch);
  expect(since(registered, after)).toEqual([{ kind: 'dispatched', on: '2020-03-02', rules: 1, bulk: [] }]);
  expect(after.task).toMatchObject({ stage: 'dispatched', rules: 1, dispatchedOn: '2020-03-02' });
  expect(after.task.assignments.map(({ stage, issue, issuedOn, bulk }) => ({ stage, issue, issuedOn, bulk }))).toEqual(
    Array.from({ length: 3 }, () => ({ stage: 'issued', issue: 1, issuedOn: '2020-03-02', bulk: false })),
  );
});

test('of the units with more than ten tasks in a dispatch, a task remembers its own', () => {
  const after = registered.then(holder(office, 'chief'), { kind: 'dispatch', bulk: [banan.id, yuzhong.id] });
  expect(since(registered, after)).toMatchObject([{ bulk: [yuzhong.id] }]);
  expect(after.task.assignments.filter(({ bulk }) => bulk).map(({ unit }) => unit)).toEqual([yuzhong.id]);
});

test('only the office dispatches', () => {
  expect(registered.refusal(holder(ecology, 'chief'), dispatch)).toMatchObject({ why: 'notYourPost', unit: office.id });
});

test.each([
  ['a draft', drafted()],
  ['what has been dispatched', dispatched()],
])('%s is not dispatched', (_what, story) => {
  expect(story.refusal(holder(office, 'chief'), dispatch)).toMatchObject({
    why: 'wrongStage',
    allowed: ['registered'],
  });
});
