/**
 * Loaded before a part's own code by the chaos run alone. What the run has put into its copy of the build calls
 * `globalThis.failpoint(name)`; when that name is armed, the process dies or falls silent there, once. A name is armed by
 * a file of that name, after the part's, which holds what is to happen: `crash`, or `pause 3000`.
 */
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const folder = process.env['DUBAN_FAILPOINTS'];
const app = process.argv[1]?.includes('/apps/api/') ? 'api' : 'worker';

globalThis.failpoint = async (name) => {
  const armed = join(folder, `${app}.${name}`);
  if (!existsSync(armed)) return;
  const fired = join(folder, `fired-${app}.${name}-${process.pid}-${Date.now()}`);
  try {
    renameSync(armed, fired);
  } catch {
    // Another one here was first.
    return;
  }
  const [action, ms] = readFileSync(fired, 'utf8').trim().split(' ');
  if (action === 'crash') process.kill(process.pid, 'SIGKILL');
  await pause(Number(ms ?? 0));
};
