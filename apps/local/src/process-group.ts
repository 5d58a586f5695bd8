const living = new Set<() => void>();

/** Has `kill` called when this process ends while the other still runs; the result takes that back. */
export const endWithUs = (kill: () => void): (() => void) => {
  living.add(kill);
  return () => {
    living.delete(kill);
  };
};

/** Ends at once whatever runs; nothing is waited for. */
export const killAll = (): void => {
  for (const kill of living) kill();
};

/** Sends a signal to a child and all that it started; gone already is fine. */
export const signalGroup = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-pid, signal);
  } catch {
    // ESRCH: it ended in this very moment.
  }
};
