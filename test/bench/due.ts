import type { TaskDraft } from '#domain/draft';
import type { PlanImport } from '#ledger/import-plan';
import type { UnitId } from '#domain/unit';
import { smallPlan } from '../support/small-plan.ts';
import { until } from '../support/until.ts';
import { hold, machine } from './figures.ts';
import { accepted, importFor, logIn, quiet } from './plans.ts';
import { openScene } from './scene.ts';

/**
 * 888 lines due at one instant, eight in each of 111 tasks: what nobody has acknowledged is reminded of, and escalated,
 * morning by morning. The frozen clock jumps to the next morning; from the request until the last line's commit, by the
 * database's own clock.
 */
const MOST_MORNINGS = 7;
const TASKS = 111;
const PARTS = 8;
const WAIT_MS = 120_000;

/** One lead and seven units that carry it out, in every task. */
const widePlan = (): PlanImport => {
  const plan = smallPlan(TASKS);
  const districts = Array.from({ length: PARTS - 1 }, (_, i) => `district-${i}` as UnitId);
  const units: TaskDraft['units'] = [
    ...plan.tasks.slice(0, 1).flatMap((task) => task.units.filter((one) => one.role === 'lead')),
    ...districts.map((unit) => ({ role: 'responsible' as const, unit, from: { line: 12, spelling: unit } })),
  ];
  return {
    ...plan,
    units: [...plan.units, ...districts.map((id) => ({ id, name: id, nameEn: id, kind: 'district' as const }))],
    tasks: plan.tasks.map((task) => ({ ...task, units })),
  };
};

const scene = await openScene(['track_commit_timestamp=on']);
const plan = widePlan();
await importFor(scene, plan);
await scene.startWorker();
const office = await logIn(scene, `${plan.seats.office}.chief`);
accepted(await office.send('POST', `/plans/${plan.id}/register`, {}));
accepted(await office.send('POST', `/plans/${plan.id}/dispatch`, {}));
await quiet(scene);

const LINES = `select count(*)::int as lines from duban.task_order where person = 'clock'`;
const LAST = `select max(pg_xact_commit_timestamp(xmin)) as at, count(*)::int as facts from duban.task_event where person is null and at > $1`;
const linesSoFar = async (): Promise<number> => (await scene.ledger.ask<{ lines: number }>(LINES))[0]?.lines ?? 0;
const seconds: number[] = [];
const counted: string[] = [];
for (let morning = 0; morning < MOST_MORNINGS; morning += 1) {
  const [next] = await scene.ledger.ask<{ at: Date; due: number }>(
    'select next_at as at, count(*)::int as due from duban.task where next_at is not null group by next_at order by next_at limit 1',
  );
  if (next === undefined) throw new Error('nothing is ahead');
  const before = await linesSoFar();
  const began = new Date();
  accepted(await office.send('PUT', `/plans/${plan.id}/clock`, { planNow: next.at.toISOString() }));
  await until(
    'every due line has been carried out',
    async () => {
      const [left] = await scene.ledger.ask<{ due: number }>(
        'select count(*)::int as due from duban.task where next_at <= $1',
        [next.at],
      );
      return left?.due === 0;
    },
    WAIT_MS,
  );
  await quiet(scene);
  const [last] = await scene.ledger.ask<{ at: Date; facts: number }>(LAST, [began]);
  const lines = (await linesSoFar()) - before;
  counted.push(`${lines} lines, ${last?.facts ?? 0} facts`);
  // Other mornings have other lines, which are no measure of this.
  if (lines === TASKS * PARTS && last !== undefined) seconds.push((last.at.getTime() - began.getTime()) / 1_000);
}

console.log(`due · ${machine()}`);
console.log(`     mornings: ${counted.join('; ')}`);
if (seconds.length < 3) throw new Error(`only ${seconds.length} mornings had ${TASKS * PARTS} lines`);
hold({ what: '888 lines due at one instant, carried out', rounds: seconds, unit: ' s', atMost: 3 });
await scene.close();
