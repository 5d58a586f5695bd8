import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clearUp, type Launcher, ROOT, startLauncher, temporaryFolder } from '../support/processes.ts';

/** Stands in for the compiler: notes each build, takes its time, and fails when told to. */
const COMPILER = `
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
appendFileSync('builds', 'x');
console.log('compiling');
while (existsSync('slow')) await wait(20);
for (const app of ['local', 'api', 'worker', 'plan']) {
  mkdirSync('dist/apps/' + app + '/src', { recursive: true });
  writeFileSync('dist/apps/' + app + '/src/main.js', 'export const main = () => console.log("runs");');
}
process.exitCode = existsSync('broken') ? 1 : 0;
`;

let root: string;
beforeEach(() => {
  root = temporaryFolder('duban-build-');
  for (const file of ['start.js', 'build.js']) cpSync(join(ROOT, 'apps/local', file), join(root, 'apps/local', file));
  mkdirSync(join(root, 'libs'));
  writeFileSync(join(root, 'package.json'), '{ "type": "module", "scripts": { "build": "node compiler.js" } }');
  writeFileSync(join(root, 'compiler.js'), COMPILER);
});
afterEach(clearUp);

const start = (...args: readonly string[]): Launcher => startLauncher({}, { root, args });
const builds = (): number => (existsSync(join(root, 'builds')) ? readFileSync(join(root, 'builds')).length : 0);
const put = (file: string): void => {
  writeFileSync(join(root, file), '');
};
/** Saved a moment after whatever was built. */
const save = (file: string): void => {
  put(file);
  const soon = new Date(Date.now() + 1_000);
  utimesSync(join(root, file), soon, soon);
};

test('it builds when something is newer than what was built, and only then', async () => {
  const first = start();
  expect(await first.ended).toBe(0);
  expect(first.output()).toMatch(/Building, for the sources are newer[^]*Built in [^]*runs\n$/);
  const second = start();
  expect(await second.ended).toBe(0);
  expect(second.output()).toBe('runs\n');
  save('libs/rule.spec.ts');
  await start().ended;
  expect(builds()).toBe(1);
  save('libs/rule.ts');
  const third = start('--build-only');
  expect(await third.ended).toBe(0);
  expect(third.output()).not.toContain('runs');
  expect(builds()).toBe(2);
});

test('two at once build once: the second waits', async () => {
  put('slow');
  const first = start();
  await first.said('compiling');
  const second = start();
  await second.said('Another build is under way here; waiting for it');
  rmSync(join(root, 'slow'));
  expect(await Promise.all([first.ended, second.ended])).toEqual([0, 0]);
  expect(builds()).toBe(1);
});

test('after a build that failed nothing runs, and the next start builds again', async () => {
  put('broken');
  const failed = start();
  expect(await failed.ended).toBe(1);
  expect(failed.output()).not.toContain('runs');
  await start().ended;
  expect(builds()).toBe(2);
});

test.each([
  [[], 0],
  [['--build-only'], 130],
] as const)(
  'a stop in the middle of the build (%j) ends it with %d, and a test run does not go on',
  async (args, code) => {
    put('slow');
    const launcher = start(...args);
    await launcher.said('compiling');
    launcher.signal('SIGTERM');
    expect(await launcher.ended).toBe(code);
    expect(existsSync(join(root, 'dist', '.building'))).toBe(false);
    expect(existsSync(join(root, 'dist', '.built'))).toBe(false);
  },
);

test('a lock that a killed build has left is taken over', async () => {
  mkdirSync(join(root, 'dist'));
  const gone = start('--build-only');
  await gone.ended;
  save('libs/rule.ts');
  writeFileSync(join(root, 'dist', '.building'), String(gone.pid));
  expect(await start().ended).toBe(0);
  expect(builds()).toBe(2);
});
