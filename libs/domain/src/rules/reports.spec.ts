import {
  acknowledge,
  asLead,
  asResponsible,
  asSupport,
  claimed,
  dispatched,
  ecology,
  finance,
  holder,
  linesAbout,
  office,
  owedAs,
  plainCalendar,
  readable,
  since,
  type Story,
  summer,
  underway,
  untilDay,
  yuzhong,
} from '../../../../test/support/examples.ts';
import type { AssignmentId } from '../assignment.ts';
import type { Command, Report } from '../command.ts';
import type { SubtaskId } from '../subtask.ts';
import { day } from '../time/day.ts';
import type { Month } from '../time/month.ts';

const own = asResponsible(yuzhong);
const clerk = holder(yuzhong, 'liaison');
const report = (assignment: AssignmentId = own, said: Partial<Report> | null = null): Command => ({
  kind: 'report',
  assignment,
  report: said && { done: '完成选址', problems: '', next: '招标', expected: day('2020-05-29'), progress: 40, ...said },
});
/** Acknowledged on Monday, 2 March; act-by Tuesday, 30 June. */
const work = underway();
const owedBy = (story: Story, assignment: AssignmentId = own): string | undefined =>
  owedAs(story, 'report').find((one) => one.assignment === assignment)?.by;

describe('反馈', () => {
  test.each(['liaison', 'handler'] as const)(
    'the unit’s %s says what was done, and it counts for the month',
    (post) => {
      const after = work.at('2020-03-12 10:00').then(holder(yuzhong, post), report(own, {}));
      expect(since(work, after)).toEqual([
        {
          kind: 'reported',
          on: '2020-03-12',
          assignment: own,
          by: `yuzhong-district.${post}`,
          month: '2020-03',
          report: { done: '完成选址', problems: '', next: '招标', expected: '2020-05-29', progress: 40 },
        },
      ]);
    },
  );
  test('that nothing has changed is one click', () => {
    expect(since(work, work.then(clerk, report()))).toMatchObject([{ month: '2020-03', report: null }]);
  });
  test('the first report makes the part working', () => {
    const stage = (story: Story) => story.task.assignments.find(({ id }) => id === own)?.stage;
    expect([stage(work), stage(work.then(clerk, report()))]).toEqual(['acknowledged', 'working']);
  });
  test('whoever wants to say more says it again, for no month', () => {
    const twice = work.then(clerk, report()).then(clerk, report(own, {}));
    expect(twice.facts.at(-1)).toMatchObject({ kind: 'reported', month: null });
  });
  test('no other post and no other unit reports', () => {
    for (const by of [holder(yuzhong, 'section-head'), holder(yuzhong, 'chief'), holder(ecology, 'liaison')])
      expect(work.refusal(by, report())).toEqual({
        why: 'notYourPost',
        unit: yuzhong.id,
        posts: ['liaison', 'handler'],
      });
  });
  test('nor one that has not acknowledged, or has claimed its part as done', () => {
    expect(dispatched(summer).refusal(clerk, report())).toMatchObject({
      why: 'wrongAssignmentStage',
      stage: 'issued',
    });
    expect(claimed(work, own, yuzhong).refusal(clerk, report())).toMatchObject({ stage: 'claimed' });
  });
  test.each([-1, 101, 12.5, Number.NaN])('progress is whole percents, 0 to 100, not %d', (progress) => {
    expect(work.refusal(clerk, report(own, { progress }))).toEqual({ why: 'wrongProgress', progress });
  });
  test('progress may be 0 and 100; of the texts one is enough, and one there must be', () => {
    for (const progress of [0, 100]) expect(work.refusal(clerk, report(own, { progress }))).toBeNull();
    expect(work.refusal(clerk, report(own, { done: ' ', next: '' }))).toEqual({ why: 'blankText' });
    expect(work.refusal(clerk, report(own, { done: '', next: '', problems: '缺资金' }))).toBeNull();
  });
});

