import {
  acknowledge,
  answer,
  asLead,
  asResponsible,
  asSupport,
  dispatched,
  drafted,
  ecology,
  festive,
  finance,
  holder,
  nameOwner,
  office,
  owedAs,
  question,
  register,
  type Story,
  yuzhong,
} from '../../../test/support/examples.ts';
import type { ObligationKey } from './obligation-key.ts';
import { obligations, stillOwed } from './obligations.ts';
import { limitsOf, type ObligationKind } from './tables/limits.ts';

const owed = (story: Story, ...kinds: readonly ObligationKind[]): readonly string[] =>
  story
    .owed()
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .map(({ kind, unit, since, by, top }) => `${kind} ${unit}: ${since} → ${by}, ${top}`);
const officeChief = holder(office, 'chief');

describe('the office owes', () => {
  test('answers to import questions within 10 working days of the import', () => {
    expect(owed(drafted({ questions: [question('units')] }))).toEqual([
      'answer zero-waste-office: 2020-03-02 → 2020-03-16, E2',
    ]);
  });

  test('registration within 3 after the last answer', () => {
    const answered = drafted({ questions: [question('inherited')] })
      .at('2020-03-05 10:00')
      .then(officeChief, answer('inherited', { kind: 'inherited' }));
    expect(owed(answered)).toEqual(['register zero-waste-office: 2020-03-05 → 2020-03-10, E2']);
  });

  test('registration within 3 after the import where nothing was asked', () => {
    expect(owed(drafted())).toEqual(['register zero-waste-office: 2020-03-02 → 2020-03-05, E2']);
  });

  test('dispatch within 1 after registering', () => {
    expect(owed(drafted().at('2020-03-06 17:00').then(officeChief, register))).toEqual([
      'dispatch zero-waste-office: 2020-03-06 → 2020-03-09, E2',
    ]);
  });
});

describe('a unit owes', () => {
  const row = { supports: [finance.id], responsible: [yuzhong.id] };

  test('acknowledgement within 1 (lead, responsible) or 2 (support) after issue', () => {
    expect(owed(dispatched(row), 'acknowledge')).toEqual([
      'acknowledge ecology-environment-bureau: 2020-03-02 → 2020-03-03, E4',
      'acknowledge finance-bureau: 2020-03-02 → 2020-03-04, E4',
      'acknowledge yuzhong-district: 2020-03-02 → 2020-03-03, E4',
    ]);
  });

  test('acknowledgement within 3 where it got more than ten tasks in one dispatch', () => {
    expect(owed(dispatched(row, undefined, undefined, [yuzhong.id, finance.id]), 'acknowledge')).toEqual([
      'acknowledge ecology-environment-bureau: 2020-03-02 → 2020-03-03, E4',
      'acknowledge finance-bureau: 2020-03-02 → 2020-03-05, E4',
      'acknowledge yuzhong-district: 2020-03-02 → 2020-03-05, E4',
    ]);
  });

  test.each([
    [[], '2020-03-12'],
    [[yuzhong.id], '2020-03-19'],
  ])('the name of its owner within 5 after acknowledging, in bulk (%s) within 10: %s', (bulk, by) => {
    const received = dispatched(row, undefined, undefined, bulk)
      .at('2020-03-05 10:00')
      .then(holder(yuzhong, 'liaison'), acknowledge(asResponsible(yuzhong)));
    expect(received.owed().find(({ kind }) => kind === 'nameOwner')).toMatchObject({
      unit: yuzhong.id,
      since: '2020-03-05',
      by,
      top: 'E3',
    });
  });

  test('no name where it is only lead or support beside responsible units', () => {
    const received = dispatched(row)
      .then(holder(ecology, 'liaison'), acknowledge(asLead()))
      .then(holder(finance, 'liaison'), acknowledge(asSupport(finance)));
    expect(received.owed().map(({ key }) => key)).toEqual([
      `acknowledge/${asResponsible(yuzhong)}/1`,
      `part/${asLead()}/1.0`,
      `part/${asResponsible(yuzhong)}/1.0`,
      `finish/${asLead()}/1.1`,
      `filePlan/${asLead()}/1`,
      `report/${asLead()}/1.0.2020-03`,
    ]);
  });

  test('its part from the issue on, and the lead the end of the whole, whatever else it does', () => {
    expect(owed(dispatched(row), 'part', 'finish')).toEqual([
      'part ecology-environment-bureau: 2020-03-02 → 2020-12-17, E5',
      'part yuzhong-district: 2020-03-02 → 2020-12-17, E5',
      'finish ecology-environment-bureau: 2020-03-02 → 2020-12-31, E5',
    ]);
  });

  test('nothing but the work and its reports once it has acknowledged, named its owner and, as lead, filed the plan', () => {
    const done = dispatched()
      .then(holder(ecology, 'liaison'), acknowledge(asLead()))
      .then(holder(ecology, 'chief'), nameOwner(asLead()))
      .then(holder(ecology, 'liaison'), { kind: 'filePlan' });
    expect(owed(done)).toEqual([
      'part ecology-environment-bureau: 2020-03-02 → 2020-12-17, E5',
      'finish ecology-environment-bureau: 2020-03-02 → 2020-12-31, E5',
      'report ecology-environment-bureau: 2020-03-02 → 2020-03-25, E3',
    ]);
  });
});

test('limits are counted in working days of the calendar in force', () => {
  const dispatchedBeforeFestival = dispatched({ supports: [finance.id] }, '2020-01-22 10:00', festive);
  const by = (kind: ObligationKind) => owedAs(dispatchedBeforeFestival, kind).map((one) => one.by);
  expect(by('acknowledge')).toEqual(['2020-01-23', '2020-02-03']);
  expect([...by('part'), ...by('finish')]).toEqual(['2020-12-17', '2020-12-31']);
});

test('what is owed does not change its name with the calendar', () => {
  const story = dispatched({ supports: [finance.id] }, '2020-01-22 10:00');
  const keys = story.owed().map(({ key }) => key);
  expect(
    story
      .under(festive)
      .owed()
      .map(({ key }) => key),
  ).toEqual(keys);
  expect(keys.map(stillOwed(story.task))).toEqual(keys.map(() => true));
  expect(stillOwed(story.task)('acknowledge/-/9' as ObligationKey)).toBe(false);
});

test('a task keeps the limits it was dispatched with, and a version nobody knows is a broken promise', () => {
  expect(limitsOf(1)).toBe(limitsOf(dispatched().task.rules));
  expect(() => limitsOf(2)).toThrow(RangeError);
});

test.each([
  ['suspended', []],
  ['completed', ['close']],
  ['closed', ['archive']],
  ['archived', []],
  ['terminated', []],
  ['dropped', []],
] as const)('in a task that is %s nothing of this is owed any more, but %j', (stage, kinds) => {
  const { task, moment } = dispatched();
  expect(obligations({ ...task, stage }, moment.calendar).map(({ kind }) => kind)).toEqual(kinds);
});
