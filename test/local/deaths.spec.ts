import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { browse } from '../support/browse.ts';
import {
  clearUp,
  isAlive,
  type Launcher,
  processesOf,
  type RunFile,
  runFileIn,
  startLauncher,
  temporaryFolder,
} from '../support/processes.ts';
import { until } from '../support/until.ts';

const LONG_MS = 300_000;

const RUNS = 'Ctrl-C stops it';
const PARTS = ['postgres', 'temporal', 'worker', 'smtp', 'bell', 'clock'];
const HEAL_MS = 60_000;

let home: string;
let launcher: Launcher;
beforeAll(async () => {
  home = join(temporaryFolder('duban-deaths-'), 'home');
  mkdirSync(home);
  launcher = startLauncher({ DUBAN_HOME: home });
  await launcher.said(RUNS);
}, LONG_MS);
afterAll(clearUp);

const everyPart = (run: RunFile): Promise<unknown> =>
  until(
    'every part answers',
    async () => {
      const status = (await (await fetch(`${run.page}/status`)).json()) as Record<string, unknown>;
      return PARTS.every((part) => status[part] !== null);
    },
    HEAL_MS,
  );

test.each([
  ['The api', 'api'],
  ['The worker', 'worker'],
  ['Temporal', 'temporal'],
  ['PostgreSQL', 'postgres'],
] as const)(
  '%s is started again when it is killed, and that is said with the cause',
  async (name, part) => {
    const before = runFileIn(home);
    const heard = launcher.output().length;
    process.kill(before.pids[part] ?? 0, 'SIGKILL');
    const words = (): string => launcher.output().slice(heard);
    await until(`${name} is up again`, () => words().includes(`${name} is up again.`), HEAL_MS);
    expect(words()).toContain(`${name} has gone: it was ended by SIGKILL. Starting it again in 0.5 s.`);
    const after = runFileIn(home);
    expect(after.pids[part]).not.toBe(before.pids[part]);
    expect({ ...after, pids: null }).toEqual({ ...before, pids: null });
    await everyPart(after);
    // The others have lived through it.
    for (const other of ['api', 'worker', 'temporal', 'postgres'] as const) {
      if (other !== part) expect(after.pids[other]).toBe(before.pids[other]);
    }
  },
  LONG_MS,
);

test(
  'when the launcher itself is killed its children end, and the next start goes on',
  async () => {
    const before = runFileIn(home);
    launcher.signal('SIGKILL');
    expect(await launcher.ended).toBe('SIGKILL');
    const next = startLauncher({ DUBAN_HOME: home });
    await next.said(RUNS);
    expect(Object.values(before.pids).filter(isAlive)).toEqual([]);
    const run = runFileIn(home);
    expect(run.password).toBe(before.password);
    const office = await browse(run.page, 'zero-waste-office.chief', run.password);
    expect(await office.get('/plans/cq-zero-waste/summary')).toMatchObject({ tasks: 111 });
    next.signal('SIGTERM');
    expect(await next.ended).toBe(0);
    expect(processesOf(home)).toEqual([]);
  },
  LONG_MS,
);

test(
  'killed once more, with nobody to start it again, it leaves no process behind',
  async () => {
    const last = startLauncher({ DUBAN_HOME: home });
    await last.said(RUNS);
    last.signal('SIGKILL');
    await last.ended;
    await until('its children have ended', () => {
      const left = processesOf(home);
      if (left.length > 0) throw new Error(left.join('\n'));
      return true;
    });
  },
  LONG_MS,
);
