import { type Conductor, type Ring, workflowIdOf } from '#conductor/conductor';
import type { PlanId } from '#domain/task';
import type { Day } from '#domain/time/day';
import { waitingTasks } from '#ledger/bell-list';
import { carryOut } from '#ledger/carry-out';
import { readClock } from '#ledger/clocks';
import { composeRound } from '#ledger/compose-round';
import { dispatchPage } from '#ledger/dispatches';
import { look } from '#ledger/look';
import { Outage } from '#ledger/outage';
import { clockVersion, lookAtPlan, markSpread } from '#ledger/plan-desk';
import { lookAtPost } from '#ledger/post-desk';
import { readLateness } from '#ledger/queries/read-lateness';
import { route } from '#ledger/route';
import type { PlanActivities, PostActivities, TaskActivities } from '#workflows/activities';
import { Context, heartbeat } from '@temporalio/activity';
import { deliver, type Office } from './deliver.ts';
import { MOST_MISSED, ringAll } from './ring-all.ts';
import { MOST_IN_FLIGHT } from './ring-queue.ts';
import type { Troubles } from './troubles.ts';
import type { Watch } from './watch.ts';
import { watched } from './watched.ts';

export interface Desks {
  readonly office: Office;
  readonly conductor: Conductor;
  readonly watch: Watch;
  /** Hears which workflow has had an errand done: it is awake. */
  readonly attended: (workflowId: string) => void;
}

/**
 * What the workflows ask for, done on the ledger. An outage is thrown and retried by Temporal, without end; a broken
 * promise is thrown too, for it will not mend itself but must not be passed over.
 */
export const activitiesOf = (desks: Desks, troubles: Troubles): TaskActivities & PlanActivities & PostActivities => {
  const planDay = async (plan: string): Promise<Day | null> =>
    (await readClock(desks.office.ledger, plan))?.planDay ?? null;
  const errands = watched(errandsOf(desks), { ...desks, planDay }, troubles);
  return {
    ...errands,
    attend: async (id) => {
      let desk = await errands.look(id);
      for (let round = 0; round < MOST_ROUNDS && (desk.unrouted > 0 || desk.due > 0); round += 1) {
        if (desk.unrouted > 0) await errands.route(id);
        if (desk.due > 0) await errands.carryOut(id);
        desk = await errands.look(id);
      }
      const { wakeInMs, over, unrouted, due } = desk;
      return { busy: unrouted > 0 || due > 0, wakeInMs, over };
    },
  };
};

/** Due lines make facts, and facts are routed: what is there after two rounds came meanwhile, and waits for the next turn. */
const MOST_ROUNDS = 2;

/** Each is timed, traced and heard by its own name, also where an activity goes through several. */
const errandsOf = ({
  office,
  conductor,
  watch,
}: Desks): Omit<TaskActivities, 'attend'> & PlanActivities & PostActivities => {
  const { ledger, doubt } = office;
  const { log, metrics, routed } = watch;
  // Workflow ids carry the ids of the ledger's own rows.
  const planId = (id: string): PlanId => id as PlanId;
  return {
    look: (id) => look(ledger, id),
    route: async (id) => {
      await route(ledger, id, routed);
    },
    carryOut: async (id) => {
      const lateMs = await readLateness(ledger, id);
      const lines = await carryOut(ledger, id);
      if (lines > 0 && lateMs !== null) metrics.dueLateSeconds.observe(lateMs / 1000);
    },
    lookAtPlan: (id) => lookAtPlan(ledger, planId(id)),
    dispatchPage: async (id) => {
      await dispatchPage(ledger, planId(id));
    },
    spreadClock: async (id) => {
      const version = await clockVersion(ledger, planId(id));
      const tasks = await waitingTasks(ledger, planId(id));
      const rings: readonly Ring[] = [
        ...tasks.map((task) => ({ ...task, kind: 'task' as const })),
        { kind: 'postman', id },
      ];
      const send = (ring: Ring): Promise<void> => {
        heartbeat();
        return conductor.ring(ring);
      };
      // Others first at each attempt, so that those behind some who refuse have their turn.
      const { attempt } = Context.current().info;
      const first = ((attempt - 1) * MOST_MISSED) % rings.length;
      const missed = await ringAll([...rings.slice(first), ...rings.slice(0, first)], send, { atOnce: MOST_IN_FLIGHT });
      if (missed.length >= MOST_MISSED || (missed.length > 0 && attempt < MOST_SPREADS))
        throw new Outage(`${missed.length} workflows were not reached`);
      // Few who refuse each time are left to the sweep, which rings them as soon as a line of theirs is overdue.
      if (missed.length > 0) log.warn(`not reached: ${missed.map(workflowIdOf).join(', ')}`);
      await markSpread(ledger, planId(id), version);
    },
    lookAtPost: (id) => lookAtPost(ledger, planId(id), doubt),
    goRound: async (id, evenIfWaiting) => {
      const letters = await composeRound(ledger, planId(id), evenIfWaiting);
      if (evenIfWaiting && letters !== null) log.warn(`a round of ${id} went without what was still being made`);
    },
    deliver: (id) => alive(() => deliver(office, planId(id), Context.current().cancellationSignal)),
  };
};

/** How often everybody is rung for the sake of a few. */
const MOST_SPREADS = 3;
/** Well within the heartbeat's limit: one slow relay must not look like a dead worker. */
const HEARTBEAT_MS = 1_000;

const alive = async (errand: () => Promise<void>): Promise<void> => {
  const timer = setInterval(heartbeat, HEARTBEAT_MS);
  try {
    await errand();
  } finally {
    clearInterval(timer);
  }
};
