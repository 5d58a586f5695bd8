import {
  acknowledge,
  answer,
  asLead,
  asResponsible,
  banan,
  dispatched,
  drafted,
  draftOf,
  ecology,
  holder,
  nameOwner,
  office,
  uploadOf,
  yuzhong,
} from '../../../test/support/examples.ts';
import { assignmentOf, type Checklist } from './checklist.ts';
import type { Command } from './command.ts';
import type { Fact } from './event.ts';
import { evolve, fold } from './evolve.ts';
import { requiredItems } from './missing.ts';
import type { ObligationKey } from './obligation-key.ts';
import { day } from './time/day.ts';
import { addMonths, monthOf } from './time/month.ts';

const liaison = (house: typeof ecology) => holder(house, 'liaison');
const chief = (house: typeof ecology) => holder(house, 'chief');

describe('a history', () => {
  const registered: Fact = { kind: 'registered', on: day('2020-03-02') };

  test('begins with "drafted"', () => {
    expect(() => evolve(null, registered)).toThrow(/begins with "drafted"/);
    expect(() => fold([])).toThrow(/without facts/);
  });

  test.each(['sealed', 'toString', '__proto__'])('with a fact it does not know ("%s") is not folded', (kind) => {
    // A later version may have written what this one does not know.
    const unknown = { ...registered, kind } as unknown as Fact;
    expect(() => evolve(drafted().task, unknown)).toThrow(/unknown kind of fact/);
  });

  test('keeps the plan day of its last fact', () => {
    expect(dispatched().at('2020-03-03 9:00').clock().task.lastOn).toBe('2020-03-03');
    expect(fold([{ kind: 'drafted', on: day('2020-03-02'), draft: draftOf() }]).lastOn).toBe('2020-03-02');
  });
});

describe('a task is planning when the lead has acknowledged', () => {
  const issued = dispatched({ responsible: [yuzhong.id] });

  test('and not before', () => {
    const others = issued.then(liaison(yuzhong), acknowledge(asResponsible(yuzhong)));
    expect(others.task.stage).toBe('dispatched');
    expect(others.then(liaison(ecology), acknowledge(asLead())).task.stage).toBe('planning');
  });
});

describe('a task is underway when every responsible unit has named an owner, or the limit for it has run out', () => {
  const planning = dispatched({ responsible: [yuzhong.id, banan.id] })
    .then(liaison(ecology), acknowledge(asLead()))
    .then(liaison(yuzhong), acknowledge(asResponsible(yuzhong)))
    .then(liaison(banan), acknowledge(asResponsible(banan)))
    .then(chief(yuzhong), nameOwner(asResponsible(yuzhong)));

  test('one is not enough', () => {
    expect(planning.task.stage).toBe('planning');
    expect(planning.then(chief(banan), nameOwner(asResponsible(banan))).task.stage).toBe('underway');
  });

  test('when the limit has run out the task goes on, and the name is still owed', () => {
    const gone = planning.at('2020-03-10 8:30').clock();
    expect(gone.task).toMatchObject({ stage: 'underway', ownersLapsed: true });
    expect(gone.owed().filter(({ kind }) => kind === 'nameOwner')).toMatchObject([
      { assignment: asResponsible(banan) },
    ]);
  });

  test('owners that are named before the lead acknowledges are not waited for again', () => {
    const early = dispatched({ responsible: [yuzhong.id] })
      .then(liaison(yuzhong), acknowledge(asResponsible(yuzhong)))
      .then(chief(yuzhong), nameOwner(asResponsible(yuzhong)));
    expect(early.task.stage).toBe('dispatched');
    expect(early.then(liaison(ecology), acknowledge(asLead())).task.stage).toBe('underway');
  });

  test('after the limit a lead that acknowledges late finds the task underway', () => {
    const late = dispatched({ responsible: [yuzhong.id] })
      .at('2020-03-10 8:30')
      .clock();
    expect(late.task.stage).toBe('dispatched');
    expect(late.then(liaison(ecology), acknowledge(asLead())).task.stage).toBe('underway');
  });

  test('where the row names no responsible unit, the lead owes the name', () => {
    const alone = dispatched().then(liaison(ecology), acknowledge(asLead()));
    expect(alone.task.stage).toBe('planning');
    expect(alone.then(chief(ecology), nameOwner(asLead())).task.stage).toBe('underway');
  });
});

