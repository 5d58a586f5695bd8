import type { Config } from './config.ts';
import { type Home, openHome } from './home.ts';
import { clearLeftovers } from './leftovers.ts';
import { socketOf, takeLock } from './lock.ts';
import { type LogFile, logFile } from './log-file.ts';
import { Obstacle } from './obstacle.ts';
import { openPorts, type Ports } from './ports.ts';
import { openRunBook, readRunFile, type RunBook } from './run-book.ts';
import type { Say } from './screen.ts';
import type { Standing } from './standing.ts';

/** What every part of the launcher stands on. */
export interface Ground {
  /** The project's folder. */
  readonly root: string;
  readonly config: Config;
  readonly home: Home;
  readonly ports: Ports;
  readonly book: RunBook;
  readonly logOf: (name: string) => LogFile;
  /** Aborted when the launcher has been asked to leave. */
  readonly signal: AbortSignal;
  readonly up: Standing;
  readonly say: Say;
}

const ROTATE_EVERY_MS = 30_000;

/** Opens the home for this launcher alone, and clears away what a killed one may have left. */
export const openGround = async (from: Pick<Ground, 'root' | 'config' | 'signal' | 'up' | 'say'>): Promise<Ground> => {
  const home = openHome(from.config.home);
  const lock = await takeLock(socketOf(home.folder, 'lock'));
  if (lock === null) throw new Obstacle(alreadyRuns(home));
  from.up.add('ground', { name: 'the lock of the home', stop: lock.release });
  await clearLeftovers(home, from.signal, from.say);
  const book = openRunBook(home);
  from.up.add('ground', {
    name: 'run.json',
    stop: async () => {
      book.close();
    },
  });
  const ports = openPorts(from.say);
  from.up.add('ground', { name: 'the ports', stop: ports.release });
  const logs: LogFile[] = [];
  const timer = setInterval(() => {
    logs.forEach((log) => {
      log.rotate();
    });
  }, ROTATE_EVERY_MS).unref();
  from.up.add('ground', {
    name: 'the logs',
    stop: async () => {
      clearInterval(timer);
    },
  });
  const logOf = (name: string): LogFile => {
    const log = logFile(home.at('logs', `${name}.log`));
    logs.push(log);
    return log;
  };
  return { ...from, home, book, ports, logOf };
};

/** Asked by the lock alone, so it holds even where the other's addresses cannot be read. */
export const alreadyRuns = (home: Home): string => {
  const run = readRunFile(home);
  const where = run === null ? '' : ` (process ${run.pids.launcher ?? 'unknown'}, page ${run.page ?? 'not up yet'})`;
  return `Duban already runs on ${home.folder}${where}. Stop it first, or set DUBAN_HOME to another folder for a second copy.`;
};
