import {
  acceptanceOf,
  acknowledge,
  acceptPart,
  accepted,
  asLead,
  asResponsible,
  asSupport,
  claimed,
  claimDone,
  dispatched,
  done,
  drafted,
  ecology,
  finance,
  holder,
  inReview,
  judge,
  linesAbout,
  office,
  owedAs,
  personWith,
  plainCalendar,
  since,
  type Story,
  submit,
  summaryOf,
  summer,
  told,
  underway,
  untilDay,
  uploadOf,
  yuzhong,
} from '../../../../test/support/examples.ts';
import type { Actor } from '../actor.ts';
import type { ItemId } from '../checklist.ts';
import type { Command } from '../command.ts';
import { MOST_EVIDENCE } from '../evidence.ts';
import type { UploadId } from '../upload.ts';

const own = asResponsible(yuzhong);
const item = acceptanceOf(own);
const clerk = holder(yuzhong, 'handler');
const reviewer = holder(ecology, 'handler');
/** Acknowledged on Monday, 2 March; act-by Tuesday, 30 June. */
const work = underway();
const submitted = work.then(clerk, submit(item, uploadOf(yuzhong)));
const withdraw = (evidence = 1): Command => ({ kind: 'withdrawEvidence', evidence });
const waive = (which: ItemId = item, reason = '原件毁于洪水'): Command => ({
  kind: 'waiveEvidence',
  item: which,
  reason,
});
const stands = (story: Story) => story.task.evidence.map(({ n, stage }) => `${String(n)} ${stage}`);

describe('提交佐证', () => {
  test('a unit submits a file for an item of its part, also before it has acknowledged', () => {
    expect(since(work, work.then(clerk, submit(item, uploadOf(yuzhong, 'liaison'), ' 盖章扫描件 ')))).toEqual([
      {
        kind: 'evidenceSubmitted',
        on: '2020-03-02',
        n: 1,
        item,
        assignment: own,
        by: 'yuzhong-district.handler',
        upload: 'yuzhong-district.liaison',
        uploadedBy: 'yuzhong-district.liaison',
        note: '盖章扫描件',
        name: '验收意见.pdf',
        bytes: 48_213,
        sha256: 'a3'.repeat(32),
      },
    ]);
    const issued = drafted(summer)
      .then(holder(office, 'chief'), { kind: 'register' })
      .then(holder(office, 'chief'), { kind: 'dispatch', bulk: [] });
    expect(issued.refusal(clerk, submit(item, uploadOf(yuzhong)))).toBeNull();
  });
  test('a newer file supersedes the one before it, whatever became of that; the facts keep both', () => {
    const rejected = submitted.then(reviewer, judge(1, '缺少签章'));
    const newer = rejected.then(clerk, submit(item, uploadOf(yuzhong)));
    expect([stands(rejected), stands(newer)]).toEqual([['1 rejected'], ['2 submitted']]);
    expect(newer.facts.filter(({ kind }) => kind === 'evidenceSubmitted')).toHaveLength(2);
  });
  test('for nobody else’s item, and for no item that is not on the checklist', () => {
    expect(work.refusal(reviewer, submit(item, uploadOf(ecology)))).toMatchObject({
      why: 'notYourPost',
      unit: yuzhong.id,
    });
    for (const none of [summaryOf(own), acceptanceOf(asSupport(finance)), acceptanceOf(asLead()), 'x' as ItemId])
      expect(work.refusal(clerk, submit(none, uploadOf(yuzhong)))).toEqual({ why: 'noSuchItem', item: none });
  });
  test('of another unit’s upload not even its existence is told', () => {
    for (const upload of [uploadOf(ecology), uploadOf(finance), 'nothing' as UploadId])
      expect(work.refusal(clerk, submit(item, upload))).toEqual({ why: 'noSuchUpload', upload });
  });
  test('not before dispatch, not under review, not for a part that has been declined', () => {
    expect(drafted(summer).refusal(clerk, submit(item, uploadOf(yuzhong)))).toMatchObject({ why: 'wrongStage' });
    expect(inReview().refusal(clerk, submit(item, uploadOf(yuzhong)))).toMatchObject({ stage: 'review' });
    const declined = work.then(holder(yuzhong, 'chief'), { kind: 'decline', assignment: own, reason: '不在辖区' });
    expect(declined.refusal(clerk, submit(item, uploadOf(yuzhong)))).toMatchObject({
      why: 'wrongAssignmentStage',
      stage: 'declined',
    });
  });
  test('a task has at most a thousand files', () => {
    const full = Array.from({ length: MOST_EVIDENCE }).reduce<Story>(
      (story) => story.then(clerk, submit(item, uploadOf(yuzhong))),
      work,
    );
    expect(full.refusal(clerk, submit(item, uploadOf(yuzhong)))).toEqual({ why: 'tooManyFiles', most: 1_000 });
  });
});

