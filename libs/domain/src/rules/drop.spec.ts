import {
  dispatched,
  drafted,
  ecology,
  holder,
  office,
  question,
  register,
  since,
} from '../../../../test/support/examples.ts';
import type { Command } from '../command.ts';

const drop = (reason = '与第12项重复'): Command => ({ kind: 'drop', reason });
const chief = holder(office, 'chief');

test("the office's deputy or chief drops a draft or a registered task, with a reason", () => {
  for (const story of [drafted(), drafted({ questions: [question('units')] }), drafted().then(chief, register)]) {
    const after = story.then(holder(office, 'deputy'), drop(' 与第12项重复 '));
    expect(since(story, after)).toEqual([{ kind: 'dropped', on: '2020-03-02', reason: '与第12项重复' }]);
    expect(after.task.stage).toBe('dropped');
    expect([after.owed(), after.agenda()]).toEqual([[], []]);
    expect(after.refusal(chief, register)).toMatchObject({ why: 'wrongStage', stage: 'dropped' });
  }
});
test('nobody else does, nor without a reason', () => {
  for (const by of [holder(office, 'section-head'), holder(ecology, 'chief')])
    expect(drafted().refusal(by, drop())).toMatchObject({ why: 'notYourPost', unit: office.id });
  expect(drafted().refusal(chief, drop(' \n'))).toEqual({ why: 'blankReason' });
});
test('what was dispatched is not dropped any more', () => {
  expect(dispatched().refusal(chief, drop())).toMatchObject({ why: 'wrongStage', allowed: ['draft', 'registered'] });
});
