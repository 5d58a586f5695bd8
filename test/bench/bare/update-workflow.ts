import { condition, defineUpdate, setHandler } from '@temporalio/workflow';

/** The least that an order by Update can be: it is taken, and counted. */
export const order = defineUpdate<number, [text: string]>('order');

export async function bare(): Promise<void> {
  let orders = 0;
  setHandler(order, () => (orders += 1));
  await condition(() => false);
}
