import { join } from 'node:path';
import { browse } from '../support/browse.ts';
import { clearUp, processesOf, runFileIn, startLauncher, temporaryFolder } from '../support/processes.ts';
import { until } from '../support/until.ts';

const LONG_MS = 300_000;
afterAll(clearUp);

const RUNS = 'Ctrl-C stops it';

test(
  'a first start may be stopped and killed at any point, and the next one goes on from there',
  async () => {
    const home = join(temporaryFolder('duban-interrupted-'), 'home');
    const env = { DUBAN_HOME: home };
    for (const [point, signal] of [
      ['Starting Duban', 'SIGINT'],
      ['Starting Duban', 'SIGTERM'],
      ['Imported', 'SIGKILL'],
      ['Starting Duban', 'SIGKILL'],
      ['Answered', 'SIGINT'],
      ['Starting Duban', 'SIGINT'],
      ['Registered', 'SIGKILL'],
    ] as const) {
      const launcher = startLauncher(env);
      await launcher.said(new RegExp(`${point}|${RUNS}`));
      launcher.signal(signal);
      expect([point, await launcher.ended]).toEqual([point, signal === 'SIGKILL' ? 'SIGKILL' : 0]);
      // A stop in the middle is no mishap: nothing is said but that it stops.
      if (signal !== 'SIGKILL') expect(launcher.output()).not.toMatch(/Error|ECONN|did not/);
      if (signal !== 'SIGKILL') expect(processesOf(home)).toEqual([]);
    }
    const launcher = startLauncher(env);
    await launcher.said(RUNS);
    const run = runFileIn(home);
    const office = await browse(run.page, 'zero-waste-office.chief', run.password);
    const { stages } = await office.get<{ stages: Record<string, number> }>('/plans/cq-zero-waste/summary');
    expect([stages['draft'], stages['registered']]).toEqual([undefined, undefined]);
    expect(await office.get('/plans/cq-zero-waste/clock')).toMatchObject({ rate: 8640 });
    launcher.signal('SIGINT');
    expect(await launcher.ended).toBe(0);
  },
  LONG_MS,
);

test(
  'a second Ctrl-C ends everything at once',
  async () => {
    const home = join(temporaryFolder('duban-hasty-'), 'home');
    const launcher = startLauncher({ DUBAN_HOME: home });
    await launcher.said('Imported');
    const { pids } = runFileIn(home);
    // A part that does not end by itself would hold up an ordered stop for ten seconds.
    process.kill(pids.temporal ?? 0, 'SIGSTOP');
    launcher.signal('SIGINT');
    await launcher.said('Stopping');
    await until('it has been asked twice', () => {
      launcher.signal('SIGINT');
      return launcher.output().includes('Ending everything at once.');
    });
    expect(await launcher.ended).toBe(130);
    await until('nothing is left', () => processesOf(home).length === 0);
  },
  LONG_MS,
);
