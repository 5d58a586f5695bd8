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
  office,
  personWith,
  since,
  yuzhong,
} from '../../../../test/support/examples.ts';
import { posts } from '../actor.ts';

const issued = dispatched({ supports: [finance.id], responsible: [yuzhong.id] });

test.each(posts)('any post of the unit acknowledges, its %s too', (post) => {
  const after = issued.then(holder(finance, post), acknowledge(asSupport(finance)));
  expect(since(issued, after)).toEqual([
    {
      kind: 'acknowledged',
      on: '2020-03-02',
      assignment: asSupport(finance),
      by: `finance-bureau.${post}`,
      textVersion: 1,
    },
  ]);
  expect(after.task.assignments.map(({ stage }) => stage)).toEqual(['issued', 'acknowledged', 'issued']);
});

test('one unit does not acknowledge for another, nor does the office', () => {
  for (const house of [ecology, banan, office]) {
    expect(issued.refusal(holder(house, 'chief'), acknowledge(asResponsible(yuzhong)))).toMatchObject({
      why: 'notYourPost',
      unit: yuzhong.id,
    });
  }
});

test('somebody with posts in two units acknowledges for both', () => {
  const both = personWith({ unit: ecology.id, post: 'handler' }, { unit: yuzhong.id, post: 'liaison' });
  const after = issued.then(both, acknowledge(asLead())).then(both, acknowledge(asResponsible(yuzhong)));
  expect(after.task.assignments.map(({ stage }) => stage)).toEqual(['acknowledged', 'issued', 'acknowledged']);
});

test('what was not assigned cannot be acknowledged', () => {
  expect(issued.refusal(holder(banan, 'chief'), acknowledge(asResponsible(banan)))).toEqual({
    why: 'noSuchAssignment',
    assignment: asResponsible(banan),
  });
});

test('before dispatch there is nothing to acknowledge', () => {
  expect(drafted().refusal(holder(ecology, 'chief'), acknowledge(asLead()))).toMatchObject({ why: 'wrongStage' });
});

test('an assignment is acknowledged once per issue', () => {
  const after = issued.then(holder(finance, 'liaison'), acknowledge(asSupport(finance)));
  expect(after.refusal(holder(finance, 'chief'), acknowledge(asSupport(finance)))).toEqual({
    why: 'wrongAssignmentStage',
    assignment: asSupport(finance),
    stage: 'acknowledged',
  });
});
