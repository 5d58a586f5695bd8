import {
  acceptanceOf,
  acknowledge,
  answer,
  asLead,
  asResponsible,
  asSupport,
  claimDone,
  claimed,
  dispatch,
  dispatched,
  drafted,
  ecology,
  finance,
  holder,
  judge,
  linesAbout,
  office,
  owedAs,
  readable,
  register,
  requestSignOff,
  returnPart,
  since,
  type Story,
  submit,
  summaryOf,
  summer,
  told,
  underway,
  uploadOf,
  yuzhong,
} from '../../../../test/support/examples.ts';
import { agenda } from '../agenda.ts';
import type { AssignmentId } from '../assignment.ts';
import type { Command } from '../command.ts';
import type { Fact } from '../event.ts';
import type { ObligationKey } from '../obligation-key.ts';
import { day } from '../time/day.ts';

const own = asResponsible(yuzhong);
const item = acceptanceOf(own);
const chief = holder(yuzhong, 'chief');
const deputy = holder(yuzhong, 'deputy');
const clerk = holder(yuzhong, 'liaison');
const confirm = (assignment: AssignmentId = own): Command => ({ kind: 'confirmClaim', assignment });
/** Acknowledged on Monday, 2 March; act-by Tuesday, 30 June, so that the evidence day is Tuesday, 9 June. */
const work = underway();
const proved = work.then(holder(yuzhong, 'handler'), submit(item, uploadOf(yuzhong)));
const part = (story: Story) => story.task.assignments.find(({ id }) => id === own);
/** The last morning's escalations: `2020-06-17 E3 supply`. */
const climbed = (story: Story): readonly string[] =>
  story.facts.flatMap((fact) =>
    fact.kind === 'escalated' && fact.on === story.moment.on && fact.assignment === own
      ? [`${fact.on} ${fact.rung} ${fact.about}`]
      : [],
  );

describe('申报完成', () => {
  test.each(['liaison', 'handler'] as const)('the %s proposes it, and the part stays in work', (post) => {
    const proposed = proved.then(holder(yuzhong, post), claimDone(own));
    expect(since(proved, proposed)).toEqual([
      { kind: 'claimProposed', on: '2020-03-02', assignment: own, by: `yuzhong-district.${post}` },
    ]);
    expect(part(proposed)?.stage).toBe('working');
    expect(owedAs(proposed, 'part').map(({ assignment }) => assignment)).toContain(own);
  });
  test.each(['deputy', 'chief'] as const)('the %s confirms it, and the part is claimed', (post) => {
    const proposed = proved.then(clerk, claimDone(own)).at('2020-03-03 10:00');
    const after = proposed.then(holder(yuzhong, post), confirm());
    expect(since(proposed, after)).toEqual([
      {
        kind: 'claimed',
        on: '2020-03-03',
        assignment: own,
        by: `yuzhong-district.${post}`,
        proposedBy: 'yuzhong-district.liaison',
      },
    ]);
    expect(part(after)?.stage).toBe('claimed');
  });
  test('given by the deputy or chief it is one act', () => {
    expect(since(proved, proved.then(deputy, claimDone(own)))).toMatchObject([
      { kind: 'claimed', by: 'yuzhong-district.deputy', proposedBy: 'yuzhong-district.deputy' },
    ]);
  });
  test('the part is owed no more, and its acceptance is: by the lead, of the lead’s own by the office, in three days', () => {
    const after = proved.then(chief, claimDone(own));
    expect(owedAs(after, 'part').map(({ assignment }) => assignment)).toEqual([asLead()]);
    expect(owedAs(after, 'accept')).toMatchObject([
      { key: `accept/${own}/1.1.${ecology.id}-1`, unit: ecology.id, since: '2020-03-02', by: '2020-03-05', top: 'E4' },
    ]);
    expect(owedAs(claimed(work, asLead(), ecology), 'accept')).toMatchObject([{ unit: office.id, by: '2020-03-05' }]);
  });
  test('a support claims its part too', () => {
    const support = work.then(holder(finance, 'chief'), claimDone(asSupport(finance)));
    expect(owedAs(support, 'accept')).toMatchObject([{ unit: ecology.id, assignment: asSupport(finance) }]);
  });
  test('the claim stands for the name of the owner, and the task waits for that no longer', () => {
    const unnamed = dispatched(summer)
      .then(holder(ecology, 'chief'), acknowledge(asLead()))
      .then(clerk, acknowledge(own))
      .then(clerk, submit(item, uploadOf(yuzhong)));
    const after = unnamed.then(chief, claimDone(own));
    expect([unnamed.task.stage, after.task.stage]).toEqual(['planning', 'underway']);
  });
  test('nobody is told by letter what passes inside one house', () => {
    const proposed = proved.then(clerk, claimDone(own));
    expect([told(proposed), told(proposed.then(chief, confirm()))]).toEqual([[], []]);
  });
  test('not by a section head, nor by another unit; a claim is confirmed by no liaison', () => {
    const posts = ['liaison', 'handler', 'deputy', 'chief'];
    expect(proved.refusal(holder(yuzhong, 'section-head'), claimDone(own))).toEqual({
      why: 'notYourPost',
      unit: yuzhong.id,
      posts,
    });
    expect(proved.refusal(holder(ecology, 'chief'), claimDone(own))).toMatchObject({ why: 'notYourPost' });
    expect(proved.then(clerk, claimDone(own)).refusal(clerk, confirm())).toMatchObject({
      why: 'notYourPost',
      posts: ['deputy', 'chief'],
    });
  });
  test('not before it is acknowledged, not twice, and nothing is confirmed that nobody proposed', () => {
    expect(dispatched(summer).refusal(chief, claimDone(own))).toMatchObject({
      why: 'wrongAssignmentStage',
      stage: 'issued',
    });
    const after = proved.then(chief, claimDone(own));
    expect(after.refusal(chief, claimDone(own))).toMatchObject({ why: 'wrongAssignmentStage', stage: 'claimed' });
    expect(after.refusal(chief, confirm())).toMatchObject({ why: 'wrongAssignmentStage', stage: 'claimed' });
    expect(proved.refusal(chief, confirm())).toEqual({ why: 'noClaim', assignment: own });
  });
});

