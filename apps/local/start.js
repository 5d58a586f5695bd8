/**
 * `npm start`: builds when the sources are newer than what was built, then runs the launcher in this very process, so
 * that one Ctrl-C reaches it. Plain JavaScript, because it runs before anything is compiled.
 */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWhenStale } from './build.js';

const root = resolve(import.meta.dirname, '..', '..');
const options = process.argv.slice(2);
const buildOnly = options.includes('--build-only');

const built = await buildWhenStale(root);
// A test run that was interrupted while it built must not go on as if nothing had been; a start that was has ended in order.
if (built === 'interrupted') process.exit(buildOnly ? 130 : 0);
if (built === 'failed') process.exit(1);
if (!buildOnly) {
  process.setSourceMapsEnabled(true);
  const { main } = await import(pathToFileURL(join(root, 'dist', 'apps', 'local', 'src', 'main.js')).href);
  await main(root, options);
}
