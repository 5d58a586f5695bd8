import { heard, type TaskSubject } from '#workflows/messages';
import {
  Client,
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  type WorkflowSignalWithStartOptions,
} from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';

/** The one queue that all workflows and activities of Duban share. */
export const TASK_QUEUE = 'duban';
/** Set once at a task's start, so that Temporal's own page can be filtered; our screens read the ledger. */
export const searchAttributes = {
  plan: defineSearchAttributeKey('DubanPlan', SearchAttributeType.KEYWORD),
  no: defineSearchAttributeKey('DubanNo', SearchAttributeType.INT),
  lead: defineSearchAttributeKey('DubanLead', SearchAttributeType.KEYWORD),
} as const;

/** A ring that takes longer is given up; the sweep rings again. */
const RING_DEADLINE_MS = 5_000;
/** The client's own back-off on a closing workflow starts at a second, which is longer than the closing takes. */
const FIRST_RETRY_MS = 15;
/** A worker's death is noticed after this. */
const WORKFLOW_TASK_TIMEOUT = '5s';

/** Whom the bell can ring. */
export type Ring =
  | {
      readonly kind: 'task';
      readonly id: string;
      readonly seq: number;
      readonly plan: string;
      readonly no: number;
      readonly lead: string;
    }
  | { readonly kind: 'plan' | 'postman'; readonly id: string };

/** Workflow ids are made here alone. */
export const workflowIdOf = ({ kind, id }: Pick<Ring, 'kind' | 'id'>): string =>
  `${kind === 'postman' ? 'post' : kind}:${id}`;

/** The typed door to Temporal. */
export interface Conductor {
  readonly client: Client;
  /** Rings a workflow; a missing one is thereby started. Throws when Temporal does not answer within 5 s. */
  readonly ring: (ring: Ring) => Promise<void>;
  /** The id of the namespace: another one means that the database behind it is new. */
  readonly namespaceId: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Does not connect until it is used, so that it can be opened while Temporal is away. */
export const openConductor = (address: string, namespace: string): Conductor => {
  const retry = makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ initialIntervalMs: () => FIRST_RETRY_MS }));
  const connection = Connection.lazy({ address, interceptors: [retry], connectTimeout: RING_DEADLINE_MS });
  const client = new Client({ connection, namespace });
  return {
    client,
    ring: (ring) => connection.withDeadline(Date.now() + RING_DEADLINE_MS, () => signal(client, ring)),
    namespaceId: () =>
      connection.withDeadline(Date.now() + RING_DEADLINE_MS, async () => {
        const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace });
        return namespaceInfo?.id ?? '';
      }),
    close: () => connection.close(),
  };
};

const signal = async (client: Client, ring: Ring): Promise<void> => {
  const options: WorkflowSignalWithStartOptions<[{ readonly seq: number }]> & { args: [TaskSubject] } = {
    workflowId: workflowIdOf(ring),
    taskQueue: TASK_QUEUE,
    args: [ring.kind === 'task' ? { id: ring.id, attends: true } : { id: ring.id }],
    signal: heard,
    signalArgs: [{ seq: ring.kind === 'task' ? ring.seq : 0 }],
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
    ...(ring.kind === 'task' && {
      typedSearchAttributes: new TypedSearchAttributes([
        { key: searchAttributes.plan, value: ring.plan },
        { key: searchAttributes.no, value: ring.no },
        { key: searchAttributes.lead, value: ring.lead },
      ]),
    }),
  };
  // The workflow is named, not imported: its code runs in the worker alone.
  await client.workflow.signalWithStart<(subject: TaskSubject) => Promise<void>, [{ readonly seq: number }]>(
    ring.kind,
    options,
  );
};