describe('a report is owed', () => {
  test('by the 20th, by the lead by the 25th; it stops at E3', () => {
    expect(owedAs(work, 'report')).toMatchObject([
      { key: `report/${asLead()}/1.0.2020-03`, unit: ecology.id, since: '2020-03-02', by: '2020-03-25', top: 'E3' },
      { key: `report/${own}/1.0.2020-03`, unit: yuzhong.id, since: '2020-03-02', by: '2020-03-20', top: 'E3' },
    ]);
  });
  test('a rest day falls back', () => {
    // 20 June and 25 April are Saturdays.
    const april = untilDay(work, '2020-04-10');
    expect([owedBy(april), owedBy(april, asLead())]).toEqual(['2020-04-20', '2020-04-24']);
    expect(owedBy(untilDay(april, '2020-06-10'))).toBe('2020-06-19');
  });
  test('by the lead at least two working days after its units', () => {
    const rest = ['2020-04-21', '2020-04-22', '2020-04-23', '2020-04-24'];
    const restDays = Object.fromEntries(rest.map((one) => [day(one), true as const]));
    const april = untilDay(work, '2020-04-10').under({ ...plainCalendar, restDays });
    expect([owedBy(april), owedBy(april, asLead())]).toEqual(['2020-04-20', '2020-04-28']);
  });
  test('not before five working days after acknowledging', () => {
    const received = (on: string) => dispatched(summer).at(`${on} 17:00`).then(clerk, acknowledge(own));
    expect(owedBy(received('2020-03-13'))).toBe('2020-03-20');
    expect(owedBy(received('2020-03-16'))).toBe('2020-04-20');
  });
  test('by nobody who has not acknowledged, and by a support only while it has an open subtask', () => {
    expect(owedAs(dispatched(summer), 'report')).toEqual([]);
    const given = work.then(holder(ecology, 'liaison'), {
      kind: 'assignSubtask',
      giver: asLead(),
      holder: asSupport(finance),
      title: '落实资金',
      person: null,
      due: day('2020-04-10'),
    });
    expect([owedBy(work, asSupport(finance)), owedBy(given, asSupport(finance))]).toEqual([undefined, '2020-03-20']);
    const done = given.then(holder(finance, 'liaison'), { kind: 'finishSubtask', subtask: 's1' as SubtaskId });
    expect(owedBy(done, asSupport(finance))).toBeUndefined();
  });
  test('no more with the claim, and again when the part comes back', () => {
    const after = claimed(work, own, yuzhong);
    expect(owedBy(after)).toBeUndefined();
    expect(owedBy(after.then(clerk, { kind: 'withdraw', assignment: own }))).toBe('2020-03-20');
  });
  test('at the latest with the act-by day', () => {
    const june = untilDay(work, '2020-06-10').then(clerk, report());
    expect(owedBy(june)).toBeUndefined();
    expect(owedAs(untilDay(work, '2020-07-01'), 'report')).toEqual([]);
  });
  test('once a quarter while more than two years remain', () => {
    const days: (string | undefined)[] = [];
    let story = underway({ ...summer, due: '2022-12-31' });
    for (let n = 0; n < 6; n += 1) {
      days.push(owedBy(story));
      story = story.at(`${days.at(-1) ?? ''} 10:00`).then(clerk, report());
    }
    // Two years before Friday, 30 December 2022 it becomes monthly.
    expect(days).toEqual(['2020-03-20', '2020-06-19', '2020-09-18', '2020-12-18', '2021-01-20', '2021-02-19']);
  });
});

