import {
  acceptanceOf,
  accepted,
  approve,
  asLead,
  asResponsible,
  claimDone,
  claimed,
  done,
  ecology,
  holder,
  inReview,
  linesAbout,
  office,
  owedAs,
  requestSignOff,
  since,
  type Story,
  submit,
  told,
  underway,
  untilDay,
  uploadOf,
  yuzhong,
} from '../../../../test/support/examples.ts';
import type { AssignmentId } from '../assignment.ts';
import type { Command } from '../command.ts';

const own = asResponsible(yuzhong);
const work = underway();
const claim = claimed(work, own, yuzhong).at('2020-03-03 10:00');
const review = inReview().at('2020-03-03 10:00');
const withdraw = (assignment: AssignmentId | null): Command => ({ kind: 'withdraw', assignment });
const climbUnder = (story: Story, key?: string) => Object.entries(story.task.climbs).find(([one]) => one === key)?.[1];
const part = (story: Story) => story.task.assignments.find(({ id }) => id === own);

describe('撤回', () => {
  test.each(['liaison', 'handler', 'deputy', 'chief'] as const)(
    'the unit’s %s takes a claim back: the part is in work as before',
    (post) => {
      const after = claim.then(holder(yuzhong, post), withdraw(own));
      expect(since(claim, after)).toEqual([
        { kind: 'claimWithdrawn', on: '2020-03-03', assignment: own, by: `yuzhong-district.${post}` },
      ]);
      expect(part(after)).toMatchObject({ stage: 'working', claim: null });
      expect(owedAs(after, 'accept')).toEqual([]);
      expect(owedAs(after, 'part').find(({ assignment }) => assignment === own)).toMatchObject({
        since: '2020-03-03',
        by: '2020-06-16',
      });
      expect(told(after)).toEqual([]);
    },
  );
  test('a proposal is taken back too', () => {
    const proposed = work
      .then(holder(yuzhong, 'handler'), submit(acceptanceOf(own), uploadOf(yuzhong)))
      .then(holder(yuzhong, 'liaison'), claimDone(own));
    const after = proposed.then(holder(yuzhong, 'handler'), withdraw(own));
    expect(part(after)?.claim).toBeNull();
    expect(after.refusal(holder(yuzhong, 'chief'), { kind: 'confirmClaim', assignment: own })).toMatchObject({
      why: 'noClaim',
    });
  });
  test('the lead takes its request back, also between two levels: the task is underway, every part stays accepted', () => {
    for (const asked of [review, review.then(holder(ecology, 'deputy'), approve)]) {
      const after = asked.then(holder(ecology, 'handler'), withdraw(null));
      expect(since(asked, after)).toEqual([
        {
          kind: 'signOffWithdrawn',
          on: '2020-03-03',
          assignment: asLead(),
          by: 'ecology-environment-bureau.handler',
          reviewDays: 1,
        },
      ]);
      expect(after.task).toMatchObject({ stage: 'underway', review: null, returns: 0 });
      expect(after.task.assignments.map(({ stage }) => stage)).toEqual(['accepted', 'acknowledged', 'accepted']);
      expect(after.owed().map(({ kind }) => kind)).toEqual(['finish']);
    }
  });
  test('the request is owed again by the day it was owed before: five working days after the last part was accepted', () => {
    const before = owedAs(done(), 'finish').map(({ by }) => by);
    const after = inReview(done().at('2020-03-09 10:00')).then(holder(ecology, 'liaison'), withdraw(null));
    expect(before).toEqual(['2020-03-09']);
    expect(owedAs(after, 'finish').map(({ by }) => by)).toEqual(before);
  });
  test('the next request begins at the first level, and needs the first level’s approval again', () => {
    const again = review
      .then(holder(ecology, 'deputy'), approve)
      .then(holder(ecology, 'liaison'), withdraw(null))
      .then(holder(ecology, 'liaison'), { kind: 'requestSignOff' });
    expect(again.task.review).toMatchObject({ level: 'L1', signed: [] });
    expect(again.refusal(holder(ecology, 'deputy'), approve)).toBeNull();
  });
  test('nobody takes back what another unit asked for', () => {
    for (const by of [holder(ecology, 'chief'), holder(office, 'chief')])
      expect(claim.refusal(by, withdraw(own))).toMatchObject({ why: 'notYourPost', unit: yuzhong.id });
    expect(claim.refusal(holder(yuzhong, 'section-head'), withdraw(own))).toMatchObject({ why: 'notYourPost' });
    expect(review.refusal(holder(yuzhong, 'chief'), withdraw(null))).toMatchObject({
      why: 'notYourPost',
      unit: ecology.id,
    });
  });
  test('nothing is taken back that was not asked for, or is decided', () => {
    const none = { why: 'nothingToWithdraw' };
    expect(work.refusal(holder(yuzhong, 'chief'), withdraw(own))).toEqual(none);
    expect(work.refusal(holder(ecology, 'chief'), withdraw(null))).toEqual(none);
    expect(accepted(claim, own, ecology).refusal(holder(yuzhong, 'chief'), withdraw(own))).toEqual(none);
    const completed = review.then(holder(ecology, 'deputy'), approve).then(holder(office, 'deputy'), approve);
    expect(completed.refusal(holder(ecology, 'chief'), withdraw(null))).toMatchObject({
      why: 'wrongStage',
      stage: 'completed',
    });
  });
});

describe('taking back gives no time', () => {
  test('a claim that is taken back leaves the ladder where it was, under another name', () => {
    const key = (story: Story) => owedAs(story, 'part').find(({ assignment }) => assignment === own)?.key;
    const late = untilDay(
      work.then(holder(yuzhong, 'handler'), submit(acceptanceOf(own), uploadOf(yuzhong))),
      '2020-06-19',
    );
    const after = late.then(holder(yuzhong, 'deputy'), claimDone(own)).then(holder(yuzhong, 'deputy'), withdraw(own));
    expect(key(after)).not.toBe(key(late));
    expect(climbUnder(after, key(after))).toEqual(climbUnder(late, key(late)));
    expect(linesAbout(after, 'part').find((line) => line.includes(' E3 '))).toMatch(/^2020-06-23/);
  });
  test('nor does a request; but the days that a reviewer took are not charged to the lead', () => {
    const asked = inReview(done().at('2020-06-30 10:00'));
    const back = asked.at('2020-07-10 10:00').then(holder(ecology, 'liaison'), withdraw(null));
    expect(back.facts.at(-1)).toMatchObject({ kind: 'signOffWithdrawn', reviewDays: 8 });
    expect(back.then(holder(ecology, 'liaison'), requestSignOff).facts.at(-1)).toMatchObject({
      kind: 'signOffRequested',
      overdue: false,
    });
    const late = untilDay(done(), '2020-07-03').task.climbs;
    const again = inReview(untilDay(done(), '2020-07-03')).then(holder(ecology, 'liaison'), withdraw(null));
    const rungs = (climbs: Story['task']['climbs']) =>
      Object.entries(climbs).flatMap(([name, { rung }]) => (name.startsWith('finish') ? [rung] : []));
    expect(rungs(again.task.climbs)).toEqual(rungs(late));
  });
});
