import {
  acceptanceOf,
  asLead,
  asResponsible,
  claimDone,
  customs,
  dispatched,
  ecology,
  holder,
  leadingGroup,
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
import type { FactOf } from '../event.ts';
import type { ObligationKey } from '../obligation-key.ts';

const own = asResponsible(yuzhong);
const key = `part/${own}/1.0` as ObligationKey;
const send: Command = { kind: 'sendRedSlip', obligation: key };
const chief = holder(office, 'chief');
/** Nobody does his part, which is owed by 16 June, the whole by 30 June; nor does the office confirm its E4 of 14 July. */
const e4 = untilDay(dispatched(summer), '2020-07-27');
const e5 = e4.at('2020-07-28 8:30').clock();
const rungs = (story: Story) =>
  story.facts.flatMap((fact) =>
    fact.kind === 'escalated' && fact.obligation === key ? [`${fact.on} ${fact.rung}${fact.proposed ? '?' : ''}`] : [],
  );
const confirmations = (story: Story) =>
  owedAs(story, 'confirm').flatMap(({ key: one, by }) => (one.includes(`part.${own}`) ? [`${one} ${by}`] : []));
const proposal = (story: Story, rung: 'E4' | 'E5'): FactOf<'escalated'> | undefined =>
  story.facts.findLast(
    (fact): fact is FactOf<'escalated'> => fact.kind === 'escalated' && fact.obligation === key && fact.rung === rung,
  );

describe('E5', () => {
  test('is drafted on its own day even if E4 waits', () => {
    expect(rungs(e5)).toEqual(['2020-06-17 E1', '2020-06-19 E2', '2020-06-23 E3', '2020-07-14 E4?', '2020-07-28 E5?']);
    expect(e5.task.climbs[key]?.waiting).toEqual([
      { rung: 'E4', since: '2020-07-14' },
      { rung: 'E5', since: '2020-07-28' },
    ]);
  });
  test('is told the office’s chief, as E4 is its section head, each in the morning’s list', () => {
    expect(told(e5, proposal(e5, 'E4'))).toEqual(['zero-waste-office.section-head: digest']);
    expect(told(e5, proposal(e5, 'E5'))).toEqual(['zero-waste-office.chief: digest']);
  });
  test('is the office’s to send or set aside within three working days, besides its E4', () => {
    expect(confirmations(e5)).toEqual([
      `confirm/${own}/part.${own}.1.0.E4 2020-07-17`,
      `confirm/${own}/part.${own}.1.0.E5 2020-07-31`,
    ]);
    expect(owedAs(e5, 'confirm').every(({ unit, top }) => unit === office.id && top === 'E2')).toBe(true);
  });
  test('is the top of the ladder', () => {
    expect(linesAbout(e5, 'part').filter((line) => line.endsWith(own))).toEqual([]);
  });
});

describe('签发红色督办单', () => {
  const sent = e5.at('2020-07-29 10:00').then(chief, send);

  test('the office’s chief sends it: to the leading group, and as a proposal to the inspectorate', () => {
    expect(since(e5, sent)).toEqual([
      {
        kind: 'redSlipSent',
        on: '2020-07-29',
        obligation: key,
        about: 'part',
        unit: yuzhong.id,
        assignment: own,
        by: '2020-06-16',
      },
    ]);
    expect(told(sent)).toEqual(['leading-group.chief: red-slip', 'inspectorate.chief: red-slip']);
    expect(confirmations(sent)).toEqual([`confirm/${own}/part.${own}.1.0.E4 2020-07-17`]);
  });
  test('nobody else does, not twice, and not before it is drafted', () => {
    for (const by of [holder(office, 'deputy'), holder(leadingGroup, 'chief'), holder(ecology, 'chief')])
      expect(e5.refusal(by, send)).toEqual({ why: 'notYourPost', unit: office.id, posts: ['chief'] });
    expect(sent.refusal(chief, send)).toEqual({ why: 'notWaiting', rung: 'E5' });
    expect(e4.refusal(chief, send)).toEqual({ why: 'notWaiting', rung: 'E5' });
    expect(e5.refusal(chief, { kind: 'sendRedSlip', obligation: 'part/-/9' as ObligationKey })).toMatchObject({
      why: 'notWaiting',
    });
  });
  test('it may be set aside with a reason instead, and E4 still be confirmed', () => {
    const aside: Command = { kind: 'setAside', obligation: key, rung: 'E5', reason: '领导小组已专题研究' };
    const after = e5.then(holder(office, 'liaison'), aside);
    expect(told(after)).toEqual([]);
    expect(after.refusal(chief, send)).toEqual({ why: 'notWaiting', rung: 'E5' });
    const confirmed = after.then(holder(office, 'liaison'), { kind: 'confirmEscalation', obligation: key });
    expect(told(confirmed)).toEqual(['yuzhong-district.chief: supervision-letter']);
  });
  test('it falls away when the part is claimed as done', () => {
    const acted = e5
      .then(holder(yuzhong, 'liaison'), { kind: 'acknowledge', assignment: own })
      .then(holder(yuzhong, 'handler'), submit(acceptanceOf(own), uploadOf(yuzhong)))
      .then(holder(yuzhong, 'chief'), claimDone(own));
    expect(acted.refusal(chief, send)).toMatchObject({ why: 'notWaiting' });
    expect(confirmations(acted)).toEqual([]);
  });
});

test('about a company or a central agency it is a red slip as well: it goes to the leading group', () => {
  const agency = asResponsible(customs);
  const late = untilDay(dispatched({ ...summer, responsible: [customs.id] }), '2020-07-28');
  const after = late.then(chief, { kind: 'sendRedSlip', obligation: `part/${agency}/1.0` as ObligationKey });
  expect(told(after)).toEqual(['leading-group.chief: red-slip', 'inspectorate.chief: red-slip']);
});

test('the whole has a red slip of its own, about the lead', () => {
  const late = untilDay(underway(), '2020-07-28');
  const after = late.then(chief, { kind: 'sendRedSlip', obligation: `finish/${asLead()}/1.1` as ObligationKey });
  expect(after.facts.at(-1)).toMatchObject({ kind: 'redSlipSent', about: 'finish', unit: ecology.id });
});
