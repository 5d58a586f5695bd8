import { isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { LONGEST_SLEEP_MS } from './messages.ts';

/** Hand over to a new run before the history is so long that a cold start is felt: 5 to 10 ms per workflow task. */
export const LONG = 100;

export const sleepMs = (wakeInMs: number | null): number => Math.min(wakeInMs ?? LONGEST_SLEEP_MS, LONGEST_SLEEP_MS);

type Errands<A> = { readonly [K in keyof A]: A[K] };

/**
 * Activities run in the worker itself first, which costs no round trip to the server. When that has failed five times
 * (about 1.5 s: the database is away) the ordinary activity of the same name tries on, without end and backing off, for
 * a failing local activity makes the history grow. The ordinary one is short, so that a dead worker is noticed.
 */
export const errands = <A>(names: readonly (keyof A & string)[]): Errands<A> => {
  const quick = proxyLocalActivities<Record<string, (...args: unknown[]) => Promise<unknown>>>({
    startToCloseTimeout: '5s',
    retry: { initialInterval: '100ms', backoffCoefficient: 2, maximumAttempts: 5 },
  });
  const patient = proxyActivities<Record<string, (...args: unknown[]) => Promise<unknown>>>({
    startToCloseTimeout: '10s',
    retry: { initialInterval: '1s', backoffCoefficient: 1.5, maximumInterval: '10s' },
  });
  const errand =
    (name: string) =>
    async (...args: unknown[]): Promise<unknown> => {
      try {
        return await quick[name]?.(...args);
      } catch (failure) {
        if (isCancellation(failure)) throw failure;
        return patient[name]?.(...args);
      }
    };
  // Both proxies answer to every name; the interface says which are meant.
  return Object.fromEntries(names.map((name) => [name, errand(name)])) as unknown as Errands<A>;
};
