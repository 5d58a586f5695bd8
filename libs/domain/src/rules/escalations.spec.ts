import {
  acknowledge,
  asResponsible,
  dispatched,
  ecology,
  holder,
  kindOf,
  office,
  sanitation,
  since,
  type Story,
  yuzhong,
} from '../../../../test/support/examples.ts';
import type { Command } from '../command.ts';
import { notices } from '../notices.ts';
import type { ObligationKey } from '../obligation-key.ts';

const own = asResponsible(yuzhong);
const key = `acknowledge/${own}/1` as ObligationKey;
const clerk = holder(office, 'liaison');
/** Issued on Monday, 2 March; nobody acknowledges, and each morning the clock does its part. */
const mornings = ['2020-03-03', '2020-03-04', '2020-03-06', '2020-03-09', '2020-03-10', '2020-03-17'];
const until = (count: number, unit = yuzhong): Story =>
  mornings
    .slice(0, count)
    .reduce((story, on) => story.at(`${on} 8:30`).clock(), dispatched({ responsible: [unit.id] }));
const e4 = until(6);
const confirm: Command = { kind: 'confirmEscalation', obligation: key };
const setAside = (reason = '正在协调', rung: 'E4' | 'E5' = 'E4'): Command => ({
  kind: 'setAside',
  obligation: key,
  rung,
  reason,
});
const hold: Command = { kind: 'holdEscalation', obligation: key };
const confirmations = (story: Story) => story.owed().filter(({ kind }) => kind === 'confirm');

describe('a proposed E4', () => {
  test('waits for the office, which owes its decision within three working days', () => {
    expect(confirmations(e4).map(({ key: one }) => one)).toContain(`confirm/${own}/acknowledge.${own}.1.E4`);
    expect(confirmations(e4)[0]).toMatchObject({ unit: office.id, since: '2020-03-17', by: '2020-03-20', top: 'E2' });
  });
  test('is confirmed: the letter goes to the chief, a company is consulted', () => {
    const after = e4.at('2020-03-18 10:00').then(clerk, confirm);
    const [fact] = since(e4, after);
    expect(fact).toEqual({
      kind: 'escalationConfirmed',
      on: '2020-03-18',
      rung: 'E4',
      obligation: key,
      about: 'acknowledge',
      unit: yuzhong.id,
      assignment: own,
      by: '2020-03-03',
    });
    const told = (story: Story) =>
      story.facts
        .slice(-1)
        .flatMap((one) => notices(story.task, one, kindOf))
        .map(({ chair, form }) => `${chair.unit}.${chair.post}: ${form}`);
    expect(told(after)).toEqual(['yuzhong-district.chief: supervision-letter']);
    const company = until(6, sanitation).then(clerk, {
      kind: 'confirmEscalation',
      obligation: `acknowledge/${asResponsible(sanitation)}/1` as ObligationKey,
    });
    expect(told(company)).toEqual(['sanitation-group.chief: consultation']);
    expect(confirmations(after).map(({ key: one }) => one)).not.toContain(`confirm/${own}/acknowledge.${own}.1.E4`);
    expect(after.refusal(clerk, confirm)).toEqual({ why: 'notWaiting', rung: 'E4' });
  });
  test('is set aside with a reason: no letter comes of it', () => {
    const after = e4.then(clerk, setAside(' 正在协调 '));
    expect(since(e4, after)).toMatchObject([{ kind: 'escalationSetAside', rung: 'E4', reason: '正在协调' }]);
    expect(notices(after.task, since(e4, after)[0] as never, kindOf)).toEqual([]);
    expect(after.refusal(clerk, confirm)).toMatchObject({ why: 'notWaiting' });
    expect(e4.refusal(clerk, setAside(' '))).toEqual({ why: 'blankReason' });
    expect(e4.refusal(clerk, setAside('正在协调', 'E5'))).toEqual({ why: 'notWaiting', rung: 'E5' });
  });
  test('falls away when what is owed is done', () => {
    const after = e4.then(holder(yuzhong, 'liaison'), acknowledge(own));
    expect(after.refusal(clerk, confirm)).toMatchObject({ why: 'notWaiting' });
    expect(confirmations(after).map(({ key: one }) => one)).not.toContain(`confirm/${own}/acknowledge.${own}.1.E4`);
  });
  test('is nobody’s but the office’s to decide', () => {
    for (const command of [confirm, setAside(), hold])
      expect(e4.refusal(holder(ecology, 'chief'), command)).toMatchObject({ why: 'notYourPost', unit: office.id });
  });
});

describe('E3 may be held for a day', () => {
  const e2 = until(3);
  const line = (story: Story) => story.agenda().find((one) => one.obligation === key && one.kind === 'escalate');

  test('from the working day before it on, and then comes a working day later', () => {
    expect(line(e2)).toMatchObject({ rung: 'E3', on: '2020-03-10' });
    // 10 March is a Tuesday.
    for (const early of ['2020-03-06 10:00', '2020-03-08 23:59'])
      expect(e2.at(early).refusal(clerk, hold)).toEqual({ why: 'notToBeHeld' });
    const held = until(4).at('2020-03-09 10:00').then(clerk, hold);
    expect(line(held)).toMatchObject({ rung: 'E3', on: '2020-03-11' });
    expect(held.at('2020-03-10 8:30').clock().task.climbs[key]?.rung).toBe('E2');
    expect(held.at('2020-03-11 8:30').clock().task.climbs[key]?.rung).toBe('E3');
  });
  test('also when it was foretold late', () => {
    const woken = e2.at('2020-03-10 8:30').clock();
    expect(line(woken)).toMatchObject({ rung: 'E3', on: '2020-03-11' });
    expect(line(woken.then(clerk, hold))).toMatchObject({ rung: 'E3', on: '2020-03-12' });
  });
  test('once per ladder, and never one of the office’s own', () => {
    const held = e2.at('2020-03-09 10:00').then(clerk, hold);
    expect(held.refusal(clerk, hold)).toEqual({ why: 'notToBeHeld' });
    const declined = dispatched({ responsible: [yuzhong.id] }).then(holder(yuzhong, 'chief'), {
      kind: 'decline',
      assignment: own,
      reason: '不在辖区',
    });
    const late = ['2020-03-05', '2020-03-09'].reduce((story, on) => story.at(`${on} 8:30`).clock(), declined);
    expect(late.at('2020-03-10 9:00').refusal(clerk, { ...hold, obligation: `rule/${own}/1` } as Command)).toEqual({
      why: 'notToBeHeld',
    });
  });
  test('not when it has come already, nor what is not owed', () => {
    expect(until(5).refusal(clerk, hold)).toEqual({ why: 'notToBeHeld' });
    expect(e2.refusal(clerk, { ...hold, obligation: 'acknowledge/-/9' } as Command)).toEqual({ why: 'notOwed' });
  });
});