describe('a claim with items missing', () => {
  const held = work.then(clerk, claimDone(own));

  test('is held and names them, whoever makes it; it makes the part working', () => {
    for (const by of [clerk, chief]) {
      expect(since(work, work.then(by, claimDone(own)))).toEqual([
        {
          kind: 'claimHeld',
          on: '2020-03-02',
          assignment: own,
          by: by.person,
          missing: { items: [item], parts: [], subtasks: [], unacknowledged: [], declined: [] },
          supply: [],
          again: [],
          repeat: false,
        },
      ]);
    }
    expect(part(held)).toMatchObject({ stage: 'working', claim: null });
  });
  test('is told the unit, its deputy and the lead’s deputy; a same-day repeat tells nobody', () => {
    expect(told(held)).toEqual([
      'yuzhong-district.handler: held',
      'yuzhong-district.liaison: held',
      'yuzhong-district.deputy: held',
      'ecology-environment-bureau.deputy: held',
    ]);
    const again = held.then(chief, claimDone(own));
    expect(again.facts.at(-1)).toMatchObject({ kind: 'claimHeld', repeat: true, missing: { items: [item] } });
    expect(told(again)).toEqual([]);
    const next = again.at('2020-03-03 10:00').then(chief, claimDone(own));
    expect(told(next)).toHaveLength(4);
  });
  test('of the lead is told its deputy once', () => {
    expect(told(work.then(holder(ecology, 'chief'), claimDone(asLead())))).toEqual([
      'ecology-environment-bureau.handler: held',
      'ecology-environment-bureau.liaison: held',
      'ecology-environment-bureau.deputy: held',
    ]);
  });
  test('misses what was rejected, and does not miss what waits for a verdict or is waived', () => {
    expect(since(proved, proved.then(chief, claimDone(own)))).toMatchObject([{ kind: 'claimed' }]);
    const rejected = proved.then(holder(ecology, 'handler'), judge(1, '缺少签章'));
    expect(since(rejected, rejected.then(chief, claimDone(own)))).toMatchObject([
      { kind: 'claimHeld', missing: { items: [item] } },
    ]);
    const waived = work.then(holder(office, 'chief'), { kind: 'waiveEvidence', item, reason: '原件毁于洪水' });
    expect(since(waived, waived.then(chief, claimDone(own)))).toMatchObject([{ kind: 'claimed' }]);
  });
  test('is held at the confirmation too, when something has been withdrawn since it was proposed', () => {
    const without = proved
      .then(clerk, claimDone(own))
      .then(clerk, { kind: 'withdrawEvidence', evidence: 1 })
      .then(deputy, confirm());
    expect(without.facts.at(-1)).toMatchObject({ kind: 'claimHeld', by: 'yuzhong-district.deputy' });
    expect(without.refusal(deputy, confirm())).toMatchObject({ why: 'noClaim' });
  });
});

