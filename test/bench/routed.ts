import { dailyOrders } from './daily-orders.ts';
import { hold, machine, quantile, tell } from './figures.ts';
import { openLoop } from './load.ts';
import { quiet, underwayPlan } from './plans.ts';
import { openScene } from './scene.ts';

/**
 * From an order's commit to the commit that routes it, while 50 orders come in every second. Both moments are the
 * database's own (`track_commit_timestamp`): a trigger of the bench notes each routing in a row of the same transaction.
 */
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 7);
const PER_SECOND = 50;
const MS = 6_000;

const scene = await openScene(['track_commit_timestamp=on']);
await scene.startWorker();
const parts = await underwayPlan(scene, 'bench');
const orders = await dailyOrders(scene, parts);
await scene.ledger.ask('create schema bench');
await scene.ledger.ask('create table bench.routed (task text not null, seq integer not null)');
await scene.ledger.ask('grant usage on schema bench to duban_worker');
await scene.ledger.ask('grant insert on bench.routed to duban_worker');
await scene.ledger.ask(
  `create function bench.note() returns trigger language plpgsql as 'begin insert into bench.routed values (new.id, new.routed_seq); return null; end'`,
);
await scene.ledger.ask(
  'create trigger routed after update of routed_seq on duban.task for each row execute function bench.note()',
);

const TOOK = `
select extract(epoch from min(pg_xact_commit_timestamp(r.xmin)) - pg_xact_commit_timestamp(e.xmin)) * 1000 as ms
from duban.task_event e join bench.routed r on r.task = e.task and r.seq >= e.seq
where e.at > $1 and e.person is not null group by e.task, e.seq, e.xmin`;

await openLoop(PER_SECOND, MS, orders.give);
await quiet(scene);
const [p50, p99, counts]: [number[], number[], number[]] = [[], [], []];
for (let round = 0; round < ROUNDS; round += 1) {
  const [now] = await scene.ledger.ask<{ at: Date }>('select clock_timestamp() as at');
  await openLoop(PER_SECOND, MS, orders.give);
  await quiet(scene);
  const took = (await scene.ledger.ask<{ ms: string }>(TOOK, [now?.at])).map((row) => Number(row.ms));
  p50.push(quantile(took, 0.5));
  p99.push(quantile(took, 0.99));
  counts.push(took.length);
}

console.log(`routed · ${machine()} · ${PER_SECOND} orders a second for ${MS / 1_000} s`);
tell('orders routed in a round', counts, '');
tell('commit → routed, p50', p50, ' ms');
hold({ what: 'commit → routed, p99', rounds: p99, unit: ' ms', atMost: 250 });
await scene.close();
