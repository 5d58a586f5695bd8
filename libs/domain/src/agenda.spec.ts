import {
  acknowledge,
  asLead,
  asResponsible,
  asSupport,
  dispatched,
  drafted,
  ecology,
  festive,
  finance,
  holder,
  leadingGroup,
  linesAbout,
  office,
  plainCalendar,
  question,
  readable,
  since,
  type Story,
  untilDay,
  yuzhong,
} from '../../../test/support/examples.ts';
import { agenda, nextAt, nextDue } from './agenda.ts';
import type { ObligationKind } from './tables/limits.ts';
import { day, instantOf } from './time/day.ts';

/** Dispatched on Monday, 2 March 2020. */
const issued = dispatched();
const carriedOut = (before: Story, after: Story, ...kinds: readonly ObligationKind[]): readonly string[] =>
  since(before, after).flatMap((fact) => {
    if ('about' in fact && kinds.length > 0 && !kinds.includes(fact.about)) return [];
    if (fact.kind === 'foretold') return `${fact.on} foretold ${fact.about}`;
    if (fact.kind === 'escalated') return `${fact.on} ${fact.rung} ${fact.about}${fact.proposed ? ', proposed' : ''}`;
    return fact.kind === 'reminded'
      ? `${fact.on} E0 ${fact.about} −${fact.ahead.join(' −')}`
      : `${fact.on} ${fact.kind}`;
  });
const MORNINGS = Array.from({ length: 31 }, (_, i) => `2020-03-${String(i + 1).padStart(2, '0')} 8:30`);
const everyMorning = (story: Story): Story =>
  MORNINGS.filter((text) => text > '2020-03-02').reduce((at, text) => at.at(text).clock(), story);

describe('if nobody acts', () => {
  test('acknowledging is reminded of, then climbs E1 at +1, E2 at +3, E3 at +5 and E4 at +10; the stage does not wait', () => {
    expect(linesAbout(issued, 'acknowledge')).toEqual([
      `2020-03-03 E0 −0 acknowledge ${asLead()}`,
      `2020-03-04 E1 acknowledge ${asLead()}`,
      `2020-03-06 E2 acknowledge ${asLead()}`,
      `2020-03-09 foretell acknowledge ${asLead()}`,
      `2020-03-10 E3 acknowledge ${asLead()}`,
      `2020-03-17 E4 acknowledge ${asLead()}`,
    ]);
    expect(readable(issued.agenda().filter(({ about }) => about === null))).toEqual(['2020-03-10 E0 lapse']);
  });

  test('every line is carried out on the day it was foreseen for, E4 as a proposal', () => {
    expect(carriedOut(issued, everyMorning(issued), 'acknowledge', 'confirm')).toEqual([
      '2020-03-03 E0 acknowledge −0',
      '2020-03-04 E1 acknowledge',
      '2020-03-06 E2 acknowledge',
      '2020-03-09 foretold acknowledge',
      '2020-03-10 lapsed',
      '2020-03-10 E3 acknowledge',
      '2020-03-17 E4 acknowledge, proposed',
      '2020-03-19 E0 confirm −1',
      '2020-03-20 E0 confirm −0',
      '2020-03-23 E1 confirm',
      '2020-03-25 E2 confirm',
    ]);
    expect(linesAbout(everyMorning(issued), 'acknowledge', 'confirm')).toEqual([]);
  });

  test('the part and the whole are reminded of long before, climb to E5, and then nothing is ahead', () => {
    const before = dispatched({ due: '2020-04-30' });
    const end = untilDay(before, '2020-07-31');
    expect(carriedOut(before, end, 'part', 'finish').filter((line) => !line.endsWith('lapsed'))).toEqual([
      '2020-03-17 E0 part −30',
      '2020-03-26 E0 part −15',
      '2020-03-31 E0 finish −30',
      '2020-04-07 E0 part −7',
      '2020-04-09 E0 finish −15',
      '2020-04-13 E0 part −3',
      '2020-04-15 E0 part −1',
      '2020-04-16 E0 part −0',
      '2020-04-17 E1 part',
      '2020-04-21 E0 finish −7',
      '2020-04-21 E2 part',
      '2020-04-22 foretold part',
      '2020-04-23 E3 part',
      '2020-04-27 E0 finish −3',
      '2020-04-29 E0 finish −1',
      '2020-04-30 E0 finish −0',
      '2020-05-01 E1 finish',
      '2020-05-05 E2 finish',
      '2020-05-06 foretold finish',
      '2020-05-07 E3 finish',
      '2020-05-14 E4 finish, proposed',
      '2020-05-14 E4 part, proposed',
      '2020-05-28 E5 finish, proposed',
      '2020-05-28 E5 part, proposed',
    ]);
    expect(end.agenda()).toEqual([]);
    expect(nextAt(end.task, plainCalendar)).toBeNull();
  });

  test('what the office owes stops at E2', () => {
    expect(readable(drafted({ questions: [question('units')] }).agenda())).toEqual([
      '2020-03-13 E0 −1 answer',
      '2020-03-16 E0 −0 answer',
      '2020-03-17 E1 answer',
      '2020-03-19 E2 answer',
    ]);
  });

  test('naming an owner stops at E3, and so does filing the plan', () => {
    const received = issued.then(holder(ecology, 'liaison'), acknowledge(asLead()));
    const filing = linesAbout(received, 'filePlan');
    expect(filing.map((line) => line.replace('filePlan', 'nameOwner'))).toEqual(linesAbout(received, 'nameOwner'));
    expect(linesAbout(received, 'nameOwner')).toEqual([
      `2020-03-06 E0 −1 nameOwner ${asLead()}`,
      `2020-03-09 E0 −0 nameOwner ${asLead()}`,
      `2020-03-10 E1 nameOwner ${asLead()}`,
      `2020-03-12 E2 nameOwner ${asLead()}`,
      `2020-03-13 foretell nameOwner ${asLead()}`,
      `2020-03-16 E3 nameOwner ${asLead()}`,
    ]);
  });
});

