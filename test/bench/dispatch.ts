import { hold, machine, tell } from './figures.ts';
import { historyOf, kinds } from './histories.ts';
import { accepted, quiet, registeredPlan } from './plans.ts';
import { openScene } from './scene.ts';
import { until } from '../support/until.ts';

/**
 * From the office's request to dispatch a registered plan of 111 tasks until every task's workflow waits: the last of
 * their timers, by the server's own clock, which is this machine's. Each round is another plan beside those before it.
 */
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const TASKS = 111;
const WAIT_MS = 120_000;

const scene = await openScene();
await scene.startWorker();
const seconds: number[] = [];
const answered: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const plan = `bench-${round}`;
  const office = await registeredPlan(scene, plan);
  await quiet(scene);
  const began = Date.now();
  accepted(await office.send('POST', `/plans/${plan}/dispatch`, {}));
  answered.push(Date.now() - began);
  await quiet(scene);
  const tasks = await scene.ledger.ask<{ id: string }>(
    `select id from duban.task where plan = $1 and stage = 'dispatched'`,
    [plan],
  );
  if (tasks.length !== TASKS) throw new Error(`${tasks.length} tasks were dispatched`);
  let waiting = 0;
  for (const { id } of tasks) {
    const last = await until(
      `${id} waits`,
      async () => {
        const event = (await historyOf(scene.conductor, `task:${id}`)).at(-1);
        return event?.kind === kinds.timerStarted && event.at > began ? event : null;
      },
      WAIT_MS,
    );
    waiting = Math.max(waiting, last.at);
  }
  seconds.push((waiting - began) / 1_000);
}

console.log(`dispatch · ${machine()} · ${TASKS} tasks in each of ${ROUNDS} plans`);
tell('the request itself', answered, ' ms');
hold({ what: 'dispatch to 111 workflows waiting', rounds: seconds, unit: ' s', atMost: 5 });
await scene.close();