describe('撤回佐证', () => {
  test('the unit that gave a file takes it back as long as nobody has judged it', () => {
    const after = submitted.then(holder(yuzhong, 'chief'), withdraw());
    expect(since(submitted, after)).toEqual([
      { kind: 'evidenceWithdrawn', on: '2020-03-02', n: 1, item, assignment: own, by: 'yuzhong-district.chief' },
    ]);
    expect(stands(after)).toEqual([]);
    expect(owedAs(after, 'judge')).toEqual([]);
  });
  test('not once it is accepted or rejected, and nobody but that unit', () => {
    for (const verdict of [judge(1), judge(1, '缺少签章')])
      expect(submitted.then(reviewer, verdict).refusal(clerk, withdraw())).toEqual({
        why: 'alreadyJudged',
        evidence: 1,
      });
    expect(submitted.refusal(reviewer, withdraw())).toMatchObject({ why: 'notYourPost', unit: yuzhong.id });
    expect(submitted.refusal(holder(office, 'chief'), withdraw())).toMatchObject({ why: 'notYourPost' });
  });
  test('nothing that a newer file has superseded', () => {
    const newer = submitted.then(clerk, submit(item, uploadOf(yuzhong)));
    expect(newer.refusal(clerk, withdraw(1))).toEqual({ why: 'noSuchEvidence', evidence: 1 });
    expect(newer.refusal(clerk, withdraw(2))).toBeNull();
  });
});

test('withdrawn, what had been accepted before it stands again', () => {
  const accepted = submitted.then(holder(ecology, 'section-head'), judge(1));
  const newer = accepted.then(clerk, submit(item, uploadOf(yuzhong)));
  expect(newer.task.evidence).toMatchObject([{ n: 2, stage: 'submitted' }]);
  const newest = newer.then(clerk, submit(item, uploadOf(yuzhong)));
  expect(newest.then(clerk, withdraw(3)).task.evidence).toMatchObject([{ n: 1, stage: 'accepted' }]);
});

