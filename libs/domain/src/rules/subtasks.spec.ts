import {
  acknowledge,
  asLead,
  asResponsible,
  asSupport,
  banan,
  dispatched,
  ecology,
  finance,
  holder,
  linesAbout,
  office,
  since,
  type Story,
  yuzhong,
} from '../../../../test/support/examples.ts';
import type { AssignmentId } from '../assignment.ts';
import type { Command } from '../command.ts';
import { MOST_SUBTASKS, type SubtaskId } from '../subtask.ts';
import { day } from '../time/day.ts';

const s1 = 's1' as SubtaskId;
const lead = holder(ecology, 'handler');
const own = asResponsible(yuzhong);
/** Due on Friday, 30 October 2020; the part is due ten working days before it. */
const planning = dispatched({ supports: [finance.id], responsible: [yuzhong.id], due: '2020-10-30' }).then(
  lead,
  acknowledge(asLead()),
);
const assign = (giver: AssignmentId, holds: AssignmentId, due = '2020-04-10', title = '收运网络建设'): Command => ({
  kind: 'assignSubtask',
  giver,
  holder: holds,
  title,
  person: null,
  due: day(due),
});
const given = planning.then(lead, assign(asLead(), own));
const finish: Command = { kind: 'finishSubtask', subtask: s1 };
const back = (reason = '缺少验收单'): Command => ({ kind: 'returnSubtask', subtask: s1, reason });
const withdraw: Command = { kind: 'withdrawSubtask', subtask: s1, reason: '并入s2' };
const owed = (story: Story) => story.owed().filter(({ kind }) => kind === 'subtask');

describe('分解', () => {
  test('the lead gives a piece to any unit of the task, which owes it by its day', () => {
    expect(since(planning, given)).toEqual([
      {
        kind: 'subtaskAssigned',
        on: '2020-03-02',
        id: 's1',
        title: '收运网络建设',
        giver: asLead(),
        assignment: own,
        person: null,
        due: '2020-04-10',
      },
    ]);
    expect(owed(given)).toMatchObject([
      { key: `subtask/${own}/s1-1`, unit: yuzhong.id, assignment: own, by: '2020-04-10', end: '2020-10-30', top: 'E5' },
    ]);
    expect(linesAbout(given, 'subtask')).toEqual([
      `2020-04-09 E0 −1 subtask ${own}`,
      `2020-04-10 E0 −0 subtask ${own}`,
      `2020-04-13 E1 subtask ${own}`,
      `2020-04-15 E2 subtask ${own}`,
      `2020-04-16 foretell subtask ${own}`,
      `2020-04-17 E3 subtask ${own}`,
      `2020-11-13 E4 subtask ${own}`,
      `2020-11-27 E5 subtask ${own}`,
    ]);
  });
  test('a unit gives pieces to its own people, and to nobody else', () => {
    const clerk = holder(yuzhong, 'liaison');
    const order: Command = { ...assign(own, own), person: ' 陈静 ' } as Command;
    expect(planning.then(clerk, order).task.subtasks).toMatchObject([{ holder: own, giver: own, person: '陈静' }]);
    expect(planning.refusal(clerk, assign(own, asSupport(finance)))).toEqual({
      why: 'onlyToOwnPeople',
      unit: yuzhong.id,
    });
    expect(planning.refusal(clerk, assign(asLead(), own))).toMatchObject({ why: 'notYourPost', unit: ecology.id });
  });
  test('no later than the part is due; where that day has passed, at most ten working days ahead', () => {
    expect(planning.refusal(lead, assign(asLead(), own, '2020-10-16'))).toBeNull();
    expect(planning.refusal(lead, assign(asLead(), own, '2020-10-17'))).toEqual({
      why: 'dueTooLate',
      due: '2020-10-17',
      latest: '2020-10-16',
    });
    const late = planning.at('2020-10-20 9:00');
    expect(late.refusal(lead, assign(asLead(), own, '2020-11-03'))).toBeNull();
    expect(late.refusal(lead, assign(asLead(), own, '2020-11-04'))).toMatchObject({ latest: '2020-11-03' });
    expect(planning.refusal(lead, assign(asLead(), own, '2020-03-01'))).toMatchObject({ why: 'dueNotAhead' });
  });
  test('not before the lead has acknowledged, not without a title, not to whoever has no part', () => {
    const issued = dispatched({ responsible: [yuzhong.id] });
    expect(issued.refusal(lead, assign(asLead(), own))).toMatchObject({ why: 'wrongStage' });
    expect(planning.refusal(lead, assign(asLead(), own, '2020-04-10', ' '))).toEqual({ why: 'blankText' });
    expect(planning.refusal(lead, assign(asLead(), asResponsible(banan)))).toMatchObject({ why: 'noSuchAssignment' });
  });
  test('a task has at most a hundred', () => {
    const full = Array.from({ length: MOST_SUBTASKS }).reduce<Story>(
      (story) => story.then(lead, assign(asLead(), own)),
      planning,
    );
    expect(full.refusal(lead, assign(asLead(), own))).toEqual({ why: 'tooManySubtasks', most: 100 });
  });
});

