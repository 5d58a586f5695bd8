import {
  acknowledge,
  acceptanceOf,
  asLead,
  asResponsible,
  claimDone,
  dispatched,
  ecology,
  finance,
  holder,
  linesAbout,
  office,
  owedAs,
  since,
  type Story,
  submit,
  summer,
  told,
  underway,
  untilDay,
  uploadOf,
  yuzhong,
} from '../../../../test/support/examples.ts';
import type { Command } from '../command.ts';
import type { ObligationKey } from '../obligation-key.ts';

const own = asResponsible(yuzhong);
const key = `acknowledge/${own}/1` as ObligationKey;
const reply = (text = '已安排专人办理', obligation = key): Command => ({ kind: 'reply', obligation, text });
const clerk = holder(yuzhong, 'liaison');
/** Issued on Monday, 2 March, and nobody acknowledges: the yellow slip leaves on Tuesday, the 10th. */
const slipped = untilDay(dispatched(summer), '2020-03-10');
const owed = (story: Story) => owedAs(story, 'reply').filter(({ unit }) => unit === yuzhong.id);

describe('a yellow slip', () => {
  test('is to be replied to within three working days; the reply has no lines of its own', () => {
    expect(owed(untilDay(dispatched(summer), '2020-03-09'))).toEqual([]);
    expect(owed(slipped)).toMatchObject([
      {
        key: `reply/${own}/acknowledge.${own}.1`,
        unit: yuzhong.id,
        assignment: own,
        since: '2020-03-10',
        by: '2020-03-13',
        top: null,
      },
    ]);
    expect(linesAbout(slipped, 'reply')).toEqual([]);
  });
  test('is replied to by the unit that owes, in any post: the office is told, and what it is about goes on being owed', () => {
    const after = slipped.at('2020-03-11 10:00').then(clerk, reply(' 已安排专人办理 '));
    expect(since(slipped, after)).toEqual([
      {
        kind: 'replied',
        on: '2020-03-11',
        person: 'yuzhong-district.liaison',
        text: '已安排专人办理',
        settles: [key],
        obligation: key,
        about: 'acknowledge',
        unit: yuzhong.id,
        assignment: own,
        by: '2020-03-03',
      },
    ]);
    expect(told(after)).toEqual(['zero-waste-office.handler: note', 'zero-waste-office.liaison: note']);
    expect(owed(after)).toEqual([]);
    expect(owedAs(after, 'acknowledge').map(({ assignment }) => assignment)).toContain(own);
    expect(linesAbout(after, 'acknowledge')).toContain(`2020-03-17 E4 acknowledge ${own}`);
  });
  test('is replied to by acting on the matter too', () => {
    const acted = slipped.then(clerk, acknowledge(own));
    expect(owed(acted)).toEqual([]);
    expect(acted.refusal(clerk, reply())).toEqual({ why: 'noSlip' });
  });
  test('not by another unit, not with blank words, not twice, and not where there is none', () => {
    for (const house of [ecology, finance, office])
      expect(slipped.refusal(holder(house, 'chief'), reply())).toMatchObject({ why: 'notYourPost', unit: yuzhong.id });
    expect(slipped.refusal(clerk, reply(' \n'))).toEqual({ why: 'blankText' });
    expect(slipped.then(clerk, reply()).refusal(clerk, reply())).toEqual({ why: 'noSlip' });
    expect(dispatched(summer).refusal(clerk, reply())).toEqual({ why: 'noSlip' });
    expect(slipped.refusal(clerk, reply('好', 'acknowledge/-/9' as ObligationKey))).toEqual({ why: 'noSlip' });
  });
});

test('one reply answers a whole slip: all that one morning’s slip lists of the task', () => {
  // Held on the evidence day and a week after: the part goes with its evidence in one slip.
  const chief = holder(yuzhong, 'chief');
  const held = underway().at('2020-06-09 10:00').then(chief, claimDone(own));
  const twice = held.at('2020-06-16 10:00').then(chief, claimDone(own)).at('2020-06-17 8:30').clock();
  const [supply, part] = [`supply/${own}/1.1`, `part/${own}/1.0`] as readonly string[] as readonly ObligationKey[];
  expect(owed(twice).map(({ since: on, by }) => [on, by])).toEqual([
    ['2020-06-17', '2020-06-22'],
    ['2020-06-17', '2020-06-22'],
  ]);
  const after = twice.then(clerk, reply('本周内补齐', supply));
  expect([...(after.facts.at(-1) as unknown as { settles: readonly ObligationKey[] }).settles].sort()).toEqual([
    part,
    supply,
  ]);
  expect(owed(after)).toEqual([]);
  // What is supplied needs no reply; the part it was listed with still does.
  const acted = twice.then(holder(yuzhong, 'handler'), submit(acceptanceOf(own), uploadOf(yuzhong)));
  expect(owed(acted).map(({ key: one }) => one)).toEqual([`reply/${own}/part.${own}.1.0`]);
});

test('a reply is for all that one morning brought to a unit, and for nothing of another morning', () => {
  const slips = (story: Story) =>
    owedAs(story, 'reply').flatMap(({ key: one, unit }) => (unit === ecology.id ? [one.split('/')[2]] : []));
  const morning = untilDay(
    dispatched({ ...summer, responsible: [] })
      .at('2020-03-04 10:00')
      .then(holder(ecology, 'liaison'), acknowledge(asLead())),
    '2020-03-18',
  );
  expect(slips(morning).sort()).toEqual([`filePlan.${asLead()}.1`, `nameOwner.${asLead()}.1`]);
  const filePlan = `filePlan/${asLead()}/1` as ObligationKey;
  expect(slips(morning.then(holder(ecology, 'chief'), reply('本周报送', filePlan)))).toEqual([]);
  // The slip about its part is of 23 June, that about the whole of 7 July.
  const both = untilDay(underway().then(holder(ecology, 'liaison'), { kind: 'filePlan' }), '2020-07-07');
  expect(slips(both)).toContain(`part.${asLead()}.1.0`);
  const part = `part/${asLead()}/1.0` as ObligationKey;
  expect(slips(both.then(holder(ecology, 'chief'), reply('本周完成', part)))).toEqual([`finish.${asLead()}.1.1`]);
});

test('the office replies to its own, and tells nobody', () => {
  const declined = dispatched(summer).then(holder(yuzhong, 'chief'), {
    kind: 'decline',
    assignment: own,
    reason: '不在辖区',
  });
  const late = untilDay(declined, '2020-03-11');
  const rule = `rule/${own}/1` as ObligationKey;
  expect(owedAs(late, 'reply').filter(({ unit }) => unit === office.id)).toMatchObject([{ by: '2020-03-16' }]);
  const after = late.then(holder(office, 'liaison'), reply('正在会商', rule));
  expect([told(after), owedAs(after, 'reply').filter(({ unit }) => unit === office.id)]).toEqual([[], []]);
});
