import { type Child, type Command, indented, startChild } from './child.ts';
import { Obstacle } from './obstacle.ts';

/** What a launch is given: when to give up, and whom to tell of the process as soon as there is one. */
export interface Launch {
  readonly signal: AbortSignal;
  readonly born: (pid: number) => void;
}

/** Waits until `ready` has an answer; when the child ends first, or it takes too long, nothing half-started is left. */
export const readyChild = async (
  command: Command,
  ready: (signal: AbortSignal) => Promise<unknown>,
  { signal, born }: Launch,
): Promise<Child> => {
  const child = await startChild(command);
  born(child.pid);
  const asking = new AbortController();
  try {
    await Promise.race([
      ready(AbortSignal.any([signal, asking.signal])),
      child.ended.then((why) => {
        throw new Obstacle([`${command.name} did not start: ${why}`, ...child.lastLines().map(indented)].join('\n'));
      }),
    ]);
    return child;
  } catch (thrown) {
    await child.stop();
    throw thrown;
  } finally {
    asking.abort(new Error('no longer asked'));
  }
};
