import { condition, continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { TaskActivities } from './activities.ts';
import { listen } from './bell.ts';
import { errands, LONG, sleepMs } from './errands.ts';
import type { Subject } from './messages.ts';

const { look, route, carryOut } = errands<TaskActivities>(['look', 'route', 'carryOut']);

/** One task of a plan, from its first fact to the archive: it hears, routes, reminds, escalates, and sleeps. */
export async function task({ id }: Subject): Promise<void> {
  const bell = listen();
  for (;;) {
    bell.silence();
    const desk = await look(id);
    if (desk.unrouted > 0) await route(id);
    if (desk.due > 0) await carryOut(id);
    if (desk.over) return;
    if (workflowInfo().historyLength > LONG && !bell.hasRung()) await continueAsNew<typeof task>({ id });
    if (desk.unrouted > 0 || desk.due > 0) continue;
    await condition(bell.hasRung, sleepMs(desk.wakeInMs));
  }
}
