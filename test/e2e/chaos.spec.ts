import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { staleEdits } from '../chaos/edits.ts';
import { failpointEdits } from '../chaos/failpoints.ts';
import { type Guard, guards } from '../chaos/guards.ts';
import { ROOT } from '../support/processes.ts';

/** Two minutes of faults by a fixed seed, then healing; `test/chaos/README.md` says what is held against what. */
const MINUTE = 60_000;
const SEED = 20_200_102;

interface Chaos {
  readonly code: number | null;
  readonly said: string;
}

const chaos = (...options: readonly string[]): Promise<Chaos> =>
  new Promise((done) => {
    const loader = ['--no-warnings', '-C', 'own-source', '--import', '@swc-node/register/esm-register'];
    const child = spawn(process.execPath, [...loader, join('test', 'chaos', 'main.ts'), ...options], {
      cwd: ROOT,
      // What the tests themselves run with is not for the product.
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => {
        said += bytes.toString('utf8');
      });
    child.once('close', (code) => {
      done({ code, said });
    });
  });

const countIn = (said: string, name: string): number =>
  Number(new RegExp(`^  ${name} +(\\d+)$`, 'm').exec(said)?.[1] ?? Number.NaN);

test(
  'two minutes of kills, frozen parts, cut lines and lost answers: what was answered stands, everything is told once, all of it within a minute after',
  async () => {
    const { code, said } = await chaos('--seed', String(SEED), '--minutes', '2');
    // The plan is long; what matters stands at the end.
    expect([code, said.split('\n').slice(-60)]).toEqual([0, expect.arrayContaining(['no violation'])]);
    expect(countIn(said, 'orders accepted')).toBeGreaterThan(50);
    expect(countIn(said, 'faults: kill')).toBeGreaterThan(2);
    expect(countIn(said, 'letters caught')).toBeGreaterThan(10);
    expect(countIn(said, 'lines of the clock')).toBeGreaterThan(10);
    // The plan of this seed arms six; one fires when its part comes by.
    expect(countIn(said, 'failpoints fired')).toBeGreaterThan(2);
  },
  12 * MINUTE,
);

test(
  'a product that gives a key’s answer to another order is found out',
  async () => {
    const { code, said } = await chaos('--without', 'body-hash');
    expect([code, said.split('\n').slice(-20)]).toEqual([
      1,
      expect.arrayContaining([
        expect.stringMatching(/^body-hash: caught: .* was used for another order and answered 200/),
      ]),
    ]);
  },
  8 * MINUTE,
);

test('every failpoint and every removal of a guard fits the build', () => {
  const edits = [...failpointEdits, ...Object.values<Guard>(guards).flatMap((guard) => guard.edits)];
  expect(edits.length).toBeGreaterThan(20);
  expect(staleEdits(edits)).toEqual([]);
});

test('the build of the product holds no failpoint', () => {
  const files = filesBelow(join(ROOT, 'dist')).filter((path) => path.endsWith('.js'));
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((path) => readFileSync(path, 'utf8').includes('failpoint'))).toEqual([]);
});

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));
