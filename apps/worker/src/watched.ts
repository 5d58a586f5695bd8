import type { Day } from '#domain/time/day';
import { isOutage } from '#ledger/outage';
import { OutcomeUnknown } from '#ledger/outcome-unknown';
import { planOf } from '#ledger/queries/read-plan';
import { isError } from '#watch/clean';
import { Context, type Info } from '@temporalio/activity';
import { setTimeout as pause } from 'node:timers/promises';
import type { Troubles } from './troubles.ts';
import type { Watch } from './watch.ts';

/** An activity that has failed so often, after the five quick attempts, does not fail by chance. */
const MANY_ATTEMPTS = 3;
const BROKEN = 'broken promise';
/** A local activity has five seconds for all it does. */
const LONGEST_LOOK_MS = 1_000;

type Activity = (id: string, ...args: never[]) => Promise<unknown>;

/** Who hears of them. */
interface Told {
  readonly watch: Watch;
  /** Which workflow has had an activity done. */
  readonly attended: (workflowId: string) => void;
  /** Which day a plan has; null when there is no such plan. */
  readonly planDay: (plan: string) => Promise<Day | null>;
}

type Noting = Pick<Troubles, 'note' | 'succeeded'>;

/**
 * The same activities, each timed, traced, and heard when it fails. What keeps failing and what breaks a promise is noted
 * in the ledger, and settled when the activity succeeds; a neighbour that is away is seen where the parts are, and is none
 * of it. Whatever is thrown is thrown on.
 */
export const watched = <A extends object>(activities: A, told: Told, troubles: Noting): A =>
  // Names and types stay; an activity takes the id of its subject first.
  Object.fromEntries(
    Object.entries(activities as Readonly<Record<string, Activity>>).map(([name, activity]) => [
      name,
      (id: string, ...args: never[]) => watch1(name, id, () => activity(id, ...args), told, troubles),
    ]),
  ) as A;

const watch1 = async (
  name: string,
  id: string,
  work: () => Promise<unknown>,
  { watch: { log, metrics, tracing }, attended, planDay }: Told,
  troubles: Noting,
): Promise<unknown> => {
  const { info } = Context.current();
  const subject = info.workflowExecution?.workflowId ?? id;
  const since = performance.now();
  try {
    const attributes = { 'duban.subject': id, 'duban.workflow': subject, 'duban.attempt': info.attempt };
    const done = await tracing.part(`activity ${name}`, attributes, work);
    metrics.activitySeconds.observe({ activity: name }, (performance.now() - since) / 1000);
    attended(subject);
    await troubles.succeeded(subject, name);
    return done;
  } catch (cause) {
    metrics.activityFailures.inc({ activity: name });
    const isBroken = cause instanceof Error && cause.message.startsWith(BROKEN);
    const plan = subject.startsWith('task:') ? planOf(id) : id;
    const told = {
      activity: name,
      ...subjectOf(subject, id),
      workflow: subject,
      planDay: isAway(cause) ? null : await soon(planDay(plan)),
      attempt: info.attempt,
      local: isLocal(info),
    };
    log.event('activityFailed', { ...told, err: cause }, isBroken ? 'error' : 'warn');
    if (isBroken || (!isLocal(info) && info.attempt >= MANY_ATTEMPTS && !isAway(cause)))
      await troubles.note({
        subject,
        what: name,
        plan,
        cause: cause instanceof Error ? cause.message : String(cause),
      });
    throw cause;
  }
};

/** Whoever failed has been kept long enough: what is not known by then is not told. */
const soon = (day: Promise<Day | null>): Promise<Day | null> =>
  Promise.race([day, pause(LONGEST_LOOK_MS, null, { ref: false })]).catch(() => null);

/** A neighbour failed, whichever it is, and whether it says so itself or by what caused it. */
const isAway = (cause: unknown): boolean =>
  isOutage(cause) ||
  cause instanceof OutcomeUnknown ||
  (isError(cause) && (cause.name === 'TimeoutError' || isOutage(cause.cause)));

const isLocal = (info: Info): boolean => info.isLocal;

/** Of a task its id; of a plan and its postman the plan's. */
const subjectOf = (subject: string, id: string): { readonly task: string } | { readonly plan: string } =>
  subject.startsWith('task:') ? { task: id } : { plan: id };
