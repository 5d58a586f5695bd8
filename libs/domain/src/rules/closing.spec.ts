import {
  approve,
  asLead,
  done,
  ecology,
  everyPost,
  finance,
  holder,
  inReview,
  inspectorate,
  leadingGroup,
  linesAbout,
  office,
  since,
  told,
  untilDay,
  yuzhong,
} from '../../../../test/support/examples.ts';
import { nextAt } from '../agenda.ts';
import type { Command } from '../command.ts';

const close: Command = { kind: 'close' };
const archive: Command = { kind: 'archive' };
const clerk = holder(office, 'liaison');
/** Signed off by the lead and the office on Monday, 2 March. */
const completed = inReview(done()).then(holder(ecology, 'deputy'), approve).then(holder(office, 'deputy'), approve);
const closed = completed.at('2020-03-04 10:00').then(clerk, close);

describe('销号', () => {
  test('the office owes it within three working days of completion, up to E2', () => {
    expect(completed.owed()).toMatchObject([
      { key: 'close/-/1', kind: 'close', unit: office.id, since: '2020-03-02', by: '2020-03-05', top: 'E2' },
    ]);
    expect(linesAbout(completed, 'close')).toEqual([
      '2020-03-04 E0 −1 close',
      '2020-03-05 E0 −0 close',
      '2020-03-06 E1 close',
      '2020-03-10 E2 close',
    ]);
    // The clock reminds and escalates here too.
    const late = untilDay(completed, '2020-03-10');
    expect(since(completed, late).map(({ kind }) => kind)).toEqual(['reminded', 'reminded', 'escalated', 'escalated']);
    expect(nextAt(late.task, late.moment.calendar)).toBeNull();
  });
  test('any post of the office strikes it off, and the lead is told', () => {
    expect(since(completed, closed)).toEqual([
      { kind: 'closed', on: '2020-03-04', assignment: asLead(), by: 'zero-waste-office.liaison' },
    ]);
    expect(closed.task).toMatchObject({ stage: 'closed', closedOn: '2020-03-04' });
    expect(told(closed)).toEqual([
      'ecology-environment-bureau.handler: decided',
      'ecology-environment-bureau.liaison: decided',
    ]);
  });
  test('nobody else does, and nothing that is not completed is struck off', () => {
    for (const by of everyPost([ecology, yuzhong, finance, leadingGroup, inspectorate]))
      expect(completed.refusal(by, close)).toMatchObject({ why: 'notYourPost', unit: office.id });
    for (const story of [done(), inReview(done()), closed])
      expect(story.refusal(clerk, close)).toMatchObject({ why: 'wrongStage', allowed: ['completed'] });
  });
});

describe('归档', () => {
  const archived = closed.at('2020-03-05 10:00').then(clerk, archive);

  test('the office owes it within ten working days of closing, up to E2', () => {
    expect(closed.owed()).toMatchObject([
      { key: 'archive/-/1', unit: office.id, since: '2020-03-04', by: '2020-03-18', top: 'E2' },
    ]);
    expect(linesAbout(closed, 'archive')).toEqual([
      '2020-03-17 E0 −1 archive',
      '2020-03-18 E0 −0 archive',
      '2020-03-19 E1 archive',
      '2020-03-23 E2 archive',
    ]);
  });
  test('then nothing is owed any more, nothing is ahead, and nobody is told', () => {
    expect(since(closed, archived)).toEqual([{ kind: 'archived', on: '2020-03-05', by: 'zero-waste-office.liaison' }]);
    expect(archived.task.stage).toBe('archived');
    expect([archived.owed(), archived.agenda(), told(archived)]).toEqual([[], [], []]);
  });
  test('nobody else does, and nothing that is not closed is archived', () => {
    expect(closed.refusal(holder(ecology, 'chief'), archive)).toMatchObject({ why: 'notYourPost', unit: office.id });
    for (const story of [completed, archived])
      expect(story.refusal(clerk, archive)).toMatchObject({ why: 'wrongStage', allowed: ['closed'] });
  });
});

test('what is completed takes no more reports, evidence or claims', () => {
  const by = holder(yuzhong, 'handler');
  for (const command of [
    { kind: 'report', assignment: asLead(), report: null },
    { kind: 'requestSignOff' },
    { kind: 'withdraw', assignment: null },
  ] as const satisfies readonly Command[])
    expect([completed.refusal(by, command)?.why, completed.refusal(holder(ecology, 'liaison'), command)?.why]).toEqual([
      'notYourPost',
      'wrongStage',
    ]);
});
