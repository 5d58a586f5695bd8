import {
  asLead,
  asResponsible,
  banan,
  dispatched,
  drafted,
  ecology,
  finance,
  holder,
  inspectorate,
  nobodyInParticular,
  office,
  since,
  yuzhong,
} from '../../../../test/support/examples.ts';
import type { AssignmentId } from '../assignment.ts';
import type { Command } from '../command.ts';

const issued = dispatched({ supports: [finance.id], responsible: [yuzhong.id] });
const note = (assignment: AssignmentId, text = '请于周五前报送名单'): Command => ({ kind: 'note', assignment, text });
const passed = (house: typeof office, assignment: AssignmentId) =>
  since(issued, issued.then(holder(house, 'liaison'), note(assignment))).map((fact) =>
    fact.kind === 'noted' ? `${fact.from} → ${fact.to}` : fact.kind,
  );

test('whoever holds a part writes to the lead, the lead of its own to the office', () => {
  expect(passed(yuzhong, asResponsible(yuzhong))).toEqual(['yuzhong-district → ecology-environment-bureau']);
  expect(passed(ecology, asLead())).toEqual(['ecology-environment-bureau → zero-waste-office']);
});
test('the lead, the office and the inspectorate write to whoever holds it', () => {
  for (const house of [ecology, office, inspectorate])
    expect(passed(house, asResponsible(yuzhong))).toEqual([`${house.id} → yuzhong-district`]);
  expect(passed(office, asLead())).toEqual(['zero-waste-office → ecology-environment-bureau']);
});
test('the fact keeps who wrote what, trimmed; nothing else changes', () => {
  const after = issued.then(holder(office, 'liaison'), note(asLead(), ' 收到 '));
  expect(since(issued, after)).toEqual([
    {
      kind: 'noted',
      on: '2020-03-02',
      assignment: asLead(),
      by: 'zero-waste-office.liaison',
      from: office.id,
      to: ecology.id,
      text: '收到',
    },
  ]);
  expect(after.task).toEqual(issued.task);
});
test('nobody writes about a part that he may not read, nor nothing, nor before the dispatch', () => {
  for (const by of [holder(finance, 'chief'), holder(banan, 'chief'), nobodyInParticular])
    expect(issued.refusal(by, note(asResponsible(yuzhong)))).toMatchObject({ why: 'notYourPost', unit: yuzhong.id });
  expect(issued.refusal(holder(office, 'chief'), note(asLead(), '\n'))).toEqual({ why: 'blankText' });
  expect(issued.refusal(holder(office, 'chief'), note(asResponsible(banan)))).toMatchObject({
    why: 'noSuchAssignment',
  });
  expect(drafted().refusal(holder(office, 'chief'), note(asLead()))).toMatchObject({ why: 'wrongStage' });
});
