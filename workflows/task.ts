import { condition, continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { Outlook, TaskActivities } from './activities.ts';
import { listen } from './bell.ts';
import { errands, LONG, sleepMs } from './errands.ts';
import type { TaskSubject } from './messages.ts';

const { attend, look, route, carryOut } = errands<TaskActivities>(['attend', 'look', 'route', 'carryOut']);

/** Hand over before a cold start is felt: after a worker's restart every task's history is played again, on one thread. */
const LONG_FOR_A_TASK = 60;

/** One task of a plan, from its first fact to the archive: it hears, routes, reminds, escalates, and sleeps. */
export async function task({ id, attends = false }: TaskSubject): Promise<void> {
  const bell = listen();
  for (;;) {
    bell.silence();
    const { busy, wakeInMs, over } = await (attends ? attend(id) : inSteps(id));
    if (over) return;
    const isLong = workflowInfo().historyLength > (attends ? LONG_FOR_A_TASK : LONG);
    if (isLong && !bell.hasRung()) await continueAsNew<typeof task>({ id, attends: true });
    if (busy) continue;
    await condition(bell.hasRung, sleepMs(wakeInMs));
  }
}

const inSteps = async (id: string): Promise<Outlook> => {
  const { unrouted, due, wakeInMs, over } = await look(id);
  if (unrouted > 0) await route(id);
  if (due > 0) await carryOut(id);
  return { busy: unrouted > 0 || due > 0, wakeInMs, over };
};
