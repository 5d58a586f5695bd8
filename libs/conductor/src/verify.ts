import { LONGEST_SLEEP_MS } from '#workflows/messages';
import { type Client, isGrpcServiceError } from '@temporalio/client';
import { type Conductor, type Ring, workflowIdOf } from './conductor.ts';

/** What a workflow should be doing, by the ledger. */
export interface Expected extends Pick<Ring, 'kind' | 'id'> {
  /** When its timer fires, in real milliseconds since 1970; null: nothing lies ahead; undefined: any timer will do, or none. */
  readonly wakeAt?: number | null;
}

/** A workflow that is not as the ledger would have it. */
export interface WorkflowDifference {
  readonly kind: Ring['kind'];
  readonly id: string;
  readonly what:
    /** There is none of that name. */
    | 'missing'
    /** It has ended although its life goes on. */
    | 'ended'
    /** It waits on no timer. */
    | 'noTimer'
    /** The last timer in its history is not the ledger's next wake-up. */
    | 'otherTimer';
  readonly found: string;
}

/** A worker may take a few seconds from looking at the ledger to starting the timer; the sweep mends what is later. */
const TOLERANCE_MS = 5_000;
const DEADLINE_MS = 5_000;
/** As many as rings in flight: looking must not hold up the work. */
const AT_ONCE = 8;
/** A run hands over after about a hundred events; the newest are read first. */
const PAGE = 50;
const MOST_PAGES = 20;

/**
 * Holds Temporal against what the ledger expects: every workflow is open, and the last timer in its history fires at the
 * next wake-up, or after the longest sleep where that is further off. A workflow that is at work just now may differ for
 * a moment: whoever asks asks again. Throws when Temporal does not answer.
 */
export const verifyWorkflows = async (
  conductor: Pick<Conductor, 'client'>,
  expected: readonly Expected[],
): Promise<readonly WorkflowDifference[]> => {
  const differences: WorkflowDifference[] = [];
  const left = [...expected];
  const verifier = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      const difference = differenceOf(one, await lastWait(conductor.client, workflowIdOf(one)));
      if (difference !== null) differences.push({ kind: one.kind, id: one.id, ...difference });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, verifier));
  return differences;
};

/** How a workflow's newest run stands: gone, ended, at work, or waiting on a timer. */
type Wait =
  | { readonly kind: 'missing' | 'ended' | 'noTimer' }
  | { readonly kind: 'timer'; readonly startedAt: number; readonly firesAt: number };

const differenceOf = (
  { wakeAt }: Expected,
  wait: Wait,
): { readonly what: WorkflowDifference['what']; readonly found: string } | null => {
  if (wait.kind === 'noTimer' && wakeAt === undefined) return null;
  if (wait.kind !== 'timer') return { what: wait.kind, found: '' };
  if (wakeAt === undefined) return null;
  const longest = wait.startedAt + LONGEST_SLEEP_MS;
  const off = wait.firesAt - Math.min(wakeAt ?? longest, longest);
  return Math.abs(off) <= TOLERANCE_MS
    ? null
    : { what: 'otherTimer', found: `${Math.round(Math.abs(off) / 1000)} s ${off > 0 ? 'late' : 'early'}` };
};

const lastWait = async (client: Client, workflowId: string): Promise<Wait> => {
  const ended = new Set<string>();
  let nextPageToken: Uint8Array | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const events = await readBackwards(client, workflowId, nextPageToken);
    if (events === null) return { kind: 'missing' };
    if (page === 0 && isClosing(events.events[0])) return { kind: 'ended' };
    for (const event of events.events) {
      const gone = event.timerFiredEventAttributes?.timerId ?? event.timerCanceledEventAttributes?.timerId;
      if (gone != null) ended.add(gone);
      const started = event.timerStartedEventAttributes;
      if (started?.timerId == null || ended.has(started.timerId)) continue;
      const startedAt = millisecondsOf(event.eventTime);
      return { kind: 'timer', startedAt, firesAt: startedAt + millisecondsOf(started.startToFireTimeout) };
    }
    if (events.next.length === 0) break;
    nextPageToken = events.next;
  }
  return { kind: 'noTimer' };
};

type Answer = Awaited<ReturnType<Client['workflowService']['getWorkflowExecutionHistoryReverse']>>;
type HistoryEvent = NonNullable<NonNullable<Answer['history']>['events']>[number];

/** A page of the newest run's history, newest event first; null when there is no such workflow. */
const readBackwards = async (
  client: Client,
  workflowId: string,
  nextPageToken: Uint8Array | undefined,
): Promise<{ readonly events: readonly HistoryEvent[]; readonly next: Uint8Array } | null> => {
  try {
    const { history, nextPageToken: next } = await client.withDeadline(Date.now() + DEADLINE_MS, () =>
      client.workflowService.getWorkflowExecutionHistoryReverse({
        namespace: client.options.namespace,
        execution: { workflowId },
        maximumPageSize: PAGE,
        ...(nextPageToken !== undefined && { nextPageToken }),
      }),
    );
    return { events: history?.events ?? [], next };
  } catch (cause) {
    if (isGrpcServiceError(cause) && cause.code.valueOf() === NOT_FOUND) return null;
    throw cause;
  }
};

/** gRPC's code for what is not there. */
const NOT_FOUND = 5;

const isClosing = (event: HistoryEvent | undefined): boolean =>
  event?.workflowExecutionCompletedEventAttributes != null ||
  event?.workflowExecutionFailedEventAttributes != null ||
  event?.workflowExecutionTimedOutEventAttributes != null ||
  event?.workflowExecutionTerminatedEventAttributes != null ||
  event?.workflowExecutionCanceledEventAttributes != null;

/** Protobuf's seconds and nanoseconds as milliseconds. */
const millisecondsOf = (time: { seconds?: unknown; nanos?: number | null } | null | undefined): number =>
  Number(time?.seconds ?? 0) * 1000 + (time?.nanos ?? 0) / 1e6;
