import { bareServer } from './bare-server.ts';
import { hold, machine, tell } from './figures.ts';
import { closedLoop, type Load } from './load.ts';
import { accepted, logIn, underwayPlan } from './plans.ts';
import { openScene } from './scene.ts';

/** The page of a plan's 111 tasks against a bare node server that sends the rows of one statement, in turn. */
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 9);
const CLIENTS = 4;
const MS = 1_500;
const PLAN = 'bench';
const TASKS = 111;

const scene = await openScene();
await scene.startWorker();
await underwayPlan(scene, PLAN);
await scene.stopWorker();
const bare = await bareServer(scene, PLAN);
const office = await logIn(scene, 'zero-waste-office.chief');
const page = async (): Promise<number> => accepted(await office.get(`/plans/${PLAN}/tasks?limit=200`)).text.length;
const barePage = async (): Promise<number> => accepted(await bare.send('GET', '/page')).text.length;
const rows = JSON.parse(accepted(await office.get(`/plans/${PLAN}/tasks?limit=200`)).text) as {
  readonly items: object[];
};
if (rows.items.length !== TASKS) throw new Error(`the page has ${rows.items.length} tasks`);

for (const warm of [page, barePage]) await closedLoop(CLIENTS, MS, warm);
const rounds: { ours: Load; bare: Load }[] = [];
for (let round = 0; round < ROUNDS; round += 1)
  rounds.push({ ours: await closedLoop(CLIENTS, MS, page), bare: await closedLoop(CLIENTS, MS, barePage) });

console.log(`page · ${machine()} · ${CLIENTS} clients`);
tell(
  'pages a second',
  rounds.map(({ ours }) => ours.perSecond),
  '/s',
);
tell(
  'bare pages a second',
  rounds.map((one) => one.bare.perSecond),
  '/s',
);
const sum = (of: (round: (typeof rounds)[number]) => number): number => rounds.map(of).reduce((a, b) => a + b, 0);
console.log(
  `     pages ${sum(({ ours }) => ours.done)} of ${Math.round(sum(({ ours }) => ours.bytes) / sum(({ ours }) => ours.done))} characters; bare pages ${sum((one) => one.bare.done)} of ${Math.round(sum((one) => one.bare.bytes) / sum((one) => one.bare.done))}`,
);
hold({
  what: "pages a second ÷ the bare server's",
  rounds: rounds.map((one) => one.ours.perSecond / one.bare.perSecond),
  unit: '',
  atLeast: 0.75,
});

bare.close();
await scene.close();
