import { Client, Connection } from '@temporalio/client';

/** Temporal as a test looks into it: what really runs there, not what the ledger says. */
export interface Histories {
  readonly client: Client;
  /** Ids of the open workflows of a kind, sorted. */
  readonly open: (kind: 'task' | 'plan' | 'postman') => Promise<readonly string[]>;
  /** When each timer that runs in a workflow will fire, in real milliseconds since 1970. */
  readonly timers: (workflowId: string) => Promise<readonly number[]>;
  /** When each of them was started. */
  readonly timersStarted: (workflowId: string) => Promise<readonly number[]>;
  readonly close: () => Promise<void>;
}

export const openHistories = async (address: string, namespace = 'duban'): Promise<Histories> => {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace });
  return {
    client,
    open: async (kind) => {
      const ids: string[] = [];
      for await (const one of client.workflow.list({
        query: `ExecutionStatus = 'Running' and WorkflowType = '${kind}'`,
      }))
        ids.push(one.workflowId);
      return ids.sort();
    },
    timers: async (workflowId) => (await runningTimers(client, workflowId)).map(({ firesAt }) => firesAt),
    timersStarted: async (workflowId) => (await runningTimers(client, workflowId)).map(({ startedAt }) => startedAt),
    close: () => connection.close(),
  };
};

interface RunningTimer {
  readonly startedAt: number;
  readonly firesAt: number;
}

const runningTimers = async (client: Client, workflowId: string): Promise<readonly RunningTimer[]> => {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const running = new Map<string, RunningTimer>();
  for (const event of events ?? []) {
    const {
      timerStartedEventAttributes: started,
      timerFiredEventAttributes: fired,
      timerCanceledEventAttributes: cancelled,
    } = event;
    const startedAt = seconds(event.eventTime);
    if (started?.timerId != null)
      running.set(started.timerId, { startedAt, firesAt: startedAt + seconds(started.startToFireTimeout) });
    const ended = fired?.timerId ?? cancelled?.timerId;
    if (ended != null) running.delete(ended);
  }
  return [...running.values()];
};

/** Protobuf's seconds and nanoseconds as milliseconds. */
const seconds = (time: { seconds?: unknown; nanos?: number | null } | null | undefined): number =>
  Number(time?.seconds ?? 0) * 1000 + (time?.nanos ?? 0) / 1e6;