describe('办结、退回、撤回', () => {
  test('its holder finishes it, and owes nothing for it any more', () => {
    const done = given.then(holder(yuzhong, 'liaison'), finish);
    expect(since(given, done)).toEqual([
      {
        kind: 'subtaskFinished',
        on: '2020-03-02',
        by: 'yuzhong-district.liaison',
        id: 's1',
        giver: asLead(),
        assignment: own,
        title: '收运网络建设',
      },
    ]);
    expect(owed(done)).toEqual([]);
    expect(done.refusal(holder(yuzhong, 'liaison'), finish)).toMatchObject({
      why: 'wrongSubtaskStage',
      stage: 'finished',
    });
    expect(given.refusal(lead, finish)).toMatchObject({ why: 'notYourPost', unit: yuzhong.id });
  });
  test('its giver returns what is finished, with a reason: it is owed again, five working days at least', () => {
    const done = given.at('2020-04-09 10:00').then(holder(yuzhong, 'liaison'), finish);
    expect(done.refusal(lead, back(' '))).toEqual({ why: 'blankReason' });
    expect(done.refusal(holder(yuzhong, 'chief'), back())).toMatchObject({ why: 'notYourPost', unit: ecology.id });
    expect(given.refusal(lead, back())).toMatchObject({ why: 'wrongSubtaskStage', stage: 'open' });
    expect(owed(done.then(lead, back()))).toMatchObject([{ key: `subtask/${own}/s1-2`, by: '2020-04-16' }]);
    expect(owed(given.then(holder(yuzhong, 'liaison'), finish).then(lead, back()))).toMatchObject([
      { by: '2020-04-10' },
    ]);
  });
  test('its giver withdraws what is open', () => {
    const gone = given.then(lead, withdraw);
    expect(owed(gone)).toEqual([]);
    expect(gone.refusal(holder(yuzhong, 'liaison'), finish)).toMatchObject({ stage: 'withdrawn' });
    expect(given.refusal(holder(yuzhong, 'chief'), withdraw)).toMatchObject({ why: 'notYourPost' });
    expect(given.refusal(lead, { ...withdraw, subtask: 's9' as SubtaskId })).toEqual({
      why: 'noSuchSubtask',
      subtask: 's9',
    });
  });
});

describe('a part in other hands takes its subtasks along', () => {
  const declined = given.then(holder(yuzhong, 'chief'), { kind: 'decline', assignment: own, reason: '不在辖区' });
  const rule = (ruling: object) =>
    declined.then(holder(office, 'liaison'), { kind: 'rule', assignment: own, ruling } as Command);

  test('while it is declined nobody owes them', () => {
    expect(owed(declined)).toEqual([]);
  });
  test('kept, they are owed again as given that day', () => {
    expect(owed(rule({ kind: 'keep' }))).toMatchObject([{ key: `subtask/${own}/s1-2`, unit: yuzhong.id }]);
  });
  test('reassigned, the other unit owes them; a new lead is their giver', () => {
    expect(owed(rule({ kind: 'reassign', to: banan.id }))).toMatchObject([
      { key: `subtask/${asResponsible(banan)}/s1-2`, unit: banan.id },
    ]);
    const led = given
      .then(holder(ecology, 'chief'), { kind: 'decline', assignment: asLead(), reason: '职责已划转' })
      .then(holder(office, 'liaison'), {
        kind: 'rule',
        assignment: asLead(),
        ruling: { kind: 'reassign', to: banan.id },
      });
    expect(led.task.subtasks).toMatchObject([{ giver: asLead(banan), holder: own }]);
    expect(led.refusal(holder(banan, 'liaison'), withdraw)).toBeNull();
  });
  test('withdrawn, the open ones go with it', () => {
    expect(rule({ kind: 'withdraw' }).task.subtasks).toMatchObject([{ stage: 'withdrawn' }]);
  });
});
