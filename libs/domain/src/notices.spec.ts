import {
  acceptanceOf,
  acknowledge,
  approve,
  asLead,
  asResponsible,
  asSupport,
  claimDone,
  claimed,
  customs,
  dispatched,
  drafted,
  ecology,
  finance,
  holder,
  inReview,
  judge,
  nameOwner,
  office,
  requestSignOff,
  returnPart,
  sanitation,
  since,
  type Story,
  submit,
  summaryOf,
  told,
  underway,
  uploadOf,
  yuzhong,
} from '../../../test/support/examples.ts';
import type { Ruling } from './command.ts';
import { recipients } from './recipients.ts';
import type { SubtaskId } from './subtask.ts';
import { day } from './time/day.ts';
import type { Month } from './time/month.ts';

const own = asResponsible(yuzhong);
const review = inReview();
/** Nobody acknowledges; each line is carried out in its turn. */
const climb = (unit: typeof yuzhong, mornings: number): Story =>
  ['2020-03-03', '2020-03-04', '2020-03-06', '2020-03-09', '2020-03-10', '2020-03-17']
    .slice(0, mornings)
    .reduce((story, on) => story.at(`${on} 8:30`).clock(), dispatched({ responsible: [unit.id] }));
const lastOf = (story: Story, unit: typeof yuzhong): readonly string[] =>
  told(story, story.facts.filter((fact) => 'unit' in fact && fact.unit === unit.id).at(-1));

test('what is issued is made known to the handler and the liaison of every unit', () => {
  expect(told(dispatched({ supports: [finance.id] }))).toEqual([
    'ecology-environment-bureau.handler: issued',
    'ecology-environment-bureau.liaison: issued',
    'finance-bureau.handler: issued',
    'finance-bureau.liaison: issued',
  ]);
});

test('a decline is told the office, a ruling whoever it concerns', () => {
  const decline = { kind: 'decline', assignment: asResponsible(yuzhong), reason: '不在本区' } as const;
  const declined = dispatched({ responsible: [yuzhong.id] }).then(holder(yuzhong, 'chief'), decline);
  const ruled = (ruling: Ruling) =>
    told(declined.then(holder(office, 'liaison'), { kind: 'rule', assignment: asResponsible(yuzhong), ruling }));
  const both = (unit: string, form: string) => [`${unit}.handler: ${form}`, `${unit}.liaison: ${form}`];
  expect(told(declined)).toEqual(both('zero-waste-office', 'declined'));
  expect(ruled({ kind: 'keep' })).toEqual([
    ...both('yuzhong-district', 'decided'),
    ...both('ecology-environment-bureau', 'decided'),
  ]);
  expect(ruled({ kind: 'reassign', to: finance.id })).toEqual([
    ...both('yuzhong-district', 'decided'),
    ...both('finance-bureau', 'issued'),
    ...both('ecology-environment-bureau', 'decided'),
  ]);
});

test('a subtask is told whoever gets it, its end whoever gave it; inside one house nobody', () => {
  const planning = dispatched({ responsible: [yuzhong.id] }).then(holder(ecology, 'chief'), acknowledge(asLead()));
  const order = { title: '收运网络', person: null, due: day('2020-04-10'), kind: 'assignSubtask' } as const;
  const own = asResponsible(yuzhong);
  const given = planning.then(holder(ecology, 'chief'), { ...order, giver: asLead(), holder: own });
  expect(told(given)).toEqual(['yuzhong-district.handler: subtask', 'yuzhong-district.liaison: subtask']);
  const finished = given.then(holder(yuzhong, 'liaison'), { kind: 'finishSubtask', subtask: 's1' as SubtaskId });
  expect(told(finished)).toEqual([
    'ecology-environment-bureau.handler: subtask',
    'ecology-environment-bureau.liaison: subtask',
  ]);
  expect(told(planning.then(holder(yuzhong, 'chief'), { ...order, giver: own, holder: own }))).toEqual([]);
});

describe('each rung has its form and its reader', () => {
  test.each([
    [1, ['yuzhong-district.handler: digest', 'yuzhong-district.liaison: digest']],
    [2, ['yuzhong-district.section-head: digest']],
    [3, ['yuzhong-district.deputy: blue-slip']],
    [4, ['zero-waste-office.section-head: digest']],
    [
      5,
      [
        'yuzhong-district.chief: yellow-slip',
        'ecology-environment-bureau.deputy: yellow-slip',
        'zero-waste-office.chief: yellow-slip',
      ],
    ],
    [6, ['zero-waste-office.section-head: digest']],
  ])('morning %i: %s', (mornings, expected) => {
    expect(lastOf(climb(yuzhong, mornings), yuzhong)).toEqual(expected);
  });
});

describe('a central agency or a company is consulted by letter from E3 on', () => {
  test.each([customs, sanitation])('$id', (unit) => {
    expect(lastOf(climb(unit, 3), unit)).toEqual([`${unit.id}.deputy: blue-slip`]);
    expect(lastOf(climb(unit, 5), unit)).toEqual([
      `${unit.id}.chief: consultation`,
      'ecology-environment-bureau.deputy: consultation',
      'zero-waste-office.chief: consultation',
    ]);
  });
});

