import type { Conductor } from '#conductor/conductor';
import { NAMESPACE } from '../../apps/local/src/temporal/namespace.ts';

/** An event of a workflow's history, as far as the benches read it. */
export interface HistoryEvent {
  readonly id: number;
  /** The server's name for its kind, as a number. */
  readonly kind: number;
  /** When, in milliseconds. */
  readonly at: number;
}

/** temporal.api.enums.v1.EventType. */
export const kinds = { taskStarted: 6, taskCompleted: 7, timerStarted: 17, signaled: 26 } as const;

/** The history of a workflow's present run, oldest event first. */
export const historyOf = async ({ client }: Conductor, workflowId: string): Promise<readonly HistoryEvent[]> => {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  return (events ?? []).map(({ eventId, eventType, eventTime }) => ({
    id: Number(eventId),
    kind: Number(eventType),
    at: Number(eventTime?.seconds ?? 0) * 1_000 + (eventTime?.nanos ?? 0) / 1e6,
  }));
};

/** How many events all open workflows have had so far, by workflow. */
export const lengthsOf = async (
  { client }: Conductor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const lengths = new Map<string, string>();
  for (const workflowId of ids) {
    const { workflowExecutionInfo } = await client.workflowService.describeWorkflowExecution({
      namespace: NAMESPACE,
      execution: { workflowId },
    });
    const { execution, historyLength } = workflowExecutionInfo ?? {};
    lengths.set(workflowId, `${execution?.runId ?? ''}/${String(historyLength)}`);
  }
  return lengths;
};
