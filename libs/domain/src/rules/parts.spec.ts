import {
  acceptanceOf,
  accepted,
  acceptPart,
  acknowledge,
  answer,
  asLead,
  asResponsible,
  asSupport,
  claimDone,
  claimed,
  dispatched,
  done,
  drafted,
  ecology,
  finance,
  holder,
  judge,
  linesAbout,
  office,
  owedAs,
  personWith,
  register,
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
import type { Actor } from '../actor.ts';
import type { AssignmentId } from '../assignment.ts';
import type { UnitId } from '../unit.ts';

const own = asResponsible(yuzhong);
const item = acceptanceOf(own);
const reviewer = holder(ecology, 'handler');
/** Acknowledged on Monday, 2 March; act-by Tuesday, 30 June. */
const work = underway();
const claim = claimed(work, own, yuzhong);
const proved = claim.then(reviewer, judge(1));
const stage = (story: Story, id: AssignmentId = own) => story.task.assignments.find((one) => one.id === id)?.stage;
const owed = (story: Story, kind: 'part' | 'finish' | 'correct', id: AssignmentId = own) =>
  owedAs(story, kind).find(({ assignment }) => assignment === id);
const days = (story: Story, kind: 'part' | 'finish' | 'correct', id: AssignmentId = own) =>
  linesAbout(story, kind).flatMap((line) => (line.endsWith(id) ? [line.replace(` ${kind} ${id}`, '')] : []));

describe('a part, and the whole', () => {
  const issued = dispatched(summer);

  test('are owed ten working days before the act-by day, and on it', () => {
    expect(owed(issued, 'part')).toMatchObject({ unit: yuzhong.id, by: '2020-06-16', end: '2020-06-30', top: 'E5' });
    expect(owed(issued, 'part', asLead())).toMatchObject({ unit: ecology.id, by: '2020-06-16' });
    expect(owed(issued, 'finish', asLead())).toMatchObject({ unit: ecology.id, by: '2020-06-30', top: 'E5' });
    expect(owed(issued, 'part', asSupport(finance))).toBeUndefined();
  });
  test('are reminded of 90, 60, 30 calendar and 15, 7, 3, 1, 0 working days ahead; a rest day moves to the working day before', () => {
    // 17 and 31 May are Sundays.
    expect(days(issued, 'part').slice(0, 8)).toEqual([
      '2020-03-18 E0 −90',
      '2020-04-17 E0 −60',
      '2020-05-15 E0 −30',
      '2020-05-26 E0 −15',
      '2020-06-05 E0 −7',
      '2020-06-11 E0 −3',
      '2020-06-15 E0 −1',
      '2020-06-16 E0 −0',
    ]);
    expect(days(issued, 'finish', asLead()).slice(0, 8)).toEqual([
      '2020-04-01 E0 −90',
      '2020-05-01 E0 −60',
      '2020-05-29 E0 −30',
      '2020-06-09 E0 −15',
      '2020-06-19 E0 −7',
      '2020-06-25 E0 −3',
      '2020-06-29 E0 −1',
      '2020-06-30 E0 −0',
    ]);
  });
  test('climb to E3 on their own days; E4 and E5 of a part are on the days of the whole', () => {
    expect(days(issued, 'part').slice(8)).toEqual([
      '2020-06-17 E1',
      '2020-06-19 E2',
      '2020-06-22 foretell',
      '2020-06-23 E3',
      '2020-07-14 E4',
      '2020-07-28 E5',
    ]);
    expect(days(issued, 'finish', asLead()).slice(8)).toEqual([
      '2020-07-01 E1',
      '2020-07-03 E2',
      '2020-07-06 foretell',
      '2020-07-07 E3',
      '2020-07-14 E4',
      '2020-07-28 E5',
    ]);
  });
  test('are not reminded of before they began', () => {
    // Sixty days before Friday, 1 May it is Monday, 2 March: the day of the issue.
    const late = dispatched({ ...summer, due: '2020-05-01' });
    expect(days(late, 'finish', asLead())[0]).toBe('2020-04-01 E0 −30');
    expect(days(late, 'part')[0]).toBe('2020-03-18 E0 −30');
    const later = dispatched({ ...summer, due: '2020-05-04' });
    expect(days(later, 'finish', asLead())[0]).toBe('2020-03-05 E0 −60');
  });
});

describe('lateness never counts from before the name-owners limit after the issue', () => {
  const near = (bulk: readonly UnitId[] = []): Story =>
    drafted({ ...summer, due: '2020-03-04' })
      .then(holder(office, 'chief'), answer('date', { kind: 'date', due: null }))
      .then(holder(office, 'chief'), register)
      .then(holder(office, 'chief'), { kind: 'dispatch', bulk });

  test('five working days, though the act-by day has passed by then', () => {
    expect(owed(near(), 'part')).toMatchObject({ by: '2020-03-09', end: '2020-03-09' });
    expect(owed(near(), 'finish', asLead())).toMatchObject({ by: '2020-03-09', end: '2020-03-09' });
    expect(days(near(), 'part').filter((line) => line.includes('E1') || line.includes('E4'))).toEqual([
      '2020-03-10 E1',
      '2020-03-23 E4',
    ]);
  });
  test('ten for a unit that got it in bulk', () => {
    expect(owed(near([yuzhong.id]), 'part')).toMatchObject({ by: '2020-03-16', end: '2020-03-16' });
    expect(owed(near([yuzhong.id]), 'finish', asLead())).toMatchObject({ by: '2020-03-09' });
  });
  test('nor from before that limit after a part was issued anew', () => {
    const kept = dispatched(summer)
      .then(holder(yuzhong, 'chief'), { kind: 'decline', assignment: own, reason: '不在辖区' })
      .at('2020-06-15 10:00')
      .then(holder(office, 'chief'), { kind: 'rule', assignment: own, ruling: { kind: 'keep' } });
    expect(owed(kept, 'part')).toMatchObject({ since: '2020-06-15', by: '2020-06-22', end: '2020-06-30' });
  });
});

describe('认可', () => {
  test('the lead accepts a claimed part whose evidence is accepted; the unit is told', () => {
    const after = proved.at('2020-03-03 10:00').then(reviewer, acceptPart(own));
    expect(since(proved, after)).toEqual([
      {
        kind: 'partAccepted',
        on: '2020-03-03',
        assignment: own,
        by: 'ecology-environment-bureau.handler',
        ready: false,
      },
    ]);
    expect(stage(after)).toBe('accepted');
    expect([...owedAs(after, 'accept'), ...owedAs(after, 'part').filter(({ unit }) => unit === yuzhong.id)]).toEqual(
      [],
    );
    expect(told(after)).toEqual(['yuzhong-district.handler: accepted', 'yuzhong-district.liaison: accepted']);
  });
  test('by nobody but the lead, and of the lead’s own part by nobody but the office', () => {
    for (const house of [yuzhong, finance, office])
      expect(proved.refusal(holder(house, 'chief'), acceptPart(own))).toMatchObject({
        why: 'notYourPost',
        unit: ecology.id,
      });
    const lead = claimed(work, asLead(), ecology).then(holder(office, 'chief'), judge(1));
    expect(lead.refusal(holder(ecology, 'deputy'), acceptPart(asLead()))).toMatchObject({
      why: 'notYourPost',
      unit: office.id,
    });
    const from = (home: UnitId): Actor => ({ ...holder(office, 'deputy'), home });
    expect(lead.refusal(from(ecology.id), acceptPart(asLead()))).toEqual({ why: 'homeBureau', unit: ecology.id });
    expect(lead.refusal(from(finance.id), acceptPart(asLead()))).toBeNull();
  });
  test('never by whoever proposed or confirmed the claim', () => {
    const twoPosts = (post: 'liaison' | 'chief') =>
      personWith({ unit: yuzhong.id, post }, { unit: ecology.id, post: 'handler' });
    const ready = work
      .then(holder(yuzhong, 'handler'), submit(item, uploadOf(yuzhong)))
      .then(twoPosts('liaison'), claimDone(own))
      .then(twoPosts('chief'), { kind: 'confirmClaim', assignment: own })
      .then(reviewer, judge(1));
    for (const post of ['liaison', 'chief'] as const) {
      expect(ready.refusal(twoPosts(post), acceptPart(own))).toEqual({ why: 'yourOwn' });
      expect(ready.refusal(twoPosts(post), returnPart(own, [item]))).toEqual({ why: 'yourOwn' });
    }
    expect(ready.refusal(reviewer, acceptPart(own))).toBeNull();
  });
  test('nor by whoever uploaded what it is proved with', () => {
    const both = personWith({ unit: yuzhong.id, post: 'handler' }, { unit: ecology.id, post: 'liaison' });
    const ready = work
      .then(both, submit(item, uploadOf(yuzhong)))
      .then(holder(yuzhong, 'chief'), claimDone(own))
      .then(reviewer, judge(1));
    expect(ready.refusal(both, acceptPart(own))).toEqual({ why: 'yourOwn' });
  });
  test('not while evidence is neither accepted nor waived, not unclaimed, not what is no part', () => {
    expect(claim.refusal(reviewer, acceptPart(own))).toEqual({ why: 'evidenceNotAccepted', items: [item] });
    const waived = claim.then(holder(office, 'chief'), { kind: 'waiveEvidence', item, reason: '原件毁于洪水' });
    expect(waived.refusal(reviewer, acceptPart(own))).toBeNull();
    expect(work.refusal(reviewer, acceptPart(own))).toEqual({
      why: 'wrongAssignmentStage',
      assignment: own,
      stage: 'acknowledged',
    });
    const strange = asResponsible(finance);
    expect(proved.refusal(reviewer, acceptPart(strange))).toEqual({ why: 'noSuchAssignment', assignment: strange });
  });
});

describe('once the last part is accepted', () => {
  const ready = done();

  test('sign-off is to be requested within five working days', () => {
    expect(ready.facts.at(-1)).toMatchObject({ kind: 'partAccepted', assignment: asLead(), ready: true });
    expect(owed(ready, 'finish', asLead())).toMatchObject({
      key: `finish/${asLead()}/1.2`,
      since: '2020-03-02',
      by: '2020-03-09',
      end: '2020-06-30',
    });
  });
  test('its ladder ends with E3 before the act-by day', () => {
    expect(days(ready, 'finish', asLead())).toEqual([
      '2020-03-04 E0 −3',
      '2020-03-06 E0 −1',
      '2020-03-09 E0 −0',
      '2020-03-10 E1',
      '2020-03-12 E2',
      '2020-03-13 foretell',
      '2020-03-16 E3',
      '2020-07-14 E4',
      '2020-07-28 E5',
    ]);
  });
  test.each([
    ['2020-06-22', true, '2020-06-29'],
    ['2020-06-23', false, '2020-06-30'],
    ['2020-06-29', false, '2020-06-30'],
  ])('on %s: not later than the act-by day', (on, isReady, by) => {
    const late = done(work.at(`${on} 10:00`));
    expect(late.facts.at(-1)).toMatchObject({ ready: isReady });
    expect(owed(late, 'finish', asLead())?.by).toBe(by);
  });
  test('and is not any more, there is time until the act-by day again', () => {
    const back = ready
      .then(holder(yuzhong, 'handler'), submit(item, uploadOf(yuzhong)))
      .then(reviewer, judge(3, '日期不符'));
    expect(owed(back, 'finish', asLead())).toMatchObject({ key: `finish/${asLead()}/1.3`, by: '2020-06-30' });
  });
});

describe('退回', () => {
  const back = proved.at('2020-03-03 10:00').then(reviewer, returnPart(own, [item, item], ' 缺少签章 '));

  test('the lead returns a claimed part and names its items: they are rejected, the part is working; the unit is told', () => {
    expect(since(proved, back)).toEqual([
      {
        kind: 'partReturned',
        on: '2020-03-03',
        assignment: own,
        by: 'ecology-environment-bureau.handler',
        items: [item],
        reason: '缺少签章',
      },
    ]);
    expect(back.task.assignments.find(({ id }) => id === own)).toMatchObject({ stage: 'working', claim: null });
    expect(back.task.evidence).toMatchObject([{ item, stage: 'rejected' }]);
    expect(told(back)).toEqual(['yuzhong-district.handler: returned', 'yuzhong-district.liaison: returned']);
  });
  test('it names an item of the part, and the reason; a part without items needs none', () => {
    expect(proved.refusal(reviewer, returnPart(own, []))).toEqual({ why: 'nothingNamed' });
    expect(proved.refusal(reviewer, returnPart(own, [summaryOf(asLead())]))).toEqual({
      why: 'noSuchItem',
      item: summaryOf(asLead()),
    });
    expect(proved.refusal(reviewer, returnPart(own, [item], ' '))).toEqual({ why: 'blankReason' });
    expect(work.refusal(reviewer, returnPart(own, [item]))).toMatchObject({ why: 'wrongAssignmentStage' });
    const support = work.then(holder(finance, 'chief'), claimDone(asSupport(finance)));
    expect(support.refusal(reviewer, returnPart(asSupport(finance), []))).toBeNull();
  });
  test('a correction is owed within five working days, in the place of the part', () => {
    expect(owed(back, 'part')).toBeUndefined();
    expect(owed(back, 'correct')).toMatchObject({
      key: `correct/${own}/1.1`,
      unit: yuzhong.id,
      since: '2020-03-03',
      by: '2020-03-10',
      end: '2020-03-10',
      top: 'E5',
    });
    expect(days(back, 'correct')).toEqual([
      '2020-03-09 E0 −1',
      '2020-03-10 E0 −0',
      '2020-03-11 E1',
      '2020-03-13 E2',
      '2020-03-16 foretell',
      '2020-03-17 E3',
      '2020-03-24 E4',
      '2020-04-07 E5',
    ]);
  });
  test('it is settled by the claim, and stays settled when the part is accepted', () => {
    const again = accepted(claimed(back, own, yuzhong), own, ecology);
    expect(owedAs(again, 'correct')).toEqual([]);
    expect(owed(again, 'part')).toBeUndefined();
  });
  test('a claim that is withdrawn does not give the correction another day', () => {
    const withdrawn = claimed(back.at('2020-03-09 10:00'), own, yuzhong).then(holder(yuzhong, 'chief'), {
      kind: 'withdraw',
      assignment: own,
    });
    expect(owed(withdrawn, 'correct')).toMatchObject({ key: `correct/${own}/1.2`, by: '2020-03-10' });
  });
  test('the whole is not late before the correction is', () => {
    const late = claimed(work.at('2020-06-29 10:00'), own, yuzhong).then(reviewer, returnPart(own, [item]));
    expect(owed(late, 'correct')).toMatchObject({ by: '2020-07-06' });
    expect(owed(late, 'finish', asLead())).toMatchObject({ by: '2020-07-06', end: '2020-07-06' });
    // And once it has been made good, lateness still counts from that day.
    const good = claimed(late.at('2020-07-02 10:00'), own, yuzhong);
    expect(owed(good, 'finish', asLead())).toMatchObject({ by: '2020-07-06' });
  });
});

test('whoever supports and has acknowledged is done: nothing of the work is owed by it', () => {
  const received = dispatched(summer).then(holder(finance, 'liaison'), acknowledge(asSupport(finance)));
  expect(received.owed().filter(({ unit }) => unit === finance.id)).toEqual([]);
});
