import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { homeAt } from '../../apps/local/src/home.ts';
import { stateFolderOf } from '../../apps/local/src/postgres/place.ts';
import { browse } from '../support/browse.ts';
import {
  clearUp,
  isAlive,
  type Launcher,
  processesOf,
  runFileIn,
  startLauncher,
  temporaryFolder,
} from '../support/processes.ts';

const LONG_MS = 300_000;

const RUNS = 'Ctrl-C stops it';
const PLAN = '/plans/cq-zero-waste';
const OFFICE = 'zero-waste-office.chief';

let folder: string;
let home: string;
let other: string;
let first: { password: string; run: string };
beforeAll(() => {
  folder = temporaryFolder('duban-first-');
  // A folder with a blank and with Chinese in its name is a folder like any other.
  home = join(folder, '督办 一');
  // As root, PostgreSQL runs as a user who cannot come here.
  const closed = temporaryFolder('duban-closed-');
  chmodSync(closed, 0o700);
  other = join(closed, 'two');
});
afterAll(clearUp);

const stop = async (launcher: Launcher): Promise<void> => {
  launcher.signal('SIGINT');
  expect(await launcher.ended).toBe(0);
};

/** Addresses on which these processes and their children listen. */
const listening = (pids: readonly (number | null)[]): readonly string[] =>
  execFileSync('ss', ['-ltnpH'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => pids.some((pid) => line.includes(`pid=${pid ?? 'none'},`)))
    .map((line) => line.trim().split(/\s+/)[3] ?? '');

const runIdOf = async (temporal: string): Promise<string> => {
  const connection = await Connection.connect({ address: temporal });
  try {
    const { workflowExecutionInfo } = await connection.workflowService.describeWorkflowExecution({
      namespace: 'duban',
      execution: { workflowId: 'task:cq-zero-waste-001' },
    });
    return workflowExecutionInfo?.execution?.runId ?? '';
  } finally {
    await connection.close();
  }
};

test(
  'a first start imports, answers, registers and dispatches the plan, and lets its clock play',
  async () => {
    const taken = createServer((_, response) => response.end('somebody else')).listen(0, '127.0.0.1');
    await once(taken, 'listening');
    // A server that listens on a port has an address of this kind.
    const { port } = taken.address() as AddressInfo;
    const launcher = startLauncher({ DUBAN_HOME: home, DUBAN_PORT: String(port) });
    await launcher.said(RUNS);
    const run = runFileIn(home);

    expect(launcher.output()).toContain(`Port ${port} (the page) is taken; ${new URL(run.page).port} is used instead.`);
    expect(launcher.output()).toMatch(new RegExp(`Page +${run.page}\n`));
    expect(launcher.output()).toMatch(new RegExp(`Password +${run.password}\n`));
    expect(launcher.output()).toMatch(/Plan day +2020-\d\d-\d\d \(cq-zero-waste, a plan day in 10 s\)/);
    expect(launcher.output()).toMatch(new RegExp(`Letters +${run.mail}\n`));
    expect(run.password).toMatch(/^[a-km-zA-HJ-NP-Z2-9]{12}$/);
    expect(statSync(join(home, 'run.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, 'demo-password')).mode & 0o777).toBe(0o600);

    const office = await browse(run.page, OFFICE, run.password);
    const summary = await office.get<{ tasks: number; stages: Record<string, number> }>(`${PLAN}/summary`);
    expect(summary.tasks).toBe(111);
    expect([summary.stages['draft'], summary.stages['registered']]).toEqual([undefined, undefined]);
    expect(await office.get(`${PLAN}/clock`)).toMatchObject({ rate: 8640 });
    await browse(run.page, 'ecology-environment-bureau.liaison', run.password);
    await browse(run.page, 'leading-group.liaison', run.password);

    const addresses = listening(Object.values(run.pids));
    expect(addresses.length).toBeGreaterThanOrEqual(6);
    expect(addresses.filter((address) => !address.startsWith('127.0.0.1:'))).toEqual([]);

    first = { password: run.password, run: await runIdOf(run.temporal) };
    await stop(launcher);
    expect(launcher.output().trimEnd().endsWith('Stopped.')).toBe(true);
    expect(Object.values(run.pids).filter(isAlive)).toEqual([]);
    expect(processesOf(home)).toEqual([]);
    expect(existsSync(join(home, 'run.json'))).toBe(false);
    taken.close();
  },
  LONG_MS,
);

test(
  'a second start goes on where it stopped, while a second copy starts in a home that only its owner may enter',
  async () => {
    const launcher = startLauncher({ DUBAN_HOME: home });
    const copy = startLauncher({ DUBAN_HOME: other, DUBAN_DEMO_PASSWORD: 'correct-horse-battery' });
    await Promise.all([launcher.said(RUNS), copy.said(RUNS)]);
    const [run, copied] = [runFileIn(home), runFileIn(other)];
    expect(run.password).toBe(first.password);
    expect(await runIdOf(run.temporal)).toBe(first.run);
    expect(launcher.output()).not.toContain('Imported');
    expect(
      (
        await (
          await browse(run.page, OFFICE, first.password)
        ).get<{ stages: Record<string, number> }>(`${PLAN}/summary`)
      ).stages['draft'],
    ).toBeUndefined();

    const used = [run, copied].flatMap(({ page, temporal, mail, smtp, postgres }) => [
      page,
      `http://${temporal}`,
      mail,
      smtp,
      postgres,
    ]);
    expect(new Set(used.map((address) => new URL(address).port)).size).toBe(10);
    expect(copied.password).toBe('correct-horse-battery');
    await browse(copied.page, OFFICE, copied.password);

    const third = startLauncher({ DUBAN_HOME: home });
    expect(await third.ended).toBe(1);
    expect(third.output()).toContain(`Duban already runs on ${home} (process ${launcher.pid}, page ${run.page}).`);
    const reset = startLauncher({ DUBAN_HOME: home }, { args: ['--reset'] });
    expect(await reset.ended).toBe(1);
    expect(reset.output()).toContain('Duban already runs on');
    expect(Object.values(run.pids).every(isAlive)).toBe(true);
    await Promise.all([stop(launcher), stop(copy)]);
  },
  LONG_MS,
);

test(
  'a reset empties the home and what of it stands elsewhere, and says what it has deleted',
  async () => {
    const reset = startLauncher({ DUBAN_HOME: home }, { args: ['--reset'] });
    expect(await reset.ended).toBe(0);
    expect(reset.output()).toMatch(new RegExp(`Deleted in ${home}: .*demo-password.*pg.*temporal\\.db`));
    expect(readdirSync(home).filter((name) => name !== 'bin')).toEqual([]);

    const state = stateFolderOf(homeAt(other));
    const moved = process.getuid?.() === 0;
    expect(existsSync(state)).toBe(moved);
    const second = startLauncher({ DUBAN_HOME: other }, { args: ['--reset'] });
    expect(await second.ended).toBe(0);
    if (moved) expect(second.output()).toContain(`Deleted ${state}.`);
    expect(existsSync(state)).toBe(false);
  },
  LONG_MS,
);
