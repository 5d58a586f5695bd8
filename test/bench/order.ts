import { bareServer, ROWS } from './bare-server.ts';
import { bareUpdate } from './bare-update.ts';
import { dailyOrders } from './daily-orders.ts';
import { hold, machine, tell } from './figures.ts';
import { closedLoop, type Load } from './load.ts';
import { accepted, quiet, underwayPlan } from './plans.ts';
import { openScene } from './scene.ts';

/**
 * An order over HTTP against a bare Temporal Update and against the least that a node server can do for it, all three in
 * turn in every round: the worker stopped, then running.
 */
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 9);
const CLIENTS = 8;
const ALONE_MS = 1_500;
const TOGETHER_MS = 2_000;
const WARM_MS = 3_000;
const PLAN = 'bench';

const scene = await openScene();
await scene.startWorker();
const parts = await underwayPlan(scene, PLAN);
const orders = await dailyOrders(scene, parts);
const update = await bareUpdate(scene);
const bare = await bareServer(scene, PLAN);
let sent = 0;
const bareOrder = async (): Promise<number> => {
  const turn = (sent += 1);
  const body = { kind: 'report', assignment: 'responsible.somebody', text: `第${turn}次` };
  return accepted(await bare.send('POST', `/order/row-${(turn * 97) % ROWS}`, { body })).text.length;
};
const ofOrders = (clients: number, ms: number): Promise<Load> => closedLoop(clients, ms, orders.give);
const ofBare = (clients: number, ms: number): Promise<Load> => closedLoop(clients, ms, bareOrder);
const loads = { order: [] as Load[], update: [] as Load[], bare: [] as Load[] };
const kept = (kind: keyof typeof loads, load: Load): Load => {
  loads[kind].push(load);
  return load;
};

await scene.stopWorker();
for (const warm of [ofOrders, ofBare, update.load]) await warm(CLIENTS, WARM_MS);
const alone: { order: Load; update: Load; bare: Load }[] = [];
const together: { order: Load; update: Load; bare: Load }[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const inTurn = async (clients: number, ms: number): Promise<{ order: Load; update: Load; bare: Load }> => ({
    order: kept('order', await ofOrders(clients, ms)),
    update: kept('update', await update.load(clients, ms)),
    bare: kept('bare', await ofBare(clients, ms)),
  });
  alone.push(await inTurn(1, ALONE_MS));
  together.push(await inTurn(CLIENTS, TOGETHER_MS));
}

// Before the Update's turn everything that the orders left to the worker is done, so that it has the machine to itself.
await scene.startWorker();
await quiet(scene);
const working: { order: Load; update: Load }[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const order = kept('order', await ofOrders(CLIENTS, TOGETHER_MS));
  await quiet(scene);
  working.push({ order, update: kept('update', await update.load(CLIENTS, TOGETHER_MS)) });
}
const [counted] = await scene.ledger.ask<{ orders: number; facts: number; bare: number }>(
  `select (select count(*)::int from duban.task_order where key like 'bench-%') as orders,
     (select count(*)::int from duban.task_event) as facts, (select count(*)::int from bare.happened) as bare`,
);

console.log(`order · ${machine()} · ${orders.people} people, ${orders.tasks} tasks`);
const ms = (what: string, of: (round: (typeof alone)[number]) => number): void => tell(what, alone.map(of), ' ms');
ms('p50 of an order, one client', ({ order }) => order.p50);
ms('p50 of a bare Update', ({ update: one }) => one.p50);
ms('p50 of the bare transaction', ({ bare: one }) => one.p50);
tell(
  'orders a second, 8 clients',
  together.map(({ order }) => order.perSecond),
  '/s',
);
tell(
  'bare Updates a second',
  together.map(({ update: one }) => one.perSecond),
  '/s',
);
tell(
  'bare transactions a second',
  together.map(({ bare: one }) => one.perSecond),
  '/s',
);
tell(
  'orders a second, worker running',
  working.map(({ order }) => order.perSecond),
  '/s',
);
const of = (kind: keyof typeof loads, what: 'done' | 'bytes'): number =>
  loads[kind].reduce((sum, load) => sum + load[what], 0);
console.log(
  `     orders answered ${of('order', 'done')}, refused 0, ${of('order', 'bytes')} bytes; remembered ${counted?.orders ?? 0} with the preparation's, facts ${counted?.facts ?? 0}; Updates done ${of('update', 'done')}; bare transactions ${of('bare', 'done')}, rows ${counted?.bare ?? 0}`,
);
hold({
  what: "an order's p50 ÷ the Update's",
  rounds: alone.map((one) => one.order.p50 / one.update.p50),
  unit: '',
  atMost: 0.6,
});
hold({
  what: "orders a second ÷ the Update's",
  rounds: together.map((one) => one.order.perSecond / one.update.perSecond),
  unit: '',
  atLeast: 2,
});
hold({
  what: "orders a second ÷ the bare transaction's",
  rounds: together.map((one) => one.order.perSecond / one.bare.perSecond),
  unit: '',
  atLeast: 0.4,
});
hold({
  what: "worker running, orders a second ÷ the Update's",
  rounds: working.map((one) => one.order.perSecond / one.update.perSecond),
  unit: '',
  atLeast: 1,
});

await update.close();
bare.close();
await scene.close();
