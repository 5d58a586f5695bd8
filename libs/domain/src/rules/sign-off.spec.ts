import {
  acceptanceOf,
  accepted,
  acceptPart,
  acknowledge,
  answer,
  approve,
  asLead,
  asResponsible,
  asSupport,
  claimDone,
  claimed,
  dispatch,
  dispatched,
  done,
  drafted,
  ecology,
  everyPost,
  finance,
  holder,
  inReview,
  judge,
  leadingGroup,
  linesAbout,
  nameOwner,
  office,
  owedAs,
  personWith,
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
import type { Person, Post } from '../actor.ts';
import type { AssignmentId } from '../assignment.ts';
import type { ItemId } from '../checklist.ts';
import type { Command, SignOffDecision } from '../command.ts';
import type { Fact } from '../event.ts';
import type { Level } from '../review.ts';
import type { SubtaskId } from '../subtask.ts';
import { day } from '../time/day.ts';
import type { Unit } from '../unit.ts';

const own = asResponsible(yuzhong);
const item = acceptanceOf(own);
/** Done, accepted and, by the lead's liaison, asked to be signed off, all on Monday, 2 March; act-by Tuesday, 30 June. */
const ready = done();
const review = inReview(ready);
const decide = (decision: SignOffDecision): Command => ({ kind: 'signOff', decision });
const recuse = (successor: Post | null = null) => decide({ kind: 'recuse', successor });
const sendBack = (items: readonly ItemId[], parts: readonly AssignmentId[] = [], reason = '数据不符'): Command =>
  decide({ kind: 'return', items, parts, reason });
const lead = holder(ecology, 'deputy');
const head = holder(office, 'section-head');
const group = holder(leadingGroup, 'deputy');
const levelOf = ({ task: { review: at } }: Story): readonly (Level | undefined)[] => [at?.level, at?.signers];
/** Whoever sat at a level signs, one after the other. */
const through = (story: Story, ...people: readonly Person[]): Story =>
  people.reduce((at, by) => at.then(by, approve), story);
const requested = (story: Story) => story.facts.findLast((fact: Fact) => fact.kind === 'signOffRequested');

describe('申请办结', () => {
  test('the lead asks, any of its posts; the task is in review at the first level', () => {
    const after = ready.at('2020-03-03 10:00').then(holder(ecology, 'liaison'), requestSignOff);
    expect(since(ready, after)).toEqual([
      {
        kind: 'signOffRequested',
        on: '2020-03-03',
        assignment: asLead(),
        by: 'ecology-environment-bureau.liaison',
        overdue: false,
        needsL3: false,
        level: 'L1',
        signers: 'L1',
      },
    ]);
    expect(after.task).toMatchObject({ stage: 'review', requests: 1 });
    expect(told(after)).toEqual([]);
  });
  test('it settles the end of the task, and how the task was divided', () => {
    expect(review.owed().map(({ kind }) => kind)).toEqual(['signOff']);
    expect(review.then(holder(ecology, 'liaison'), { kind: 'withdraw', assignment: null }).owed()).toMatchObject([
      { kind: 'finish' },
    ]);
  });
  test('nobody but the lead asks, and only while the task is underway', () => {
    for (const house of [yuzhong, finance, office])
      expect(ready.refusal(holder(house, 'chief'), requestSignOff)).toMatchObject({
        why: 'notYourPost',
        unit: ecology.id,
      });
    expect(dispatched(summer).refusal(holder(ecology, 'chief'), requestSignOff)).toMatchObject({ why: 'wrongStage' });
    expect(review.refusal(holder(ecology, 'chief'), requestSignOff)).toMatchObject({ stage: 'review' });
  });
});

describe('a request is held', () => {
  const asked = (story: Story) => story.then(holder(ecology, 'liaison'), requestSignOff);
  const missing = (story: Story) => {
    const fact = asked(story).facts.at(-1);
    if (fact?.kind !== 'signOffHeld') return fact?.kind;
    return Object.fromEntries(
      Object.entries<readonly string[]>({ ...fact.missing }).filter(([, list]) => list.length > 0),
    );
  };

  test('with parts or evidence missing, also where it waits for a verdict', () => {
    expect(missing(underway())).toEqual({ items: [summaryOf(asLead()), item], parts: [asLead(), own] });
    const submitted = ready.then(holder(yuzhong, 'handler'), submit(item, uploadOf(yuzhong)));
    expect(missing(submitted)).toEqual({ items: [item] });
    expect(missing(accepted(claimed(underway(), own, yuzhong), own, ecology))).toEqual({
      items: [summaryOf(asLead())],
      parts: [asLead()],
    });
  });
  test('with subtasks open', () => {
    const given = underway().then(holder(ecology, 'liaison'), {
      kind: 'assignSubtask',
      giver: asLead(),
      holder: asSupport(finance),
      title: '落实资金',
      person: null,
      due: day('2020-04-10'),
    });
    expect(missing(done(given))).toEqual({ subtasks: ['s1'] });
  });
  test('with supports that have not acknowledged, have declined, or have claimed and are not accepted', () => {
    const issued = dispatched(summer)
      .then(holder(ecology, 'liaison'), acknowledge(asLead()))
      .then(holder(yuzhong, 'liaison'), acknowledge(own))
      .then(holder(yuzhong, 'chief'), nameOwner(own));
    const support = asSupport(finance);
    expect(missing(done(issued))).toEqual({ unacknowledged: [support] });
    const declined = issued.then(holder(finance, 'chief'), {
      kind: 'decline',
      assignment: support,
      reason: '无此职责',
    });
    expect(missing(done(declined))).toEqual({ declined: [support] });
    const claim = ready.then(holder(finance, 'chief'), claimDone(support));
    expect(missing(claim)).toEqual({ parts: [support] });
    expect(missing(claim.then(holder(ecology, 'handler'), acceptPart(support)))).toBe('signOffRequested');
  });
  test('while a correction is owed: the end of the task waits for it', () => {
    const support = asSupport(finance);
    const returned = ready
      .then(holder(finance, 'chief'), claimDone(support))
      .then(holder(ecology, 'handler'), returnPart(support, []));
    expect(owedAs(returned, 'correct')).toMatchObject([{ assignment: support }]);
    expect(missing(returned)).toEqual({ parts: [support] });
  });
  test('is told the lead and whose items are missing, with their deputies, each once; a same-day repeat nobody', () => {
    const held = asked(underway());
    expect(told(held)).toEqual([
      'ecology-environment-bureau.handler: held',
      'ecology-environment-bureau.liaison: held',
      'ecology-environment-bureau.deputy: held',
      'yuzhong-district.handler: held',
      'yuzhong-district.liaison: held',
      'yuzhong-district.deputy: held',
    ]);
    expect(asked(held).facts.at(-1)).toMatchObject({ kind: 'signOffHeld', repeat: true });
    expect(told(asked(held))).toEqual([]);
    expect(told(asked(held.at('2020-03-03 10:00')))).toHaveLength(6);
  });
});

describe('审签', () => {
  test('the lead’s deputy or chief, then the office; then the task is completed and every unit is told', () => {
    const first = review.at('2020-03-03 10:00').then(lead, approve);
    const of = { on: '2020-03-03', assignment: asLead() };
    expect(since(review, first)).toEqual([
      { kind: 'signedOff', ...of, by: lead.person, level: 'L1', next: { level: 'L2', signers: 'L2' } },
    ]);
    const second = first.then(head, approve);
    expect(since(first, second)).toEqual([{ kind: 'signedOff', ...of, by: head.person, level: 'L2', next: null }]);
    expect(second.task).toMatchObject({ stage: 'completed', completedOn: '2020-03-03', review: null });
    expect(told(first)).toEqual([]);
    expect(told(second)).toEqual(
      [ecology, finance, yuzhong].flatMap(({ id }) => [`${id}.handler: signed-off`, `${id}.liaison: signed-off`]),
    );
  });
  test.each([
    ['L1', review, ecology, ['deputy', 'chief']],
    ['L2', through(review, lead), office, ['section-head', 'deputy', 'chief']],
  ] as const)('at %s nobody but its posts', (_level, story, house, posts) => {
    for (const by of [
      ...everyPost([yuzhong, finance, leadingGroup]),
      holder(house, 'liaison'),
      holder(house, 'handler'),
    ])
      expect(story.refusal(by, approve)).toEqual({ why: 'notYourPost', unit: house.id, posts });
  });
  test('nobody signs what he did, uploaded, claimed or requested', () => {
    // The lead's chief has claimed its part.
    expect(review.refusal(holder(ecology, 'chief'), approve)).toEqual({ why: 'yourOwn' });
    for (const post of ['handler', 'chief'] as const) {
      const both = { ...personWith({ unit: office.id, post: 'deputy' }), person: holder(yuzhong, post).person };
      expect(through(review, lead).refusal(both, approve)).toEqual({ why: 'yourOwn' });
    }
    // With its deputy asking too, nobody is left in the lead's house.
    const requestedByDeputy = ready.then(lead, requestSignOff);
    expect(levelOf(requestedByDeputy)).toEqual(['L1', 'L2']);
    expect(requestedByDeputy.refusal(lead, approve)).toMatchObject({ why: 'notYourPost', unit: office.id });
  });
  test('one person acts at one level', () => {
    const both = personWith({ unit: ecology.id, post: 'deputy' }, { unit: office.id, post: 'chief' });
    const first = review.then(both, approve);
    expect(first.refusal(both, approve)).toEqual({ why: 'alreadySigned' });
    expect(first.refusal(holder(office, 'deputy'), approve)).toBeNull();
  });
  test('for the office nobody whose home bureau is the lead', () => {
    const first = through(review, lead);
    expect(first.refusal({ ...head, home: ecology.id }, approve)).toEqual({ why: 'homeBureau', unit: ecology.id });
    expect(first.refusal({ ...head, home: finance.id }, approve)).toBeNull();
  });
  test('nothing is signed that is not in review', () => {
    expect(ready.refusal(lead, approve)).toMatchObject({ why: 'wrongStage', stage: 'underway' });
  });
});

describe('the leading group signs too', () => {
  const reasons = (story: Story) => {
    const fact = requested(story);
    return fact?.kind === 'signOffRequested' ? [fact.overdue, fact.needsL3] : [];
  };
  const waived = (): Story => {
    const without = underway().then(holder(office, 'chief'), { kind: 'waiveEvidence', item, reason: '原件毁于洪水' });
    const part = without
      .then(holder(yuzhong, 'chief'), claimDone(own))
      .then(holder(ecology, 'handler'), acceptPart(own));
    return accepted(claimed(part, asLead(), ecology), asLead(), office);
  };
  /** Returned, made good, accepted and requested once more. */
  const round = (story: Story): Story =>
    inReview(accepted(claimed(story.then(lead, sendBack([item])), own, yuzhong), own, ecology));

  test('what was overdue on the day of the request, however long the review took', () => {
    expect(reasons(inReview(ready.at('2020-06-30 17:00')))).toEqual([false, false]);
    expect(reasons(inReview(ready.at('2020-07-01 9:00')))).toEqual([true, true]);
    const slow = through(inReview(ready.at('2020-06-30 17:00')).at('2020-08-03 9:00'), lead, head);
    expect(slow.task.stage).toBe('completed');
  });
  test('not what was asked for before lateness counts: within the name-owners limit after the issue', () => {
    const near = drafted({ ...summer, due: '2020-03-04' })
      .then(holder(office, 'chief'), answer('date', { kind: 'date', due: null }))
      .then(holder(office, 'chief'), register)
      .then(holder(office, 'chief'), dispatch)
      .then(holder(ecology, 'liaison'), acknowledge(asLead()))
      .then(holder(yuzhong, 'liaison'), acknowledge(own))
      .then(holder(finance, 'liaison'), acknowledge(asSupport(finance)));
    const onLastDay = inReview(done(near.at('2020-03-09 10:00')));
    expect(reasons(onLastDay)).toEqual([false, false]);
    expect(reasons(inReview(done(near.at('2020-03-10 8:00'))))).toEqual([true, true]);
  });
  test('not what was asked for before its correction was due, though the act-by day has passed', () => {
    const back = inReview(ready.at('2020-06-29 10:00')).then(lead, sendBack([item]));
    const good = accepted(claimed(back.at('2020-07-03 10:00'), own, yuzhong), own, ecology);
    expect(owedAs(good, 'finish')).toMatchObject([{ by: '2020-07-06' }]);
    expect(reasons(inReview(good))).toEqual([false, false]);
  });
  test('what carries a waiver', () => {
    expect(reasons(inReview(waived()))).toEqual([false, true]);
  });
  test('what was returned more than twice', () => {
    const twice = round(round(review));
    expect([twice.task.returns, ...reasons(twice)]).toEqual([2, false, false]);
    expect(reasons(round(twice))).toEqual([false, true]);
  });
  test('its deputy or chief, after the office', () => {
    const third = through(inReview(waived()), lead, head);
    expect(levelOf(third)).toEqual(['L3', 'L3']);
    expect(third.refusal(holder(leadingGroup, 'liaison'), approve)).toEqual({
      why: 'notYourPost',
      unit: leadingGroup.id,
      posts: ['deputy', 'chief'],
    });
    for (const post of ['deputy', 'chief'] as const)
      expect(third.then(holder(leadingGroup, post), approve).task.stage).toBe('completed');
  });
  test('and whoever stands back there names who takes his place, who is there and may sign', () => {
    const third = through(inReview(waived()), lead, head);
    expect(third.refusal(group, recuse())).toEqual({ why: 'noSuccessor' });
    expect(third.among(group).refusal(group, recuse('chief'))).toEqual({ why: 'noSuccessor' });
    const named = third.then(group, recuse('liaison'));
    expect(since(third, named)).toMatchObject([{ kind: 'recused', level: 'L3', signers: 'L3', successor: 'liaison' }]);
    expect(named.refusal(group, approve)).toEqual({ why: 'alreadyRecused' });
    expect(named.then(holder(leadingGroup, 'liaison'), approve).task.stage).toBe('completed');
  });
  test('its secretary at last, when nobody else of it may', () => {
    const secretary = holder(leadingGroup, 'liaison');
    const third = through(inReview(waived()), lead, head);
    const alone = { ...group, person: holder(yuzhong, 'chief').person };
    expect(third.among(alone, secretary).then(secretary, approve).task.stage).toBe('completed');
    expect(third.among(group, secretary).refusal(secretary, approve)).toMatchObject({ why: 'notYourPost' });
  });
});

describe('回避', () => {
  test('whoever stands back signs no more in this round; recusal is never refused below the last level', () => {
    const away = review.then(lead, recuse());
    expect(since(review, away)).toEqual([
      {
        kind: 'recused',
        on: '2020-03-02',
        assignment: asLead(),
        by: lead.person,
        level: 'L1',
        signers: 'L2',
        successor: null,
      },
    ]);
    // Also the one who is excluded anyhow, and the last one of a level.
    expect(review.refusal(holder(ecology, 'chief'), recuse())).toBeNull();
    const second = through(review, lead);
    const gone = [head, holder(office, 'deputy'), holder(office, 'chief')].reduce(
      (story, by) => story.then(by, recuse()),
      second,
    );
    expect(levelOf(gone)).toEqual(['L2', 'L3']);
    expect(second.then(head, recuse()).refusal(head, approve)).toEqual({ why: 'alreadyRecused' });
  });
  test('it begins the limit anew for whoever signs now', () => {
    const away = review.at('2020-03-04 10:00').then(lead, recuse());
    expect(owedAs(review, 'signOff')).toMatchObject([{ unit: ecology.id, by: '2020-03-05' }]);
    expect(owedAs(away, 'signOff')).toMatchObject([{ unit: office.id, since: '2020-03-04', by: '2020-03-09' }]);
  });
  test('below the last level nobody names who takes his place: whoever is named there signs nothing at the last', () => {
    const waived = inReview(ready.at('2020-07-01 9:00'));
    const third = through(waived.then(holder(ecology, 'chief'), recuse('liaison')), lead, head);
    expect(levelOf(third)).toEqual(['L3', 'L3']);
    expect(third.refusal(holder(leadingGroup, 'liaison'), approve)).toMatchObject({ why: 'notYourPost' });
  });
});

describe('a level whose members are all excluded or have stood back', () => {
  test('passes to the next level’s members, and another of them signs their own', () => {
    const passed = review.then(lead, recuse());
    expect(levelOf(passed)).toEqual(['L1', 'L2']);
    const first = passed.then(head, approve);
    expect(levelOf(first)).toEqual(['L2', 'L2']);
    expect(first.refusal(head, approve)).toEqual({ why: 'alreadySigned' });
    expect(first.then(holder(office, 'deputy'), approve).task.stage).toBe('completed');
  });
  test('passes as soon as sign-off is requested, when nobody of it may sign', () => {
    const people = [holder(ecology, 'chief'), ...everyPost([office, leadingGroup])];
    expect(levelOf(inReview(ready.among(...people)))).toEqual(['L1', 'L2']);
  });
  test('passes to the leading group when one alone in the office has signed for the lead', () => {
    const people = [head, ...everyPost([leadingGroup])];
    const first = inReview(ready.among(...people)).then(head, approve);
    expect(levelOf(first)).toEqual(['L2', 'L3']);
    expect(owedAs(first, 'signOff')).toMatchObject([{ unit: leadingGroup.id, top: null }]);
    expect(first.then(group, approve).task.stage).toBe('completed');
  });
  test('passes over the office’s members from the lead’s own bureau', () => {
    const people = [lead, { ...head, home: ecology.id }, ...everyPost([leadingGroup])];
    expect(levelOf(through(inReview(ready.among(...people)), lead))).toEqual(['L2', 'L3']);
  });
});

describe('a return', () => {
  const back = through(review, lead)
    .at('2020-03-03 10:00')
    .then(head, sendBack([item, item], [], ' 数据不符 '));

  test('names items or parts: those are in work again, their items rejected, the others stay accepted', () => {
    expect(back.facts.at(-1)).toEqual({
      kind: 'signOffReturned',
      on: '2020-03-03',
      assignment: asLead(),
      by: head.person,
      level: 'L2',
      items: [item],
      parts: [own],
      reason: '数据不符',
    });
    expect(back.task).toMatchObject({ stage: 'underway', review: null, returns: 1 });
    expect(back.task.assignments.map(({ stage }) => stage)).toEqual(['accepted', 'acknowledged', 'working']);
    expect(back.task.evidence.map(({ stage }) => stage).sort()).toEqual(['accepted', 'rejected']);
    const part = through(review, lead).then(head, sendBack([], [asLead()]));
    expect(part.task.assignments.map(({ stage }) => stage)).toEqual(['working', 'acknowledged', 'accepted']);
  });
  test('is told the lead and the units whose parts it names, each once', () => {
    const both = (id: string) => [`${id}.handler: returned`, `${id}.liaison: returned`];
    expect(told(back)).toEqual([...both(ecology.id), ...both(yuzhong.id)]);
    expect(told(review.then(lead, sendBack([summaryOf(asLead())])))).toEqual(both(ecology.id));
  });
  test('leaves a correction owed in the place of the part, and the end of the task again', () => {
    expect(back.owed().map(({ kind, unit, by }) => `${kind} ${unit} ${by}`)).toEqual([
      'correct yuzhong-district 2020-03-10',
      'finish ecology-environment-bureau 2020-06-30',
      'report yuzhong-district 2020-03-20',
    ]);
  });
  test('empties the approvals: the next request begins at the first level, and is signed by both again', () => {
    const again = inReview(accepted(claimed(back, own, yuzhong), own, ecology));
    expect(again.task.review).toMatchObject({ level: 'L1', signed: [], recused: [] });
    expect(through(again, lead, head).task.stage).toBe('completed');
  });
  test('names at least one item or part that was accepted, and the reason', () => {
    expect(review.refusal(lead, sendBack([]))).toEqual({ why: 'nothingNamed' });
    expect(review.refusal(lead, sendBack([item], [], ' '))).toEqual({ why: 'blankReason' });
    expect(review.refusal(lead, sendBack([summaryOf(own)]))).toEqual({ why: 'noSuchItem', item: summaryOf(own) });
    expect(review.refusal(lead, sendBack([], [asSupport(finance)]))).toEqual({
      why: 'noSuchAssignment',
      assignment: asSupport(finance),
    });
  });
});

describe('signing is owed', () => {
  const third = through(inReview(ready.at('2020-07-01 9:00')), lead, head);

  test('by the lead within three working days, by the office within five, by the leading group within ten', () => {
    const owed = (story: Story) => owedAs(story, 'signOff').map(({ unit, by, top }) => `${unit} ${by} ${String(top)}`);
    expect(owed(review)).toEqual(['ecology-environment-bureau 2020-03-05 E4']);
    expect(owed(through(review.at('2020-03-04 9:00'), lead))).toEqual(['zero-waste-office 2020-03-11 E4']);
    expect(owed(third)).toEqual(['leading-group 2020-07-15 null']);
  });
  const to = (story: Story) =>
    story
      .agenda()
      .flatMap(({ about, kind, rung, ahead, to: chairs }) =>
        about === 'signOff' && kind !== 'foretell' && ahead !== 1
          ? [
              `${rung} ${chairs.map((chair: { unit: Unit['id']; post: Post }) => `${chair.unit}.${chair.post}`).join(' ')}`,
            ]
          : [],
      );
  test('a reviewer is escalated within his own house, the post above him first', () => {
    expect(to(review)).toEqual([
      'E0 ecology-environment-bureau.deputy ecology-environment-bureau.chief',
      'E1 ecology-environment-bureau.chief',
      'E2 ecology-environment-bureau.chief',
      'E3 ecology-environment-bureau.chief',
      'E4 ecology-environment-bureau.chief',
    ]);
  });
  test('in the office the deputy, the chief, at last the leading group’s secretary', () => {
    expect(to(through(review, lead))).toEqual([
      'E0 zero-waste-office.section-head zero-waste-office.deputy',
      'E1 zero-waste-office.deputy',
      'E2 zero-waste-office.chief',
      'E3 zero-waste-office.chief',
      'E4 leading-group.liaison',
    ]);
  });
  test('the leading group is only reminded', () => {
    expect(linesAbout(third, 'signOff')).toEqual(['2020-07-14 E0 −1 signOff', '2020-07-15 E0 −0 signOff']);
    expect(to(third)).toEqual(['E0 leading-group.liaison leading-group.deputy']);
  });
  test('by those who may settle it, also when the posts of the level before have been filled since', () => {
    const passed = inReview(ready.among(...everyPost([office, leadingGroup])));
    expect(owedAs(passed, 'signOff')).toMatchObject([{ unit: office.id }]);
    const filled = passed.among(...everyPost([ecology, office, leadingGroup]));
    expect(owedAs(filled, 'signOff')).toMatchObject([{ unit: office.id }]);
    expect(filled.refusal(head, approve)).toBeNull();
  });
  test('what the units owed of the work is owed by nobody meanwhile', () => {
    expect(
      review
        .at('2020-08-03 9:00')
        .owed()
        .map(({ kind }) => kind),
    ).toEqual(['signOff']);
    expect(review.refusal(holder(ecology, 'handler'), judge(1))).toMatchObject({ why: 'wrongStage' });
  });
});

describe('what is signed off is complete', () => {
  test('a support that declines while it is under review takes the task back to work, and the office rules', () => {
    const declined = inReview(ready).then(holder(finance, 'chief'), {
      kind: 'decline',
      assignment: asSupport(finance),
      reason: '不涉及',
    });
    expect(declined.task).toMatchObject({ stage: 'underway', review: null });
    expect(owedAs(declined, 'rule')).toHaveLength(1);
    const held = declined.then(holder(ecology, 'liaison'), requestSignOff);
    expect(held.facts.at(-1)).toMatchObject({ kind: 'signOffHeld', missing: { declined: [asSupport(finance)] } });
  });
  test('an accepted part that has to prove more, since another has gone, is put right', () => {
    const alone = accepted(
      claimed(dispatched(summer).then(lead, acknowledge(asLead())), asLead(), ecology),
      asLead(),
      office,
    )
      .then(holder(yuzhong, 'chief'), { kind: 'decline', assignment: asResponsible(yuzhong), reason: '不在辖区' })
      .then(holder(office, 'liaison'), {
        kind: 'rule',
        assignment: asResponsible(yuzhong),
        ruling: { kind: 'withdraw' },
      });
    expect(alone.task.assignments[0]).toMatchObject({ stage: 'working', returnedOn: '2020-03-02' });
    expect(owedAs(alone, 'correct')).toMatchObject([{ unit: ecology.id, by: '2020-03-09' }]);
  });
  test('who finished a subtask had a hand in the task', () => {
    const deputy = holder(ecology, 'deputy');
    const worked = underway()
      .then(deputy, {
        kind: 'assignSubtask',
        giver: asLead(),
        holder: asLead(),
        title: '汇总数据',
        person: null,
        due: day('2020-04-10'),
      })
      .then(deputy, { kind: 'finishSubtask', subtask: 's1' as SubtaskId });
    // Its chief claimed the lead's part, so that nobody of the lead is left.
    expect([review, inReview(done(worked))].map(({ task }) => task.review?.signers)).toEqual(['L1', 'L2']);
  });
});