describe('a later month replaces an earlier one that nobody reported for', () => {
  test('the agenda holds the next report only, and the turn of its month', () => {
    const lines = work.agenda().filter(({ about, assignment }) => about === 'report' && assignment !== asLead());
    expect(readable(lines)).toEqual([
      `2020-03-19 E0 −1 report ${own}`,
      `2020-03-20 E0 −0 report ${own}`,
      `2020-03-23 E1 report ${own}`,
      `2020-03-25 E2 report ${own}`,
      `2020-03-26 foretell report ${own}`,
      `2020-03-27 E3 report ${own}`,
      '2020-04-10 E0 report',
    ]);
  });
  test('the ladder of the month before falls away when it turns', () => {
    const before = untilDay(work, '2020-04-09');
    const turned = before.at('2020-04-10 8:30').clock();
    expect(turned.facts).toContainEqual({ kind: 'monthTurned', on: '2020-04-10', month: '2020-04' });
    expect(Object.keys(before.task.climbs).filter((key) => key.startsWith('report'))).toHaveLength(2);
    expect(Object.keys(turned.task.climbs).filter((key) => key.startsWith('report'))).toEqual([]);
    expect(owedBy(turned)).toBe('2020-04-20');
  });
  test('by then the report of the lead has reached its chief', () => {
    const rungs = untilDay(work, '2020-04-09').facts.flatMap((fact) =>
      fact.kind === 'escalated' && fact.about === 'report' && fact.unit === ecology.id
        ? [`${fact.on} ${fact.rung}`]
        : [],
    );
    expect(rungs).toEqual(['2020-03-26 E1', '2020-03-30 E2', '2020-04-01 E3']);
  });
  test('on the day after the act-by day nothing is owed any more', () => {
    const end = untilDay(work, '2020-06-30');
    expect(owedBy(end)).toBe('2020-06-19');
    expect(owedAs(untilDay(end, '2020-07-01'), 'report')).toEqual([]);
  });
  test('who reports after his day, and before the turn, reports for that month', () => {
    const late = untilDay(work, '2020-03-24').then(clerk, report());
    expect(late.facts.at(-1)).toMatchObject({ month: '2020-03' });
    expect(linesAbout(late, 'report')).not.toContain(`2020-03-25 E2 report ${own}`);
  });
  test('however many months have gone by it turns once', () => {
    const far = underway({ ...summer, due: '2025-12-31' });
    const woken = far.at('2023-05-10 9:00').clock();
    expect(since(far, woken).filter(({ kind }) => kind === 'monthTurned')).toEqual([
      { kind: 'monthTurned', on: '2023-05-10', month: '2023-05' },
    ]);
    expect(owedBy(woken)).toBe('2023-06-20');
  });
  test('only the clock turns it, on the tenth, to the month that has come', () => {
    const turn = (month: string): Command => ({ kind: 'turnMonth', month: month as Month });
    const first = work.at('2020-04-10 8:30');
    expect(first.refusal(holder(office, 'chief'), turn('2020-04'))).toEqual({ why: 'onlyTheClock' });
    expect(work.at('2020-04-10 8:29').refusal('clock', turn('2020-04'))).toEqual({
      why: 'notYetDue',
      on: '2020-04-10',
    });
    expect(first.refusal('clock', turn('2020-05'))).toMatchObject({ why: 'notYetDue' });
    expect(dispatched(summer).at('2020-04-10 8:30').refusal('clock', turn('2020-04'))).toEqual({
      why: 'alreadyDone',
    });
  });
});

test('a support whose subtasks come and go is never reminded of one report under one name twice', () => {
  const supporter = holder(finance, 'liaison');
  const lead = holder(ecology, 'liaison');
  const give = (story: Story) =>
    story.then(lead, {
      kind: 'assignSubtask',
      giver: asLead(),
      holder: asSupport(finance),
      title: '落实资金',
      person: null,
      due: day('2020-04-10'),
    });
  const s1 = 's1' as SubtaskId;
  const finish: Command = { kind: 'finishSubtask', subtask: s1 };
  const keys = (story: Story) =>
    owedAs(story, 'report')
      .filter(({ assignment }) => assignment === asSupport(finance))
      .map(({ key }) => key);
  const both = give(give(work));
  const one = both.then(supporter, finish);
  const again = one.then(lead, { kind: 'returnSubtask', subtask: s1, reason: '不完整' });
  expect(keys(one)).toEqual(keys(both));
  expect(keys(again)).not.toEqual(keys(one));
  expect(keys(again.then(supporter, finish))).toEqual(keys(again));
});