describe('认定', () => {
  const summary = work.then(holder(ecology, 'handler'), submit(summaryOf(asLead()), uploadOf(ecology)));

  test('the lead owes a verdict on others’ items within three working days of the oldest, the office on the lead’s', () => {
    const later = submitted.at('2020-03-04 10:00').then(clerk, submit(item, uploadOf(yuzhong)));
    expect(owedAs(submitted, 'judge')).toMatchObject([
      {
        key: `judge/${own}/1.1.${ecology.id}-1`,
        unit: ecology.id,
        assignment: own,
        since: '2020-03-02',
        by: '2020-03-05',
        top: 'E4',
      },
    ]);
    // A newer file gives no more time.
    expect(owedAs(later, 'judge')).toMatchObject([{ key: `judge/${own}/1.1.${ecology.id}-1`, by: '2020-03-05' }]);
    expect(owedAs(summary, 'judge')).toMatchObject([{ unit: office.id, assignment: asLead(), by: '2020-03-05' }]);
    expect(linesAbout(submitted, 'judge').map((line) => line.slice(0, 13))).toEqual([
      '2020-03-04 E0',
      '2020-03-05 E0',
      '2020-03-06 E1',
      '2020-03-10 E2',
      '2020-03-11 fo',
      '2020-03-12 E3',
      '2020-03-19 E4',
    ]);
  });
  test('accepted, or rejected with a reason, which is told the unit', () => {
    const [yes, no] = [submitted.then(reviewer, judge(1)), submitted.then(reviewer, judge(1, ' 缺少签章 '))];
    const of = { kind: 'evidenceJudged', on: '2020-03-02', n: 1, item, assignment: own };
    expect(since(submitted, yes)).toEqual([
      { ...of, by: 'ecology-environment-bureau.handler', verdict: { kind: 'accept' } },
    ]);
    expect(since(submitted, no)).toMatchObject([{ ...of, verdict: { kind: 'reject', reason: '缺少签章' } }]);
    expect([stands(yes), stands(no)]).toEqual([['1 accepted'], ['1 rejected']]);
    expect(owedAs(yes, 'judge')).toEqual([]);
    expect(told(yes)).toEqual([]);
    expect(told(no)).toEqual(['yuzhong-district.handler: returned', 'yuzhong-district.liaison: returned']);
    expect(submitted.refusal(reviewer, judge(1, ' '))).toEqual({ why: 'blankReason' });
  });
  test('once, and nothing that is not there', () => {
    expect(submitted.then(reviewer, judge(1)).refusal(reviewer, judge(1, '缺少签章'))).toEqual({
      why: 'alreadyJudged',
      evidence: 1,
    });
    expect(submitted.refusal(reviewer, judge(7))).toEqual({ why: 'noSuchEvidence', evidence: 7 });
  });
  test('by nobody but the lead, and of the lead’s own items by nobody but the office', () => {
    for (const house of [yuzhong, finance, office])
      expect(submitted.refusal(holder(house, 'chief'), judge(1))).toMatchObject({
        why: 'notYourPost',
        unit: ecology.id,
      });
    expect(summary.refusal(holder(ecology, 'chief'), judge(1))).toMatchObject({ why: 'notYourPost', unit: office.id });
    expect(summary.refusal(holder(office, 'liaison'), judge(1))).toBeNull();
  });
  test('by a member of the office whose home bureau is not the lead', () => {
    const from = (home: typeof ecology.id): Actor => ({ ...holder(office, 'chief'), home });
    expect(summary.refusal(from(ecology.id), judge(1))).toEqual({ why: 'homeBureau', unit: ecology.id });
    expect(summary.refusal(from(finance.id), judge(1))).toBeNull();
  });
  test('never by whoever submitted or uploaded it', () => {
    const both = personWith({ unit: yuzhong.id, post: 'handler' }, { unit: ecology.id, post: 'handler' });
    expect(work.then(both, submit(item, uploadOf(yuzhong))).refusal(both, judge(1))).toEqual({ why: 'yourOwn' });
    const uploader: Actor = {
      ...both,
      person: uploadOf(yuzhong, 'liaison') as string as typeof both.person,
    };
    const brought = work.then(clerk, submit(item, uploadOf(yuzhong, 'liaison')));
    expect(brought.refusal(uploader, judge(1))).toEqual({ why: 'yourOwn' });
    expect(brought.refusal(both, judge(1))).toBeNull();
  });
  test('what is rejected in an accepted part takes the part back to working, and a correction is owed', () => {
    const newer = done()
      .at('2020-03-05 10:00')
      .then(clerk, submit(item, uploadOf(yuzhong)));
    const after = newer.then(reviewer, judge(3, '日期不符'));
    const stage = (story: Story) => story.task.assignments.map((one) => `${one.role} ${one.stage}`);
    expect(stage(newer)).toEqual(['lead accepted', 'support acknowledged', 'responsible accepted']);
    expect(stage(after)).toEqual(['lead accepted', 'support acknowledged', 'responsible working']);
    expect(owedAs(after, 'correct')).toMatchObject([
      { unit: yuzhong.id, since: '2020-03-05', by: '2020-03-12', top: 'E5' },
    ]);
    expect(owedAs(after, 'part')).toEqual([]);
  });
  test('an item that is accepted in an accepted part leaves it accepted', () => {
    const newer = done()
      .then(clerk, submit(item, uploadOf(yuzhong)))
      .then(reviewer, judge(3));
    expect(newer.task.assignments.find(({ id }) => id === own)?.stage).toBe('accepted');
  });
});