test('copies to one post fall together', () => {
  const fact = since(dispatched(), climb(yuzhong, 5)).find((one) => one.kind === 'escalated' && one.rung === 'E3');
  expect(fact).toBeDefined();
  // The lead's deputy is meant twice where the row names the same bureau in two roles.
  const twice = dispatched({ supports: [ecology.id] });
  expect(new Set(told(twice)).size).toBe(told(twice).length);
  expect(told(twice)).toHaveLength(2);
});

describe('nobody is told by letter', () => {
  const acknowledged = dispatched({ supports: [finance.id] }).then(holder(ecology, 'liaison'), acknowledge(asLead()));
  const working = underway();
  const submitted = working.then(holder(yuzhong, 'handler'), submit(acceptanceOf(own), uploadOf(yuzhong)));
  const claim = claimed(working, own, yuzhong);
  const april = '2020-04' as Month;

  test.each([
    ['that a task was drafted', drafted()],
    ['that a unit has acknowledged', acknowledged],
    ['who the owner is', acknowledged.then(holder(ecology, 'chief'), nameOwner(asLead()))],
    [
      'that the limit for names has run out',
      acknowledged
        .then(holder(finance, 'chief'), acknowledge(asSupport(finance)))
        .at('2020-03-10 8:30')
        .then('clock', { kind: 'lapse' }),
    ],
    ['a report', working.then(holder(yuzhong, 'liaison'), { kind: 'report', assignment: own, report: null })],
    ['that a file was submitted', submitted],
    ['that it was taken back', submitted.then(holder(yuzhong, 'handler'), { kind: 'withdrawEvidence', evidence: 1 })],
    ['that it proves its item', submitted.then(holder(ecology, 'handler'), judge(1))],
    ['that a claim is proposed', submitted.then(holder(yuzhong, 'liaison'), claimDone(own))],
    ['that a part is claimed', submitted.then(holder(yuzhong, 'chief'), claimDone(own))],
    ['that a claim is taken back', claim.then(holder(yuzhong, 'chief'), { kind: 'withdraw', assignment: own })],
    ['that sign-off is requested', review],
    ['that the request is taken back', review.then(holder(ecology, 'chief'), { kind: 'withdraw', assignment: null })],
    ['that the lead has signed', review.then(holder(ecology, 'deputy'), approve)],
    [
      'who has stood back',
      review.then(holder(ecology, 'deputy'), { kind: 'signOff', decision: { kind: 'recuse', successor: null } }),
    ],
    ['that a month has turned', working.at('2020-04-10 8:30').then('clock', { kind: 'turnMonth', month: april })],
  ])('%s', (_what, story) => {
    expect(told(story)).toEqual([]);
  });
});

test('what is missing, returned, accepted, waived, signed off or closed is told whom it concerns, nobody twice', () => {
  const back = review.then(holder(ecology, 'deputy'), {
    kind: 'signOff',
    decision: {
      kind: 'return',
      items: [acceptanceOf(own), summaryOf(asLead())],
      parts: [asLead(), own],
      reason: '不符',
    },
  });
  const held = back.then(holder(ecology, 'liaison'), requestSignOff).then(holder(yuzhong, 'chief'), claimDone(own));
  const waived = held.then(holder(office, 'chief'), {
    kind: 'waiveEvidence',
    item: acceptanceOf(own),
    reason: '原件毁于洪水',
  });
  const again = waived
    .then(holder(yuzhong, 'chief'), claimDone(own))
    .then(holder(ecology, 'handler'), returnPart(own, [acceptanceOf(own)]));
  const letters = again.facts.map((fact) => ({ kind: fact.kind, to: told(again, fact) }));
  for (const { to } of letters) expect(new Set(to).size).toBe(to.length);
  const toEach = letters.filter(({ to }) => to.length > 0).map(({ kind, to }) => `${kind} ${String(to.length)}`);
  expect(toEach).toEqual([
    'dispatched 6',
    // Part by part, to its handler and liaison.
    'partAccepted 2',
    'partAccepted 2',
    // The lead and one unit; held, their deputies too; a unit's claim its own deputy and the lead's.
    'signOffReturned 4',
    'signOffHeld 6',
    'claimHeld 4',
    'evidenceWaived 2',
    'partReturned 2',
  ]);
});

test("the last rung goes to the leading group and is proposed to the inspectorate, and the office's fourth to the leading group's secretary", () => {
  const { task } = drafted();
  const { office: ours, leadingGroup: group, inspectorate: watch } = task.seats;
  expect(recipients(task, { kind: 'part', unit: yuzhong.id }, 'E5')).toEqual([
    { unit: group, post: 'chief' },
    { unit: watch, post: 'chief' },
  ]);
  expect(recipients(task, { kind: 'rule', unit: ours }, 'E3')).toEqual([{ unit: ours, post: 'chief' }]);
  expect(recipients(task, { kind: 'rule', unit: ours }, 'E4')).toEqual([{ unit: group, post: 'liaison' }]);
});
