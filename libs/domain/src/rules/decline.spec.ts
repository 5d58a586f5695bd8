import {
  acknowledge,
  asLead,
  asResponsible,
  asSupport,
  banan,
  dispatched,
  ecology,
  finance,
  holder,
  leadingGroup,
  nameOwner,
  office,
  since,
  untilDay,
  yuzhong,
} from '../../../../test/support/examples.ts';
import type { AssignmentId } from '../assignment.ts';
import type { Command, Ruling } from '../command.ts';

const issued = dispatched({ supports: [finance.id], responsible: [yuzhong.id] });
const own = asResponsible(yuzhong);
const decline = (assignment: AssignmentId = own, reason = '不在本区范围'): Command => ({
  kind: 'decline',
  assignment,
  reason,
});
const rule = (ruling: Ruling, assignment: AssignmentId = own): Command => ({ kind: 'rule', assignment, ruling });
const head = holder(yuzhong, 'section-head');
const clerk = holder(office, 'liaison');
const stages = (story: typeof issued) => story.task.assignments.map(({ id, stage }) => `${id} ${stage}`);

describe('退签', () => {
  test('a section head or above declines with a reason, also what was acknowledged', () => {
    const after = issued.then(head, acknowledge(own)).then(head, decline(own, ' 不在本区范围 '));
    expect(since(issued, after).at(-1)).toEqual({
      kind: 'declined',
      on: '2020-03-02',
      assignment: own,
      by: 'yuzhong-district.section-head',
      reason: '不在本区范围',
    });
    expect(issued.refusal(holder(yuzhong, 'handler'), decline())).toMatchObject({ why: 'notYourPost' });
    expect(issued.refusal(holder(banan, 'chief'), decline())).toMatchObject({ why: 'notYourPost' });
    expect(issued.refusal(head, decline(own, ' '))).toEqual({ why: 'blankReason' });
  });
  test('within two working days of the issue; five in a bulk dispatch', () => {
    // Issued on Monday.
    expect(issued.at('2020-03-04 17:00').refusal(head, decline())).toBeNull();
    expect(issued.at('2020-03-05 9:00').refusal(head, decline())).toEqual({
      why: 'tooLateToDecline',
      assignment: own,
      until: '2020-03-04',
    });
    const bulk = dispatched({ responsible: [yuzhong.id] }, undefined, undefined, [yuzhong.id]);
    expect(bulk.at('2020-03-09 9:00').refusal(head, decline())).toBeNull();
    expect(bulk.at('2020-03-10 9:00').refusal(head, decline())).toMatchObject({ until: '2020-03-09' });
  });
  test('what is declined is not owed by the unit any more; the office owes a ruling within two days', () => {
    const after = issued.then(head, acknowledge(own)).then(head, decline());
    expect(after.owed().filter(({ unit }) => unit === yuzhong.id)).toEqual([]);
    expect(after.owed().find(({ kind }) => kind === 'rule')).toMatchObject({
      key: `rule/${own}/1`,
      unit: office.id,
      assignment: own,
      since: '2020-03-02',
      by: '2020-03-04',
      top: 'E4',
    });
    expect(after.refusal(head, acknowledge(own))).toMatchObject({ why: 'wrongAssignmentStage', stage: 'declined' });
    expect(after.refusal(head, decline())).toMatchObject({ why: 'wrongAssignmentStage' });
  });
  test('without its lead the task is back where it was before', () => {
    const planning = dispatched({ responsible: [yuzhong.id] }).then(holder(ecology, 'chief'), acknowledge(asLead()));
    expect(planning.task.stage).toBe('planning');
    const declined = planning.then(holder(ecology, 'chief'), decline(asLead()));
    expect(declined.task.stage).toBe('dispatched');
    const kept = declined.then(clerk, rule({ kind: 'keep' }, asLead()));
    expect(kept.task.stage).toBe('dispatched');
    expect(kept.then(holder(ecology, 'chief'), acknowledge(asLead())).task.stage).toBe('planning');
  });
});

