import {
  asLead,
  dispatched,
  drafted,
  holder,
  linesAbout,
  nobodyInParticular,
  office,
  since,
  told,
} from '../../../../test/support/examples.ts';
import type { Command } from '../command.ts';
import type { ObligationKey } from '../obligation-key.ts';
import type { Rung } from '../tables/ladder.ts';
import type { Month } from '../time/month.ts';

const owed = `acknowledge/${asLead()}/1` as ObligationKey;
const remind = (...ahead: readonly number[]): Command => ({ kind: 'remind', obligation: owed, ahead });
const escalate = (rung: Rung, obligation = owed): Command => ({ kind: 'escalate', obligation, rung });
const lapse: Command = { kind: 'lapse' };
const settled = 'dispatch/-/1' as ObligationKey;

/** Dispatched on Monday, 2 March: acknowledging is owed by the 3rd, names are waited for until the 9th. */
const issued = dispatched();

describe('the clock reminds', () => {
  test('on the day of the reminder at half past eight', () => {
    const after = issued.at('2020-03-03 8:30').then('clock', remind(0));
    expect(since(issued, after)).toEqual([
      {
        kind: 'reminded',
        on: '2020-03-03',
        obligation: owed,
        about: 'acknowledge',
        unit: 'ecology-environment-bureau',
        assignment: asLead(),
        by: '2020-03-03',
        ahead: [0],
      },
    ]);
  });

  test('not a minute earlier, and the refusal names its day', () => {
    expect(issued.at('2020-03-03 8:29').refusal('clock', remind(0))).toEqual({ why: 'notYetDue', on: '2020-03-03' });
    expect(
      drafted().refusal('clock', { kind: 'remind', obligation: 'register/-/1' as ObligationKey, ahead: [1] }),
    ).toEqual({ why: 'notYetDue', on: '2020-03-04' });
  });

  test('once', () => {
    const after = issued.at('2020-03-03 8:30').then('clock', remind(0));
    expect(after.refusal('clock', remind(0))).toEqual({ why: 'alreadyDone' });
  });

  test('of nothing but days that exist and are named once', () => {
    const day = issued.at('2020-03-03 8:30');
    expect(day.refusal('clock', remind())).toEqual({ why: 'notOwed' });
    expect(day.refusal('clock', remind(0, 0))).toEqual({ why: 'notOwed' });
    expect(day.refusal('clock', remind(1))).toEqual({ why: 'alreadyDone' });
  });

  test('of nothing that is not owed any more', () => {
    const late = issued.at('2020-03-03 8:30');
    expect(late.refusal('clock', { kind: 'remind', obligation: settled, ahead: [0] })).toEqual({ why: 'notOwed' });
  });
});

describe('the clock escalates', () => {
  test('on the working day after the one by which it was owed', () => {
    const after = issued.at('2020-03-04 8:30').then('clock', escalate('E1'));
    expect(since(issued, after)).toMatchObject([
      { kind: 'escalated', on: '2020-03-04', rung: 'E1', by: '2020-03-03', about: 'acknowledge', proposed: false },
    ]);
  });

  test('not a minute earlier', () => {
    expect(issued.at('2020-03-04 8:29').refusal('clock', escalate('E1'))).toEqual({
      why: 'notYetDue',
      on: '2020-03-04',
    });
  });

  test('one rung at a time, however late it is', () => {
    expect(issued.at('2021-03-01 8:30').refusal('clock', escalate('E3'))).toMatchObject({ why: 'notYetDue' });
  });

  test('each rung once, and never down', () => {
    const climbed = issued.at('2020-03-04 8:30').then('clock', escalate('E1')).at('2020-03-06 8:30');
    expect(climbed.refusal('clock', escalate('E1'))).toEqual({ why: 'alreadyDone' });
    const higher = climbed.then('clock', escalate('E2'));
    expect(higher.refusal('clock', escalate('E1'))).toEqual({ why: 'alreadyDone' });
  });

  test('never past the top', () => {
    const top = ['2020-03-04', '2020-03-06', '2020-03-09', '2020-03-10', '2020-03-17'].reduce(
      (story, on) => story.at(`${on} 8:30`).clock(),
      issued,
    );
    expect(top.facts.at(-1)).toMatchObject({ kind: 'escalated', rung: 'E4' });
    expect(top.at('2021-03-01 8:30').refusal('clock', escalate('E5'))).toEqual({ why: 'notOwed' });
  });

  test('nothing that is not owed any more', () => {
    expect(issued.at('2020-03-20 8:30').refusal('clock', escalate('E1', settled))).toEqual({ why: 'notOwed' });
  });
});

describe('the clock shows the office a yellow slip', () => {
  const foretell: Command = { kind: 'foretell', obligation: owed };
  const e2 = ['2020-03-04', '2020-03-06'].reduce((story, on) => story.at(`${on} 8:30`).clock(), issued);

  test('the working morning before it', () => {
    expect(e2.at('2020-03-09 8:29').refusal('clock', foretell)).toEqual({ why: 'notYetDue', on: '2020-03-09' });
    const after = e2.at('2020-03-09 8:30').then('clock', foretell);
    expect(since(e2, after)).toEqual([
      {
        kind: 'foretold',
        on: '2020-03-09',
        obligation: owed,
        about: 'acknowledge',
        unit: 'ecology-environment-bureau',
        assignment: asLead(),
        by: '2020-03-03',
      },
    ]);
    expect(told(after)).toEqual(['zero-waste-office.section-head: digest']);
  });

  test('and sends it no sooner than the working day after it was shown', () => {
    const late = e2.at('2020-03-12 8:30').clock();
    expect(since(e2, late).filter((fact) => 'about' in fact && fact.about === 'acknowledge')).toMatchObject([
      { kind: 'foretold', on: '2020-03-12' },
    ]);
    expect(linesAbout(late, 'acknowledge')[0]).toBe(`2020-03-13 E3 acknowledge ${asLead()}`);
  });

  test('once, and not of what is not owed any more', () => {
    const after = e2.at('2020-03-09 8:30').then('clock', foretell);
    expect(after.refusal('clock', foretell)).toEqual({ why: 'alreadyDone' });
    expect(after.refusal('clock', { kind: 'foretell', obligation: settled })).toEqual({ why: 'notOwed' });
  });
});

describe('the limit for names lapses', () => {
  test('on the working day after the fifth', () => {
    expect(issued.at('2020-03-10 8:29').refusal('clock', lapse)).toEqual({ why: 'notYetDue', on: '2020-03-10' });
    expect(since(issued, issued.at('2020-03-10 8:30').then('clock', lapse))).toEqual([
      { kind: 'lapsed', on: '2020-03-10' },
    ]);
  });

  test('once', () => {
    expect(issued.at('2020-03-10 8:30').then('clock', lapse).refusal('clock', lapse)).toEqual({ why: 'alreadyDone' });
  });

  test('not before dispatch', () => {
    expect(drafted().at('2020-03-10 8:30').refusal('clock', lapse)).toMatchObject({ why: 'wrongStage' });
  });
});

const all: readonly Command[] = [
  remind(0),
  escalate('E1'),
  { kind: 'foretell', obligation: owed },
  lapse,
  { kind: 'turnMonth', month: '2020-04' as Month },
];
test.each(all)('no person can send $kind', (command) => {
  for (const by of [holder(office, 'chief'), nobodyInParticular]) {
    expect(issued.at('2020-04-01 8:30').refusal(by, command)).toEqual({ why: 'onlyTheClock' });
  }
});
