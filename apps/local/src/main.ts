import { killAll } from './process-group.ts';
import { type Config, readConfig } from './config.ts';
import { launch } from './launcher.ts';
import { Obstacle, reasonOf } from './obstacle.ts';
import { reset } from './reset.ts';
import { say, sayWrong } from './screen.ts';
import { standing } from './standing.ts';

/** One Ctrl-C may arrive twice, from the terminal and through npm; only a later one means "now". */
const SECOND_THOUGHT_MS = 1_000;

/** What `npm start` and `npm run reset` do. Ends the process. */
export const main = async (root: string, options: readonly string[]): Promise<void> => {
  for (const screen of [process.stdout, process.stderr]) {
    // A screen that has gone is no reason to leave the parts alone.
    screen.on('error', () => undefined);
  }
  const unknown = options.find((option) => option !== '--reset');
  if (unknown !== undefined)
    return fail(new Obstacle(`"${unknown}" is not known; allowed are --build-only and --reset.`));
  try {
    const config = readConfig(process.env, root);
    if (options.includes('--reset')) await reset(config, say);
    else await run(root, config);
    process.exit();
  } catch (thrown) {
    fail(thrown);
  }
};

/** Runs until it is asked to leave, or cannot go on; takes everything down again in either case. */
const run = async (root: string, config: Config): Promise<void> => {
  const leaving = new AbortController();
  const { signal } = leaving;
  const up = standing();
  listen(leaving);
  try {
    await launch({ root, config, signal, up, say });
    await left(signal);
  } catch (thrown) {
    // What a start says that was told to stop is no news.
    if (!signal.aborted) tell(thrown);
    if (!signal.aborted) process.exitCode = 1;
  }
  const trouble = await up.takeDown();
  trouble.forEach(sayWrong);
  if (signal.aborted) say('Stopped.');
};

const listen = (leaving: AbortController): void => {
  let since: number | null = null;
  const leave = (): void => {
    const now = performance.now();
    if (since === null) {
      since = now;
      say('\nStopping …');
      leaving.abort(new Obstacle('asked to stop'));
    } else if (now - since > SECOND_THOUGHT_MS) {
      sayWrong('Ending everything at once.');
      process.exit(130);
    }
  };
  // The last is what a terminal sends when its window is closed.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, leave);
  // However this process comes to its end by itself, no child outlives it.
  process.on('exit', killAll);
};

const left = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    // Servers of others may be all there is: something must keep the process alive.
    const alive = setInterval(() => undefined, 60_000);
    signal.addEventListener('abort', () => {
      clearInterval(alive);
      resolve();
    });
  });

const tell = (thrown: unknown): void => {
  // An obstacle is a sentence for a person; anything else is a fault, whose place in the code matters.
  sayWrong(
    thrown instanceof Obstacle
      ? thrown.message
      : thrown instanceof Error
        ? (thrown.stack ?? reasonOf(thrown))
        : String(thrown),
  );
};

const fail = (thrown: unknown): never => {
  tell(thrown);
  process.exit(1);
};
