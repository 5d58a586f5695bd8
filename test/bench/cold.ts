import { NAMESPACE } from '../../apps/local/src/temporal/namespace.ts';
import { until } from '../support/until.ts';
import { hold, machine, quantile, tell } from './figures.ts';
import { historyOf, kinds } from './histories.ts';
import { accepted, logIn, quiet, underwayPlan, type Person } from './plans.ts';
import { openScene } from './scene.ts';

/**
 * The worker stops in order and starts again, with nothing in its cache and the tasks' histories as long as they get
 * before they hand over (60 events). The new bell calls the roll, two at a time; of each the first workflow task after that is
 * measured from the moment it is handed to the worker to the moment it is done, by the server's clock: the history is
 * fetched and replayed, and the desk looked at. How long it took from the ring is told beside it.
 */
const RESTARTS = Number(process.env['BENCH_ROUNDS'] ?? 3);
/** Some seven events come with every order that is routed. */
const LONG_ENOUGH = 48;
const MOST_ORDERS = 14;
const WAIT_MS = 120_000;

const scene = await openScene();
await scene.startWorker();
const parts = await underwayPlan(scene, 'bench');
const leads = parts.filter((part) => part.assignment.startsWith('lead.'));
const people = new Map<string, Person>();
for (const { unit } of leads) if (!people.has(unit)) people.set(unit, await logIn(scene, `${unit}.liaison`));

interface Run {
  readonly workflowId: string;
  readonly runId: string;
  readonly events: number;
}
const runs = async (): Promise<readonly Run[]> => {
  const found: Run[] = [];
  for (const { task } of leads) {
    const workflowId = `task:${task}`;
    const { workflowExecutionInfo: info } = await scene.conductor.client.workflowService.describeWorkflowExecution({
      namespace: NAMESPACE,
      execution: { workflowId },
    });
    found.push({ workflowId, runId: info?.execution?.runId ?? '', events: Number(info?.historyLength) });
  }
  return found;
};

const grow = async (): Promise<readonly Run[]> => {
  for (let order = 0; order < MOST_ORDERS; order += 1) {
    const grown = await runs();
    const short = new Set(grown.filter((run) => run.events < LONG_ENOUGH).map((run) => run.workflowId));
    if (short.size === 0) return grown;
    for (const { task, unit, assignment } of leads)
      if (short.has(`task:${task}`)) {
        const person = people.get(unit);
        if (person !== undefined) accepted(await person.order(task, { kind: 'report', assignment, report: null }));
      }
    await quiet(scene);
  }
  return runs();
};

const [p50, p99, waited, lengths]: [number[], number[], number[], number[]] = [[], [], [], []];
for (let restart = 0; restart < RESTARTS; restart += 1) {
  const before = await grow();
  lengths.push(
    quantile(
      before.map((run) => run.events),
      0.5,
    ),
  );
  await scene.stopWorker();
  const began = Date.now();
  await scene.startWorker();
  const took: number[] = [];
  const late: number[] = [];
  for (const { workflowId, runId, events } of before) {
    const [rung, started, done] = await until(
      `${workflowId} has looked`,
      async () => {
        const news = (await historyOf(scene.conductor, workflowId, runId)).filter(
          (one) => one.id > events && one.at > began,
        );
        const signal = news.find((one) => one.kind === kinds.signaled);
        const end = news.find((one) => one.kind === kinds.taskCompleted && one.at >= (signal?.at ?? Infinity));
        const start = news.findLast((one) => one.kind === kinds.taskStarted && one.id < (end?.id ?? 0));
        return signal && start && end ? ([signal.at, start.at, end.at] as const) : null;
      },
      WAIT_MS,
    );
    took.push(done - started);
    late.push(done - rung);
  }
  p50.push(quantile(took, 0.5));
  p99.push(quantile(took, 0.99));
  waited.push(quantile(late, 0.99));
}

console.log(`cold · ${machine()} · ${leads.length} tasks, ${RESTARTS} restarts`);
tell('events in a history, median', lengths, '');
tell('first look, p50', p50, ' ms');
tell('from its ring to its end, p99', waited, ' ms');
hold({ what: 'cold first look, p99', rounds: p99, unit: ' ms', atMost: 250 });
await scene.close();
