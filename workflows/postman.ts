import { condition, continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { PostActivities } from './activities.ts';
import { listen } from './bell.ts';
import { errands, LONG, sleepMs } from './errands.ts';
import type { Subject } from './messages.ts';

const { lookAtPost, goRound } = errands<Pick<PostActivities, 'lookAtPost' | 'goRound'>>(['lookAtPost', 'goRound']);

/** A relay may take its time; the heartbeat tells when the worker has died over it. Whoever is only slow still holds the post's lock. */
const { deliver } = proxyActivities<Pick<PostActivities, 'deliver'>>({
  startToCloseTimeout: '2m',
  heartbeatTimeout: '4s',
  retry: { initialInterval: '1s', backoffCoefficient: 1.5, maximumInterval: '10s' },
});

/** Asked every half second: one task that cannot be carried out must not hold up everybody's letters for more than five minutes. */
const MOST_WAITS = 600;

/** The postman of one plan: a round every working morning and for news, and then he delivers. */
export async function postman({ id }: Subject): Promise<void> {
  const bell = listen();
  let waits = 0;
  for (;;) {
    bell.silence();
    const desk = await lookAtPost(id);
    waits = desk.waiting ? waits + 1 : 0;
    const going = desk.round || waits >= MOST_WAITS;
    if (desk.letters > 0) await deliver(id);
    if (going) await goRound(id, !desk.round);
    if (workflowInfo().historyLength > LONG && !bell.hasRung() && waits === 0)
      await continueAsNew<typeof postman>({ id });
    if (desk.letters > 0 || going) continue;
    await condition(() => bell.hasRung() && !desk.waiting, sleepMs(desk.wakeInMs));
  }
}
