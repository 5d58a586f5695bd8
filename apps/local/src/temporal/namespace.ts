import { Connection } from '@temporalio/client';
import { until } from '../waiting.ts';

export const NAMESPACE = 'duban';
/** What dashboards sort workflows by; set once at their start. The numbers are the server's own for these types. */
export const searchAttributes = { DubanPlan: 'Keyword', DubanNo: 'Int', DubanLead: 'Keyword' } as const;
const TYPE_NUMBERS = { Keyword: 2, Int: 3 } as const;
/** Closed histories are for looking into a fault; the ledger is the record. */
const RETENTION_SECONDS = 7 * 24 * 3600;
type Workflows = Connection['workflowService'];
type Retention = NonNullable<Parameters<Workflows['registerNamespace']>[0]['workflowExecutionRetentionPeriod']>;
// The wire writer takes plain numbers for 64-bit ones; only its types insist on an object.
const retention = { seconds: RETENTION_SECONDS } as unknown as Retention;
const READY_MS = 60_000;
/** gRPC's NOT_FOUND. */
const NOT_FOUND = 5;

/**
 * Waits until the server answers for our namespace, and brings it to what we need: there, histories kept for seven
 * days, search attributes known. All of it may be so already; a server given by TEMPORAL_ADDRESS has none of it at first.
 */
export const readyNamespace = async (address: string, signal: AbortSignal): Promise<true> =>
  await until(() => prepare(address), { what: `an answer of Temporal at ${address}`, deadlineMs: READY_MS, signal });

const prepare = async (address: string): Promise<true> => {
  const connection = await Connection.connect({ address, connectTimeout: '2s' });
  try {
    await connection.withDeadline(Date.now() + 10_000, async () => {
      await makeNamespace(connection);
      await addAttributes(connection);
      // A namespace just made is known to all parts of a server only after a while: this asks one that must know it.
      await connection.workflowService.countWorkflowExecutions({ namespace: NAMESPACE });
    });
    return true;
  } finally {
    await connection.close();
  }
};

const makeNamespace = async ({ workflowService }: Connection): Promise<void> => {
  try {
    const known = await workflowService.describeNamespace({ namespace: NAMESPACE });
    if (Number(known.config?.workflowExecutionRetentionTtl?.seconds ?? 0) >= RETENTION_SECONDS) return;
    await workflowService.updateNamespace({
      namespace: NAMESPACE,
      config: { workflowExecutionRetentionTtl: retention },
    });
  } catch (thrown) {
    if (codeOf(thrown) !== NOT_FOUND) throw thrown;
    await workflowService.registerNamespace({ namespace: NAMESPACE, workflowExecutionRetentionPeriod: retention });
  }
};

const addAttributes = async ({ operatorService }: Connection): Promise<void> => {
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace: NAMESPACE });
  const missing = Object.entries(searchAttributes).filter(([name]) => customAttributes[name] === undefined);
  if (missing.length === 0) return;
  await operatorService.addSearchAttributes({
    namespace: NAMESPACE,
    searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, TYPE_NUMBERS[type]])),
  });
};

const codeOf = (thrown: unknown): unknown => (thrown instanceof Error && 'code' in thrown ? thrown.code : null);
