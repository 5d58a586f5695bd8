import { join } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { reasonOf } from '../obstacle.ts';
import { RELEASE } from './release.ts';
import { run } from './run.ts';
import type { Fetched } from './wheel.ts';

/** The vendor's own download, the one its SDKs use. */
export const VENDOR = 'https://temporal.download';

const infoShape = z.object({ archiveUrl: z.url(), fileToExtract: z.string() });
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };
const FIRST_ANSWER_MS = 15_000;

/** Fetches the archive from the vendor and unpacks the program into `folder`: the way without Python. */
export const fetchArchive = async (folder: string, signal: AbortSignal, vendor: string = VENDOR): Promise<Fetched> => {
  const query = new URLSearchParams({
    platform: process.platform,
    arch: ARCHITECTURES[process.arch] ?? process.arch,
    format: 'tar.gz',
  });
  const address = `${vendor}/cli/v${RELEASE}?${query.toString()}`;
  try {
    const asked = await fetch(address, { signal: AbortSignal.any([signal, AbortSignal.timeout(FIRST_ANSWER_MS)]) });
    if (!asked.ok) return closed(`${address}: answered ${asked.status}`);
    const info = infoShape.parse(await asked.json());
    const archive = await fetch(info.archiveUrl, { signal });
    if (!archive.ok || archive.body === null) return closed(`${info.archiveUrl}: answered ${archive.status}`);
    const unpacked = await run('tar', ['-xzf', '-', '-C', folder], signal, Readable.from(archive.body));
    if (!unpacked.ok) return closed(`tar: ${unpacked.said}`);
    return { program: join(folder, info.fileToExtract), attempts: [] };
  } catch (thrown) {
    signal.throwIfAborted();
    return closed(`${vendor}: ${reasonOf(thrown)}`);
  }
};

const closed = (attempt: string): Fetched => ({ program: null, attempts: [attempt] });