describe('reminders', () => {
  test('are 1 and 0 working days ahead; on the day an obligation began they do not exist', () => {
    const ahead = (story: Story, kind: ObligationKind) =>
      story
        .agenda()
        .flatMap((line) =>
          line.kind === 'remind' && line.about === kind ? [`${line.on} −${String(line.ahead)}`] : [],
        );
    expect(ahead(drafted(), 'register')).toEqual(['2020-03-04 −1', '2020-03-05 −0']);
    expect(ahead(issued, 'acknowledge')).toEqual(['2020-03-03 −0']);
    expect(ahead(dispatched({}, '2020-03-07 10:00'), 'acknowledge')).toEqual(['2020-03-09 −0']);
  });

  test('that were missed become one order that names them', () => {
    const late = drafted().at('2020-03-05 20:00');
    expect(nextDue(late.task, plainCalendar, late.moment.now)).toEqual({
      kind: 'remind',
      obligation: 'register/-/1',
      ahead: [1, 0],
    });
    expect(carriedOut(drafted(), late.clock())).toEqual(['2020-03-05 E0 register −1 −0']);
  });

  test('end with the first rung', () => {
    const climbed = drafted().at('2020-03-06 8:30').clock();
    expect(readable(climbed.agenda())).toEqual(['2020-03-10 E2 register']);
  });
});

describe('a ladder is climbed one rung at a time', () => {
  test('after an outage the first rung comes at once and the others keep their gaps: 2, 2, 5', () => {
    const woken = issued.at('2020-06-01 9:00').clock();
    expect(new Set(carriedOut(issued, woken, 'acknowledge'))).toEqual(
      new Set(['2020-06-01 E0 acknowledge −0', '2020-06-01 E1 acknowledge', '2020-06-01 lapsed']),
    );
    expect(linesAbout(woken, 'acknowledge')).toEqual([
      `2020-06-03 E2 acknowledge ${asLead()}`,
      `2020-06-04 foretell acknowledge ${asLead()}`,
      `2020-06-05 E3 acknowledge ${asLead()}`,
      `2020-06-12 E4 acknowledge ${asLead()}`,
    ]);
  });

  test('one rung that is late pushes those above it, and no further than it must', () => {
    const late = issued.at('2020-03-04 8:30').clock().at('2020-03-09 8:30').clock();
    expect(linesAbout(late, 'acknowledge')).toEqual([
      `2020-03-10 foretell acknowledge ${asLead()}`,
      `2020-03-11 E3 acknowledge ${asLead()}`,
      `2020-03-18 E4 acknowledge ${asLead()}`,
    ]);
  });

  test('what is expected from a day on keeps the gaps too, and says no day that has passed', () => {
    const lines = agenda(issued.task, plainCalendar, day('2020-06-01')).filter(
      ({ kind, about }) => about === 'acknowledge' && kind !== 'remind',
    );
    expect(readable(lines).map((line) => line.slice(0, 13))).toEqual([
      '2020-06-01 E1',
      '2020-06-03 E2',
      '2020-06-04 fo',
      '2020-06-05 E3',
      '2020-06-12 E4',
    ]);
  });
});

