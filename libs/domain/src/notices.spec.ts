import {
  acknowledge,
  asLead,
  asSupport,
  customs,
  dispatched,
  drafted,
  ecology,
  finance,
  holder,
  kindOf,
  nameOwner,
  sanitation,
  since,
  type Story,
  yuzhong,
} from '../../../test/support/examples.ts';
import { notices } from './notices.ts';
import { recipients } from './recipients.ts';

const told = (story: Story, fact = story.facts.at(-1)): readonly string[] =>
  fact === undefined
    ? []
    : notices(story.task, fact, kindOf).map(({ chair, form }) => `${chair.unit}.${chair.post}: ${form}`);

/** Nobody acknowledges; each line is carried out in its turn. */
const climb = (unit: typeof yuzhong, mornings: number): Story =>
  ['2020-03-03', '2020-03-04', '2020-03-06', '2020-03-10', '2020-03-17']
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

describe('each rung has its form and its reader', () => {
  test.each([
    [1, ['yuzhong-district.handler: digest', 'yuzhong-district.liaison: digest']],
    [2, ['yuzhong-district.section-head: digest']],
    [3, ['yuzhong-district.deputy: blue-slip']],
    [
      4,
      [
        'yuzhong-district.chief: yellow-slip',
        'ecology-environment-bureau.deputy: yellow-slip',
        'zero-waste-office.chief: yellow-slip',
      ],
    ],
    [5, ['zero-waste-office.section-head: digest']],
  ])('morning %i: %s', (mornings, expected) => {
    expect(lastOf(climb(yuzhong, mornings), yuzhong)).toEqual(expected);
  });
});

describe('a central agency or a company is consulted by letter from E3 on', () => {
  test.each([customs, sanitation])('$id', (unit) => {
    expect(lastOf(climb(unit, 3), unit)).toEqual([`${unit.id}.deputy: blue-slip`]);
    expect(lastOf(climb(unit, 4), unit)).toEqual([
      `${unit.id}.chief: consultation`,
      'ecology-environment-bureau.deputy: consultation',
      'zero-waste-office.chief: consultation',
    ]);
  });
});

test('copies to one post fall together', () => {
  const fact = since(dispatched(), climb(yuzhong, 4)).find((one) => one.kind === 'escalated' && one.rung === 'E3');
  expect(fact).toBeDefined();
  // The lead's deputy is meant twice where the row names the same bureau in two roles.
  const twice = dispatched({ supports: [ecology.id] });
  expect(new Set(told(twice)).size).toBe(told(twice).length);
  expect(told(twice)).toHaveLength(2);
});

describe('nobody is told by letter', () => {
  const acknowledged = dispatched({ supports: [finance.id] }).then(holder(ecology, 'liaison'), acknowledge(asLead()));

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
  ])('%s', (_what, story) => {
    expect(told(story)).toEqual([]);
  });
});

test("the last rung goes to the leading group, and the office's fourth to the leading group's secretary", () => {
  const { task } = drafted();
  expect(recipients(task, yuzhong.id, 'E5')).toEqual([{ unit: task.seats.leadingGroup, post: 'chief' }]);
  expect(recipients(task, task.seats.office, 'E3')).toEqual([{ unit: task.seats.office, post: 'chief' }]);
  expect(recipients(task, task.seats.office, 'E4')).toEqual([{ unit: task.seats.leadingGroup, post: 'liaison' }]);
});
