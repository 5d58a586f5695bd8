import { condition, continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { PlanActivities } from './activities.ts';
import { listen } from './bell.ts';
import { errands, LONG, sleepMs } from './errands.ts';
import type { Subject } from './messages.ts';

const { lookAtPlan, dispatchPage } = errands<Pick<PlanActivities, 'lookAtPlan' | 'dispatchPage'>>([
  'lookAtPlan',
  'dispatchPage',
]);

/** Rings every waiting task, which takes seconds; the heartbeat tells at once when the worker has died over it. */
const { spreadClock } = proxyActivities<Pick<PlanActivities, 'spreadClock'>>({
  startToCloseTimeout: '2m',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', backoffCoefficient: 1.5, maximumInterval: '10s' },
});

/** One plan: it carries out the office's dispatches page by page, and lets every task know when the clock has changed. */
export async function plan({ id }: Subject): Promise<void> {
  const bell = listen();
  for (;;) {
    bell.silence();
    const desk = await lookAtPlan(id);
    if (desk.dispatching) await dispatchPage(id);
    if (desk.spreading) await spreadClock(id);
    if (workflowInfo().historyLength > LONG && !bell.hasRung()) await continueAsNew<typeof plan>({ id });
    if (desk.dispatching || desk.spreading) continue;
    await condition(bell.hasRung, sleepMs(null));
  }
}
