import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../support/processes.ts';
import { machine } from './figures.ts';

/** `npm run bench` runs them all, `npm run bench -- order page` these two; it ends with 1 when one misses its bound. */
const benches = ['import', 'order', 'page', 'routed', 'dispatch', 'due', 'cold', 'idle', 'start'] as const;
/** None of them takes this long on a busy machine. */
const LONGEST_MS = 20 * 60_000;

const named = process.argv.slice(2);
const unknown = named.filter((name) => !benches.some((bench) => bench === name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${benches.join(', ')}.`);
  process.exit(2);
}
const run = (args: readonly string[]): boolean =>
  spawnSync(process.execPath, [...args], { cwd: ROOT, stdio: 'inherit', timeout: LONGEST_MS }).status === 0;

// What is measured is what `npm start` runs.
if (!run([join('apps', 'local', 'start.js'), '--build-only'])) process.exit(1);
console.log(machine());
const missed = benches.filter((bench) => {
  if (named.length > 0 && !named.includes(bench)) return false;
  const script = join('test', 'bench', `${bench}.ts`);
  return !run(['--no-warnings', '-C', 'own-source', '--import', '@swc-node/register/esm-register', script]);
});
console.log(missed.length === 0 ? 'Every bound holds.' : `Missed: ${missed.join(', ')}.`);
process.exitCode = missed.length === 0 ? 0 : 1;