describe('裁定', () => {
  const declined = issued.then(head, acknowledge(own)).then(head, nameOwner(own)).then(head, decline());

  test('kept: issued anew, to be acknowledged again, and not to be declined again', () => {
    const kept = declined.at('2020-03-04 10:00').then(clerk, rule({ kind: 'keep' }));
    expect(kept.task.assignments.find(({ id }) => id === own)).toMatchObject({
      stage: 'issued',
      issue: 2,
      issuedOn: '2020-03-04',
      acknowledged: null,
      owner: null,
      kept: true,
    });
    expect(kept.owed().find(({ assignment }) => assignment === own)).toMatchObject({
      key: `acknowledge/${own}/2`,
      by: '2020-03-05',
    });
    expect(kept.refusal(head, decline())).toEqual({ why: 'alreadyKept', assignment: own });
  });
  test('reassigned: the other unit has the part, issued that day; the first one is released and its history stays', () => {
    const after = declined.at('2020-03-04 10:00').then(clerk, rule({ kind: 'reassign', to: banan.id }));
    expect(stages(after)).toEqual([
      `${asLead()} issued`,
      `${asSupport(finance)} issued`,
      `${own} released`,
      `${asResponsible(banan)} issued`,
    ]);
    expect(after.owed().filter(({ unit }) => unit === banan.id)).toMatchObject([
      { kind: 'acknowledge', since: '2020-03-04', by: '2020-03-05' },
      { kind: 'part', since: '2020-03-04', by: '2020-12-17' },
    ]);
    // It may decline too, and the first unit may get it back, as a new issue.
    const back = after
      .then(holder(banan, 'chief'), decline(asResponsible(banan)))
      .then(clerk, rule({ kind: 'reassign', to: yuzhong.id }, asResponsible(banan)));
    expect(stages(back).slice(2)).toEqual([`${own} issued`, `${asResponsible(banan)} released`]);
    expect(back.task.assignments.find(({ id }) => id === own)?.issue).toBe(2);
  });
  test('a new lead leads back to dispatched, and is the one who leads', () => {
    const led = issued.then(holder(ecology, 'chief'), decline(asLead()));
    const after = led.then(clerk, rule({ kind: 'reassign', to: banan.id }, asLead()));
    expect(after.task).toMatchObject({ lead: banan.id, stage: 'dispatched' });
    expect(after.then(holder(banan, 'liaison'), acknowledge(asLead(banan))).task.stage).toBe('planning');
  });
  test('withdrawn: nobody has the part; with no responsible unit left the lead carries the task itself', () => {
    const after = declined.then(clerk, rule({ kind: 'withdraw' }));
    expect(stages(after).at(-1)).toBe(`${own} released`);
    const lead = after.then(holder(ecology, 'chief'), acknowledge(asLead()));
    expect(lead.owed().map(({ kind, unit }) => `${kind} ${unit}`)).toContain('nameOwner ecology-environment-bureau');
  });
  test('a lead is not withdrawn', () => {
    const led = issued.then(holder(ecology, 'chief'), decline(asLead()));
    expect(led.refusal(clerk, rule({ kind: 'withdraw' }, asLead()))).toEqual({ why: 'leadIsNeeded' });
  });
  test('only the office rules, only on what was declined, and only for a unit of the plan without a part', () => {
    expect(declined.refusal(holder(ecology, 'chief'), rule({ kind: 'keep' }))).toMatchObject({ why: 'notYourPost' });
    expect(issued.refusal(clerk, rule({ kind: 'keep' }))).toMatchObject({ why: 'wrongAssignmentStage' });
    expect(declined.refusal(clerk, rule({ kind: 'keep' }, asResponsible(banan)))).toMatchObject({
      why: 'noSuchAssignment',
    });
    const to = (unit: typeof banan.id) => declined.refusal(clerk, rule({ kind: 'reassign', to: unit }));
    expect(to('atlantis' as typeof banan.id)).toEqual({ why: 'unknownUnit', unit: 'atlantis' });
    expect(to(leadingGroup.id)).toMatchObject({ why: 'isSeat' });
    expect(to(finance.id)).toEqual({ why: 'unitAlreadyAssigned', unit: finance.id });
  });
  test('when the office does not rule, nobody confirms its own rung for it', () => {
    const late = untilDay(declined, '2020-03-18');
    const climbed = late.facts.flatMap((fact) =>
      fact.kind === 'escalated' && fact.about === 'rule' ? [[fact.on, fact.rung, fact.proposed]] : [],
    );
    expect(climbed).toEqual([
      ['2020-03-05', 'E1', false],
      ['2020-03-09', 'E2', false],
      ['2020-03-11', 'E3', false],
      ['2020-03-18', 'E4', false],
    ]);
  });
});
