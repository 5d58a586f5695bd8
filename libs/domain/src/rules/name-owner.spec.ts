import {
  acknowledge,
  asLead,
  asResponsible,
  asSupport,
  banan,
  dispatched,
  drafted,
  ecology,
  finance,
  holder,
  nameOwner,
  since,
  yuzhong,
} from '../../../../test/support/examples.ts';

const issued = dispatched({ supports: [finance.id], responsible: [yuzhong.id] });
const received = issued.then(holder(yuzhong, 'liaison'), acknowledge(asResponsible(yuzhong)));

test.each(['section-head', 'deputy', 'chief'] as const)("a responsible unit's %s names its owner", (post) => {
  const after = received.then(holder(yuzhong, post), nameOwner(asResponsible(yuzhong), ' 王莉 '));
  expect(since(received, after)).toEqual([
    {
      kind: 'ownerNamed',
      on: '2020-03-02',
      assignment: asResponsible(yuzhong),
      owner: { leader: '王莉', handler: '李强', liaison: '张敏' },
    },
  ]);
});

test('an owner may be named anew', () => {
  const again = received
    .then(holder(yuzhong, 'chief'), nameOwner(asResponsible(yuzhong)))
    .then(holder(yuzhong, 'chief'), nameOwner(asResponsible(yuzhong), '陈明'));
  expect(again.task.assignments.at(-1)?.owner?.leader).toBe('陈明');
});

test('where the row names no responsible unit, the lead names the owner', () => {
  const alone = dispatched().then(holder(ecology, 'liaison'), acknowledge(asLead()));
  expect(alone.then(holder(ecology, 'chief'), nameOwner(asLead())).task.assignments[0]?.owner).not.toBeNull();
});

test.each(['liaison', 'handler'] as const)("a unit's %s may not name the owner", (post) => {
  expect(received.refusal(holder(yuzhong, post), nameOwner(asResponsible(yuzhong)))).toMatchObject({
    why: 'notYourPost',
    posts: ['section-head', 'deputy', 'chief'],
  });
});

test('another unit may not name the owner', () => {
  expect(received.refusal(holder(ecology, 'chief'), nameOwner(asResponsible(yuzhong)))).toMatchObject({
    why: 'notYourPost',
    unit: yuzhong.id,
  });
});

test('an assignment that does not exist has no owner', () => {
  expect(received.refusal(holder(banan, 'chief'), nameOwner(asResponsible(banan)))).toMatchObject({
    why: 'noSuchAssignment',
  });
});

test('before dispatch no owner is named', () => {
  expect(drafted().refusal(holder(ecology, 'chief'), nameOwner(asLead()))).toMatchObject({ why: 'wrongStage' });
});

test('an owner is named after acknowledging', () => {
  expect(issued.refusal(holder(yuzhong, 'chief'), nameOwner(asResponsible(yuzhong)))).toMatchObject({
    why: 'wrongAssignmentStage',
    stage: 'issued',
  });
});

test('a support may name its owner too, though it owes none', () => {
  const support = issued.then(holder(finance, 'liaison'), acknowledge(asSupport(finance)));
  expect(support.refusal(holder(finance, 'chief'), nameOwner(asSupport(finance)))).toBeNull();
});

test.each(['', '   '])('a name is never blank ("%s")', (blank) => {
  expect(received.refusal(holder(yuzhong, 'chief'), nameOwner(asResponsible(yuzhong), blank))).toEqual({
    why: 'blankName',
  });
});
