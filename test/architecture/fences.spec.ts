import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** The fences hold, and they would be noticed if they did not: a small house with one thing wrong in each room. */

const root = resolve(import.meta.dirname, '../..');
const CRUISER = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
/** Cruising everything takes three seconds; on a machine that is busy with others a minute. */
const TIMEOUT_MS = 120_000;

interface Found {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

const run = promisify(execFile);

const violations = async (house: string, folders: readonly string[]): Promise<readonly string[]> => {
  const args = [CRUISER, '--config', join(root, 'fences.cjs'), '--output-type', 'json', ...folders];
  // The cruiser is an ordinary program: what the test runner asks of Node is nothing to it.
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { stdout } = await run(process.execPath, args, { cwd: house, env, timeout: TIMEOUT_MS, maxBuffer: 2 ** 28 });
  // The shape is documented with the cruiser's JSON reporter.
  const { summary } = JSON.parse(stdout) as { readonly summary: { readonly violations: readonly Found[] } };
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
};

test(
  'nobody imports what his fence does not allow, and no two files import each other',
  async () => {
    expect(await violations(root, ['apps', 'libs', 'workflows'])).toEqual([]);
  },
  TIMEOUT_MS,
);

describe('in a house with something wrong in every room', () => {
  const planted: Readonly<Record<string, string>> = {
    'libs/domain/src/strict.ts': "import { z } from 'zod';\nexport const strict = z;\n",
    'libs/domain/src/reads.ts': "import { readFileSync } from 'node:fs';\nexport const reads = readFileSync;\n",
    'libs/domain/src/day.ts': 'export const day = 1;\nexport interface Day { readonly day: number }\n',
    'libs/domain/src/hen.ts': "import { egg } from './egg.ts';\nexport const hen = (): unknown => egg;\n",
    'libs/domain/src/egg.ts': "import { hen } from './hen.ts';\nexport const egg = (): unknown => hen;\n",
    'libs/domain/src/day.spec.ts': "import { z } from 'zod';\nexport const specsMay = z;\n",
    'libs/contract/src/rows.ts': "import pg from 'pg';\nexport const rows = pg;\n",
    'libs/mail/src/asks.ts': "import { lost } from './nowhere.ts';\nexport const asks = lost;\n",
    'workflows/decides.ts': "import { day } from '../libs/domain/src/day.ts';\nexport const decides = day;\n",
    'workflows/knows.ts': "import type { Day } from '../libs/domain/src/day.ts';\nexport type Knows = Day;\n",
    'apps/worker/src/bell.ts': 'export const bell = 1;\n',
    'apps/api/src/rings.ts': "import { bell } from '../../worker/src/bell.ts';\nexport const rings = bell;\n",
    'node_modules/zod/index.js': 'exports.z = 1;\n',
    'node_modules/pg/index.js': 'module.exports = 1;\n',
    'package.json': '{"type": "module"}',
    'tsconfig.json': '{"compilerOptions": {"module": "nodenext"}}',
  };
  let found: readonly string[] = [];

  beforeAll(async () => {
    const house = await realpath(await mkdtemp(join(tmpdir(), 'house-')));
    try {
      for (const [name, text] of Object.entries(planted)) {
        await mkdir(dirname(join(house, name)), { recursive: true });
        await writeFile(join(house, name), text);
      }
      found = await violations(house, ['apps', 'libs', 'workflows']);
    } finally {
      await rm(house, { recursive: true });
    }
  }, TIMEOUT_MS);

  test.each([
    ['the domain imports no package', 'domain-imports-nothing: libs/domain/src/strict.ts → node_modules/zod/index.js'],
    ['the domain imports nothing of Node either', 'domain-imports-nothing: libs/domain/src/reads.ts → fs'],
    ['two files that import each other are a cycle', 'no-cycles: libs/domain/src/egg.ts → libs/domain/src/hen.ts'],
    ['the contract has no database', 'contract: libs/contract/src/rows.ts → node_modules/pg/index.js'],
    ['what cannot be resolved is an error', 'resolves: libs/mail/src/asks.ts → ./nowhere.ts'],
    [
      'workflows take only types of the domain',
      'workflows-take-only-types-of-the-domain: workflows/decides.ts → libs/domain/src/day.ts',
    ],
    ['one app does not import another', 'api: apps/api/src/rings.ts → apps/worker/src/bell.ts'],
  ])('%s', (_sentence, violation) => {
    expect(found).toContain(violation);
  });

  test('what is allowed is not found: types in workflows, packages in tests', () => {
    expect(found.filter((one) => one.includes('knows.ts') || one.includes('.spec.ts'))).toEqual([]);
  });
});