describe('acting stops the ladder', () => {
  const late = dispatched({ responsible: [yuzhong.id] })
    .at('2020-03-04 8:30')
    .clock();
  const own = `acknowledge/${asResponsible(yuzhong)}/1` as ObligationKey;

  test("a settled obligation's ladder is forgotten, the others stay", () => {
    expect(late.task.climbs[own]).toEqual({
      reminded: [0],
      rung: 'E1',
      rungOn: '2020-03-04',
      waiting: [],
      held: false,
      foretoldOn: null,
      slip: null,
    });
    const acted = late.then(liaison(yuzhong), acknowledge(asResponsible(yuzhong)));
    expect(Object.keys(acted.task.climbs)).toEqual([`acknowledge/${asLead()}/1`]);
  });

  test('what the office owed before dispatch leaves nothing behind', () => {
    const slow = drafted().at('2020-03-06 8:30').clock();
    expect(Object.keys(slow.task.climbs)).toEqual(['register/-/1']);
    expect(slow.then(chief(office), { kind: 'register' }).task.climbs).toEqual({});
  });
});

/** As many things to prove as the longest checklist of a pack asks of each unit, and of the lead. */
const longest: Checklist = {
  type: 'works',
  items: ['unit', 'task'].flatMap((scope) =>
    [1, 2, 3, 4].map((n) => ({
      id: `${scope}-hazardous-waste-licence-${String(n)}`,
      zh: '危险废物经营许可证（不涉及的附说明）',
      en: 'Hazardous-waste licence, or a statement that none is needed',
      scope: scope === 'unit' ? ('unit' as const) : ('task' as const),
    })),
  ),
};

test('the longest life of the widest task stays below 64 KB', () => {
  const houses = Array.from({ length: 16 }, (_, i) => ({
    ...yuzhong,
    id: `district-with-a-long-name-${String(i)}` as typeof yuzhong.id,
  }));
  // The longest name that the contract lets through.
  const name = '欧阳'.repeat(25);
  let story = dispatched(
    { responsible: houses.map(({ id }) => id), due: '2026-12-31', checklist: longest },
    '2020-03-02 10:00',
  );
  for (const month of ['04', '05', '06', '07', '08']) story = story.at(`2020-${month}-01 9:00`).clock();
  const climbs = Object.entries(story.task.climbs).filter(([key]) => key.startsWith('acknowledge'));
  expect(new Set(climbs.map(([, { rung }]) => rung))).toEqual(new Set(['E4']));
  const unwilling = JSON.stringify(story.task);
  for (const one of houses) {
    story = story.then(holder(one, 'chief'), acknowledge(asResponsible(one))).then(holder(one, 'chief'), {
      kind: 'nameOwner',
      assignment: asResponsible(one),
      leader: name,
      handler: name,
      liaison: name,
    });
  }
  expect(Buffer.byteLength(unwilling)).toBeLessThan(64 * 1_024);
  expect(Buffer.byteLength(JSON.stringify(story.task))).toBeLessThan(64 * 1_024);
  // Every file was accepted, and superseded by one that nobody judges; then nobody does anything until the very end.
  const reviewer = holder(ecology, 'section-head');
  for (const one of houses) {
    const clerk = holder(one, 'handler');
    for (const item of requiredItems(story.task).filter((id) => assignmentOf(id) === asResponsible(one))) {
      const order: Command = { kind: 'submitEvidence', item, upload: uploadOf(one, 'liaison'), note: '' };
      story = story.then(clerk, order);
      story = story.then(reviewer, {
        kind: 'judgeEvidence',
        evidence: story.task.evidenceGiven,
        verdict: { kind: 'accept' },
      });
      story = story.then(clerk, order);
    }
  }
  let widest = 0;
  for (const month of months('2026-06', '2027-12')) {
    story = story.at(`${month}-01 9:00`).clock();
    widest = Math.max(widest, Buffer.byteLength(JSON.stringify(story.task)));
  }
  expect(story.owed().filter(({ key, top }) => (story.task.climbs[key]?.rung ?? null) !== top)).toEqual([]);
  expect(widest).toBeLessThan(64 * 1_024);
});

/** `2020-09`, `2020-10` … */
const months = (first: string, last: string): readonly string[] => {
  const all = [monthOf(day(`${first}-01`))];
  for (let at = all[0]; at !== undefined && at < last; at = addMonths(at, 1)) all.push(at);
  return all;
};

test('answering about the date begins the obligation to register anew, with a ladder of its own', () => {
  const slow = drafted({ due: '2020-03-20' }).at('2020-03-06 8:30').clock();
  expect(slow.owed()).toMatchObject([{ key: 'register/-/1', by: '2020-03-05' }]);
  const answered = slow.then(chief(office), answer('date', { kind: 'date', due: null }));
  expect(answered.owed()).toMatchObject([{ key: 'register/-/2', since: '2020-03-06', by: '2020-03-11' }]);
  expect(answered.task.climbs).toEqual({});
  expect(answered.agenda()[0]).toMatchObject({ kind: 'remind', on: '2020-03-10', ahead: 1 });
});