describe('豁免', () => {
  const chief = holder(office, 'chief');

  test('the office’s chief does without a missing item, with a reason, and the unit is told', () => {
    const after = work.then(chief, waive(item, ' 原件毁于洪水 '));
    expect(since(work, after)).toEqual([
      {
        kind: 'evidenceWaived',
        on: '2020-03-02',
        item,
        assignment: own,
        by: 'zero-waste-office.chief',
        reason: '原件毁于洪水',
      },
    ]);
    expect(told(after)).toEqual(['yuzhong-district.handler: decided', 'yuzhong-district.liaison: decided']);
  });
  test('what is waived is missing no more: the part is claimed, accepted and signed off without it', () => {
    const waived = work.then(chief, waive());
    const part = waived.then(holder(yuzhong, 'chief'), claimDone(own)).then(reviewer, acceptPart(own));
    expect(inReview(accepted(claimed(part, asLead(), ecology), asLead(), office)).task.stage).toBe('review');
  });
  test('by nobody else, not without a reason, not twice, not what is accepted, and nothing that is no item', () => {
    for (const by of [holder(office, 'deputy'), holder(ecology, 'chief'), holder(yuzhong, 'chief')])
      expect(work.refusal(by, waive())).toEqual({ why: 'notYourPost', unit: office.id, posts: ['chief'] });
    expect(work.refusal(chief, waive(item, '\n'))).toEqual({ why: 'blankReason' });
    expect(work.then(chief, waive()).refusal(chief, waive())).toEqual({ why: 'notMissing', item });
    expect(submitted.then(reviewer, judge(1)).refusal(chief, waive())).toEqual({ why: 'notMissing', item });
    expect(work.refusal(chief, waive(summaryOf(own)))).toEqual({ why: 'noSuchItem', item: summaryOf(own) });
    expect(inReview().refusal(chief, waive())).toMatchObject({ why: 'wrongStage' });
  });
});

test('a part that was declined and kept is judged anew, with its own reminders', () => {
  const bulk = dispatched({ responsible: [yuzhong.id], due: '2020-12-31' }, '2020-03-02 10:00', plainCalendar, [
    yuzhong.id,
  ]).then(holder(yuzhong, 'handler'), acknowledge(own));
  const given = untilDay(bulk.then(holder(yuzhong, 'handler'), submit(item, uploadOf(yuzhong))), '2020-03-05');
  const declined = given.then(holder(yuzhong, 'chief'), { kind: 'decline', assignment: own, reason: '不在辖区' });
  expect(owedAs(declined, 'judge')).toEqual([]);
  const kept = declined
    .at('2020-03-09 10:00')
    .then(holder(office, 'liaison'), { kind: 'rule', assignment: own, ruling: { kind: 'keep' } });
  expect(owedAs(kept, 'judge')).toMatchObject([
    { key: `judge/${own}/2.1.${ecology.id}-1`, since: '2020-03-09', by: '2020-03-12' },
  ]);
});

test('what is waived needs no verdict, also where a file for it waits', () => {
  const waived = submitted.then(holder(office, 'chief'), { kind: 'waiveEvidence', item, reason: '不涉及' });
  expect(owedAs(submitted, 'judge')).toHaveLength(1);
  expect(owedAs(waived, 'judge')).toEqual([]);
});
