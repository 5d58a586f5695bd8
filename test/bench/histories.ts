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

/** The history of a run of a workflow (the present one, if none is named), oldest event first. */
export const historyOf = async (
  { client }: Conductor,
  workflowId: string,
  runId?: string,
): Promise<readonly HistoryEvent[]> => {
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  return (events ?? []).map(({ eventId, eventType, eventTime }) => ({
    id: Number(eventId),
    kind: Number(eventType),
    at: Number(eventTime?.seconds ?? 0) * 1_000 + (eventTime?.nanos ?? 0) / 1e6,
  }));
};

/** Which run each workflow is in, and how many events that has had. */
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
