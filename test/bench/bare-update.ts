import { Client, Connection } from '@temporalio/client';
import { NAMESPACE } from '../../apps/local/src/temporal/namespace.ts';
import { closedLoop, type Load } from './load.ts';
import type { Scene } from './scene.ts';

const QUEUE = 'bare';
/** As many as the plan has tasks. */
const WORKFLOWS = 111;

/** Bare Updates on as many workflows as the plan has tasks; the answer waits until the Update is complete. */
export interface BareUpdate {
  readonly load: (clients: number, ms: number) => Promise<Load>;
  readonly close: () => Promise<void>;
}

export const bareUpdate = async (scene: Scene): Promise<BareUpdate> => {
  scene.startBare('update-worker.ts', [scene.temporal, NAMESPACE, QUEUE]);
  const connection = await Connection.connect({ address: scene.temporal });
  const client = new Client({ connection, namespace: NAMESPACE });
  const handles = await Promise.all(
    Array.from({ length: WORKFLOWS }, (_, i) =>
      client.workflow.start('bare', { workflowId: `bare-${i}`, taskQueue: QUEUE, args: [] }),
    ),
  );
  let given = 0;
  return {
    load: (clients, ms) =>
      closedLoop(clients, ms, async () => {
        const turn = (given += 1);
        await handles[(turn * 97) % WORKFLOWS]?.executeUpdate<number, [string]>('order', { args: [`order ${turn}`] });
        return 0;
      }),
    close: () => connection.close(),
  };
};