describe('evidence is to be supplied', () => {
  const hold = (story: Story, on: string): Story => story.at(`${on} 10:00`).then(chief, claimDone(own));
  const first = hold(work, '2020-06-09');

  test('from the evidence day on, fifteen working days before the act-by day: five days after the hold', () => {
    expect(owedAs(hold(work, '2020-06-08'), 'supply')).toEqual([]);
    expect(first.facts.at(-1)).toMatchObject({ kind: 'claimHeld', supply: [own], again: [] });
    expect(owedAs(first, 'supply')).toMatchObject([
      { key: `supply/${own}/1.1`, unit: yuzhong.id, since: '2020-06-09', by: '2020-06-16', top: 'E3' },
    ]);
    expect(linesAbout(first, 'supply').map((line) => line.slice(0, 14))).toEqual([
      '2020-06-15 E0 ',
      '2020-06-16 E0 ',
      '2020-06-17 E1 ',
      '2020-06-19 E2 ',
      '2020-06-22 for',
      '2020-06-23 E3 ',
    ]);
  });
  test('by the units whose items a held request misses as well; not by those that only wait for a verdict', () => {
    const late = work
      .at('2020-06-10 10:00')
      .then(holder(ecology, 'handler'), submit(summaryOf(asLead()), uploadOf(ecology)));
    const held = late.then(holder(ecology, 'liaison'), requestSignOff);
    expect(held.facts.at(-1)).toMatchObject({
      kind: 'signOffHeld',
      missing: { items: [summaryOf(asLead()), item] },
      supply: [own],
    });
    expect(owedAs(held, 'supply')).toMatchObject([{ assignment: own, since: '2020-06-10' }]);
  });
  test('by whoever a held request says, also where the part is claimed and its file was rejected since', () => {
    const rejected = claimed(work.at('2020-06-10 10:00'), own, yuzhong).then(
      holder(ecology, 'handler'),
      judge(1, '缺少签章'),
    );
    const held = rejected.then(holder(ecology, 'liaison'), requestSignOff);
    const fact = held.facts.at(-1);
    const opened = fact?.kind === 'signOffHeld' ? fact.supply : [];
    expect(opened).toContain(own);
    expect(owedAs(held, 'supply').map(({ assignment }) => assignment)).toEqual(opened);
  });
  test('until nothing is missing any more: submitted, or waived', () => {
    expect(owedAs(first.then(clerk, submit(item, uploadOf(yuzhong))), 'supply')).toEqual([]);
    const waived = first.then(holder(office, 'chief'), { kind: 'waiveEvidence', item, reason: '原件毁于洪水' });
    expect(owedAs(waived, 'supply')).toEqual([]);
  });
  test('anew, with a ladder of its own, when it is missing once more', () => {
    const again = first
      .then(clerk, submit(item, uploadOf(yuzhong)))
      .then(holder(ecology, 'handler'), judge(1, '缺少签章'));
    expect(owedAs(hold(again, '2020-06-12'), 'supply')).toMatchObject([
      { key: `supply/${own}/1.2`, since: '2020-06-12', by: '2020-06-19' },
    ]);
  });
  test('a second hold five working days after the first makes E3 the next morning’s line, the part’s in the same slip', () => {
    const second = hold(first.at('2020-06-16 8:30').clock(), '2020-06-16');
    expect(second.facts.at(-1)).toMatchObject({ kind: 'claimHeld', again: [own] });
    // Nobody could have foreseen it that morning.
    expect(since(second, second.clock())).toEqual([]);
    const morning = second.at('2020-06-17 8:30').clock();
    expect(climbed(morning).filter((line) => !line.includes('E1'))).toEqual([
      '2020-06-17 E3 supply',
      '2020-06-17 E3 part',
    ]);
    const slips = since(second, morning).filter((fact: Fact) => fact.kind === 'escalated' && fact.rung === 'E3');
    expect(slips.map((fact) => told(morning, fact))).toEqual([
      [
        'yuzhong-district.chief: yellow-slip',
        'ecology-environment-bureau.deputy: yellow-slip',
        'zero-waste-office.chief: yellow-slip',
      ],
      [
        'yuzhong-district.chief: yellow-slip',
        'ecology-environment-bureau.deputy: yellow-slip',
        'zero-waste-office.chief: yellow-slip',
      ],
    ]);
  });
  test('a second hold before that leaps nowhere, and a repeat that same day neither', () => {
    const early = hold(first, '2020-06-15');
    expect(early.facts.at(-1)).toMatchObject({ again: [] });
    expect(owedAs(early, 'supply')).toMatchObject([{ leap: { on: '2020-07-01' } }]);
    expect(owedAs(first.then(chief, claimDone(own)), 'supply')).toMatchObject([{ leap: { on: '2020-07-01' } }]);
  });
  test('the act-by day passing with items missing makes E3 the next morning’s line', () => {
    const late = hold(work, '2020-06-24');
    expect(linesAbout(late, 'supply')).toEqual([
      `2020-06-30 E0 −1 supply ${own}`,
      `2020-06-30 foretell supply ${own}`,
      `2020-07-01 E0 −0 supply ${own}`,
      `2020-07-01 E3 supply ${own}`,
    ]);
  });
  test('what nobody could foresee is not foreseen by asking late: held on the act-by day, E3 is the next order on any day', () => {
    const late = hold(work, '2020-06-30');
    const asked = (on: string) =>
      readable(
        agenda(late.task, late.moment.calendar, day(on)).filter(
          ({ about, kind }) => about === 'supply' && kind !== 'remind',
        ),
      );
    expect(asked('2020-06-30')).toEqual([`2020-07-01 E3 supply ${own}`]);
    expect(asked('2020-07-06')).toEqual([`2020-07-06 E3 supply ${own}`]);
    expect(
      late
        .at('2020-07-06 8:30')
        .refusal('clock', { kind: 'foretell', obligation: `supply/${own}/1.1` as ObligationKey }),
    ).toEqual({
      why: 'alreadyDone',
    });
    expect(climbed(late.at('2020-07-06 8:30').clock())).toContain('2020-07-06 E3 supply');
  });
  test('the act-by day takes the part along in the same slip, and the part goes on to E4 and E5 on its own', () => {
    // The act-by day lies near: the part is owed by Monday, 9 March, the whole by Tuesday.
    const near = drafted({ ...summer, due: '2020-03-10' })
      .then(holder(office, 'chief'), answer('date', { kind: 'date', due: null }))
      .then(holder(office, 'chief'), register)
      .then(holder(office, 'chief'), dispatch)
      .then(clerk, acknowledge(own));
    const held = hold(near.at('2020-03-09 8:30').clock(), '2020-03-09');
    const seen = held.at('2020-03-10 8:30').clock();
    const morning = seen.at('2020-03-11 8:30').clock();
    expect(climbed(morning)).toEqual(['2020-03-11 E3 supply', '2020-03-11 E3 part']);
    const rest = linesAbout(morning, 'supply', 'part').filter((line) => line.endsWith(own));
    expect(rest).toEqual([`2020-03-24 E4 part ${own}`, `2020-04-07 E5 part ${own}`]);
  });
  test('a correction stands in the place of the part in that slip too', () => {
    const returned = claimed(work.at('2020-06-09 9:00'), own, yuzhong).then(
      holder(ecology, 'handler'),
      returnPart(own, [item]),
    );
    const second = hold(hold(returned, '2020-06-09').at('2020-06-16 8:30').clock(), '2020-06-16').clock();
    const morning = second.at('2020-06-17 8:30').clock();
    expect(climbed(morning).filter((line) => !line.includes('E1'))).toEqual([
      '2020-06-17 E3 supply',
      '2020-06-17 E3 correct',
    ]);
  });
});
