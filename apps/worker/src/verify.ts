import type { Conductor } from '#conductor/conductor';
import { type Expected, verifyWorkflows } from '#conductor/verify';
import { allPlans } from '#ledger/bell-list';
import type { Ledger } from '#ledger/open-ledger';
import { verifyLedger, verifyTask } from '#ledger/verify';
import { type Wake, wakes } from '#ledger/wakes';
import { setTimeout as pause } from 'node:timers/promises';

/** Something that is not as it was promised. */
export interface Difference {
  /** Of a task, a plan, a plan's postman. */
  readonly kind: 'task' | 'plan' | 'postman';
  readonly id: string;
  readonly what: string;
  readonly found: string;
}

/** What verifying came to. */
export interface Verified {
  readonly tasks: number;
  readonly workflows: number;
  readonly differences: readonly Difference[];
}

/** The product is at work meanwhile: only what still differs after so many looks, so long apart, is a difference. */
const LOOKS = 4;
const BETWEEN_MS = 2_000;

/**
 * Holds the product against its promises: the stored state is the fold of its facts and the chain is whole, every task
 * with a life before it has its workflow, and the last timer in its history is the ledger's next wake-up. Writes nothing.
 * Throws when PostgreSQL or Temporal does not answer.
 */
export const verify = async (
  ledger: Ledger,
  conductor: Pick<Conductor, 'client'>,
  signal?: AbortSignal,
): Promise<Verified> => {
  const { tasks, differences } = await verifyLedger(ledger);
  let inLedger: readonly Difference[] = differences.map(({ task, ...rest }) => ({ kind: 'task', id: task, ...rest }));
  const plans = await allPlans(ledger);
  const living = await wakes(ledger);
  const expected = [...living.map(expectedOf), ...plans.flatMap(companionsOf)];
  let outside: readonly Difference[] = await verifyWorkflows(conductor, expected);
  for (let look = 1; look < LOOKS && inLedger.length + outside.length > 0; look += 1) {
    await pause(BETWEEN_MS, undefined, { signal });
    inLedger = await again(ledger, inLedger);
    outside = await verifyWorkflows(conductor, await expectedAgain(ledger, outside));
  }
  return { tasks, workflows: expected.length, differences: [...inLedger, ...outside] };
};

/** While it is at work it may wait on any timer, or on none. */
const expectedOf = ({ task, wakeAt, busy }: Wake): Expected => ({
  kind: 'task',
  id: task,
  ...(!busy && { wakeAt }),
});

/** A plan's own workflow and its postman. */
const companionsOf = (id: string): readonly Expected[] => [
  { kind: 'plan', id },
  { kind: 'postman', id },
];

const again = async (ledger: Ledger, before: readonly Difference[]): Promise<readonly Difference[]> => {
  const now: Difference[] = [];
  for (const id of new Set(before.map((one) => one.id)))
    for (const { task, ...rest } of await verifyTask(ledger, id)) now.push({ kind: 'task', id: task, ...rest });
  return now;
};

const expectedAgain = async (ledger: Ledger, before: readonly Difference[]): Promise<readonly Expected[]> => {
  const tasks = before.filter(({ kind }) => kind === 'task').map(({ id }) => id);
  const others = before.filter(({ kind }) => kind !== 'task').map(({ kind, id }) => ({ kind, id }));
  return [...(tasks.length === 0 ? [] : (await wakes(ledger, tasks)).map(expectedOf)), ...others];
};
