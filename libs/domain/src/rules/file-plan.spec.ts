import {
  acknowledge,
  asLead,
  banan,
  dispatched,
  ecology,
  holder,
  office,
  since,
  yuzhong,
} from '../../../../test/support/examples.ts';
import type { Command } from '../command.ts';

const filePlan: Command = { kind: 'filePlan' };
const issued = dispatched({ responsible: [yuzhong.id] });
const planning = issued.then(holder(ecology, 'liaison'), acknowledge(asLead()));

test('the lead files the plan within five working days of acknowledging, ten in a bulk dispatch', () => {
  const owed = (story: typeof planning) => story.owed().find(({ kind }) => kind === 'filePlan');
  expect(owed(planning)).toEqual({
    key: `filePlan/${asLead()}/1`,
    kind: 'filePlan',
    unit: ecology.id,
    assignment: asLead(),
    since: '2020-03-02',
    by: '2020-03-09',
    end: '2020-03-09',
    leap: null,
    top: 'E3',
  });
  const bulk = dispatched({}, undefined, undefined, [ecology.id]).then(holder(ecology, 'chief'), acknowledge(asLead()));
  expect(owed(bulk)?.by).toBe('2020-03-16');
  const filed = planning.then(holder(ecology, 'handler'), filePlan);
  expect(since(planning, filed)).toEqual([{ kind: 'planFiled', on: '2020-03-02', assignment: asLead() }]);
  expect(owed(filed)).toBeUndefined();
});
test('it is filed once, by nobody but the lead, and not before the lead has acknowledged', () => {
  const filed = planning.then(holder(ecology, 'handler'), filePlan);
  expect(filed.refusal(holder(ecology, 'chief'), filePlan)).toEqual({ why: 'alreadyDone' });
  for (const house of [yuzhong, office])
    expect(planning.refusal(holder(house, 'chief'), filePlan)).toMatchObject({ why: 'notYourPost', unit: ecology.id });
  expect(issued.refusal(holder(ecology, 'chief'), filePlan)).toMatchObject({ why: 'wrongStage' });
});
test('another lead files a plan of its own', () => {
  const handedOver = planning
    .then(holder(ecology, 'handler'), filePlan)
    .then(holder(ecology, 'chief'), { kind: 'decline', assignment: asLead(), reason: '职责已划转' })
    .then(holder(office, 'liaison'), {
      kind: 'rule',
      assignment: asLead(),
      ruling: { kind: 'reassign', to: banan.id },
    })
    .then(holder(banan, 'liaison'), acknowledge(asLead(banan)));
  expect(handedOver.owed().map(({ key }) => key)).toContain(`filePlan/${asLead(banan)}/1`);
});