describe('a line is carried out at half past eight', () => {
  test('of its day, plan time', () => {
    for (const { on, at } of issued.agenda()) expect(at).toBe(instantOf(on, '8:30'));
    expect(nextAt(issued.task, plainCalendar)).toBe(instantOf(day('2020-03-03'), '8:30'));
  });

  test('and not before', () => {
    expect(nextDue(issued.task, plainCalendar, instantOf(day('2020-03-03'), '8:29'))).toBeNull();
  });
});

describe('the limit for names', () => {
  const lapses = (story: Story) => story.agenda().flatMap((line) => (line.kind === 'lapse' ? [line.on] : []));

  test('lapses after 5 working days, or 10 where a unit that carries the task out got it in bulk', () => {
    const row = { supports: [finance.id], responsible: [yuzhong.id] };
    expect(lapses(dispatched(row))).toEqual(['2020-03-10']);
    expect(lapses(dispatched(row, undefined, undefined, [finance.id]))).toEqual(['2020-03-10']);
    expect(lapses(dispatched(row, undefined, undefined, [yuzhong.id]))).toEqual(['2020-03-17']);
  });

  test('is counted in working days', () => {
    expect(lapses(dispatched({}, '2020-01-22 10:00', festive))).toEqual(['2020-02-07']);
  });
});

test('a new calendar moves the lines that are ahead, and repeats none that was carried out', () => {
  const before = dispatched({ supports: [finance.id] }, '2020-01-22 10:00')
    .at('2020-01-24 8:30')
    .clock();
  expect(before.facts.filter(({ kind }) => kind === 'reminded')).toHaveLength(2);
  const moved = before.under(festive);
  expect(
    moved
      .agenda()
      .map(({ on }) => on)
      .every((on) => on > '2020-02-02'),
  ).toBe(true);
  expect(carriedOut(before, moved.clock())).toEqual([]);
  const ahead = readable(moved.agenda()).filter((line) => line.includes('finance'));
  expect(ahead[0]).toBe(`2020-02-04 E1 acknowledge ${asSupport(finance)}`);
});

describe('a line goes to', () => {
  const to = (story: Story, rung: string, about: string) =>
    story
      .agenda()
      .find((line) => line.kind !== 'foretell' && line.rung === rung && line.assignment === about)
      ?.to.map(({ unit, post }) => `${unit}.${post}`);
  const row = dispatched({ responsible: [yuzhong.id] });

  test.each([
    ['E0', ['yuzhong-district.handler', 'yuzhong-district.liaison']],
    ['E1', ['yuzhong-district.section-head']],
    ['E2', ['yuzhong-district.deputy']],
    ['E3', ['yuzhong-district.chief', 'ecology-environment-bureau.deputy', 'zero-waste-office.chief']],
    ['E4', ['yuzhong-district.chief']],
  ])('%s: %s of the unit that owes', (rung, chairs) => {
    expect(to(row, rung, asResponsible(yuzhong))).toEqual(chairs);
  });

  test("the office's section head, the working morning before E3", () => {
    expect(row.agenda().find((line) => line.kind === 'foretell')?.to).toEqual([
      { unit: office.id, post: 'section-head' },
    ]);
  });

  test("the office's own house when the office owes, without copies", () => {
    expect(
      drafted()
        .agenda()
        .map(({ rung, to: chairs }) => `${rung} ${chairs.map(({ unit, post }) => `${unit}.${post}`).join(' ')}`),
    ).toEqual([
      'E0 zero-waste-office.handler zero-waste-office.liaison',
      'E0 zero-waste-office.handler zero-waste-office.liaison',
      'E1 zero-waste-office.section-head',
      'E2 zero-waste-office.deputy',
    ]);
  });

  test('nobody when only the stage moves on', () => {
    expect(row.agenda().find((line) => line.kind === 'lapse')?.to).toEqual([]);
  });

  test('none of the seats that follow the task without owing in it', () => {
    const lines = row.agenda().filter(({ rung }) => rung !== 'E5');
    const chairs = lines.flatMap((line) => line.to.map(({ unit, post }) => (unit === office.id ? post : unit)));
    expect(chairs).not.toContain(leadingGroup.id);
    // Two acknowledge, two do their parts, and one brings it to an end: of each E3 a copy goes to the office's chief.
    const heads = lines.flatMap(({ kind, to: all }) => (kind === 'foretell' ? all : []));
    expect(chairs.filter((chair) => chair === 'chief' || chair === 'section-head')).toHaveLength(5 + heads.length);
    expect(heads).toHaveLength(5);
  });
});
