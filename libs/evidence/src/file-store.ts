import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

/** No file is larger: 50 MB, a scanned acceptance record of some hundred pages. */
export const MOST_BYTES = 50 * 1024 * 1024;

/** What is known of a file once its bytes are safe. */
export interface StoredFile {
  /** SHA-256 of the bytes, 64 lower-case hex digits. */
  readonly sha256: string;
  /** 1 to MOST_BYTES. */
  readonly bytes: number;
}

/** Files by the hash of their bytes, in a folder that any number of processes may share. */
export interface FileStore {
  /**
   * Takes in all the bytes; resolves when they would survive a power cut. Throws FileTooLarge, EmptyFile, the error of the
   * bytes when they break off, or the disk's; whenever it throws, nothing is left behind.
   */
  readonly put: (bytes: AsyncIterable<Uint8Array>) => Promise<StoredFile>;
  /** The bytes of a file. Throws NoSuchFile before the first byte. Who may read them is the caller's to know. */
  readonly open: (sha256: string) => Promise<Readable>;
}

/** More than MOST_BYTES came. */
export class FileTooLarge extends Error {
  constructor() {
    super(`the file is larger than ${MOST_BYTES} bytes`);
  }
}

/** Not one byte came: a file without content proves nothing. */
export class EmptyFile extends Error {
  constructor() {
    super('the file is empty');
  }
}

/** The store does not hold this file. */
export class NoSuchFile extends Error {
  constructor(sha256: string) {
    super(`there is no file ${JSON.stringify(sha256)} in the store`);
  }
}

/** No upload takes a day: whoever wrote an older part has died over it. */
const LONGEST_UPLOAD_MS = 24 * 60 * 60 * 1000;
const PART = '.part';
/** The files are for the api alone, not for other accounts of the machine. */
const OWN_FOLDER = { recursive: true, mode: 0o700 } as const;
const OWN_FILE = 0o600;

/** Opens a store, and makes its folder when there is none. Throws the disk's error when the folder cannot be written. */
export const openFileStore = async (folder: string): Promise<FileStore> => {
  // On the same file system as the files, so that a part becomes a file by its name alone.
  const parts = join(folder, 'parts');
  const newPart = (): string => join(parts, `${randomUUID()}${PART}`);
  await mkdir(parts, OWN_FOLDER);
  await tryToWrite(newPart());
  await sweep(parts);
  return {
    put: async (bytes) => {
      const part = newPart();
      try {
        const stored = await write(bytes, part);
        await keep(folder, part, stored);
        return stored;
      } finally {
        await rm(part, { force: true });
      }
    },
    open: async (sha256) => {
      // Nothing else is the name of a file, least of all a path.
      if (!/^[0-9a-f]{64}$/.test(sha256)) throw new NoSuchFile(sha256);
      try {
        return (await open(placeOf(folder, sha256))).createReadStream();
      } catch (cause) {
        throw isMissing(cause) ? new NoSuchFile(sha256) : cause;
      }
    },
  };
};

/** `ab/ab12…`: no folder gets more than a 256th of all files. */
const placeOf = (folder: string, sha256: string): string => join(folder, sha256.slice(0, 2), sha256);

const write = async (bytes: AsyncIterable<Uint8Array>, part: string): Promise<StoredFile> => {
  const hash = createHash('sha256');
  let count = 0;
  const file = await open(part, 'wx', OWN_FILE);
  try {
    for await (const chunk of bytes) {
      count += chunk.byteLength;
      if (count > MOST_BYTES) throw new FileTooLarge();
      hash.update(chunk);
      // Unlike `write` it does not stop half-way.
      await file.appendFile(chunk);
    }
    if (count === 0) throw new EmptyFile();
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), bytes: count };
};

/** Gives a whole part its name, unless the same bytes are there already. */
const keep = async (folder: string, part: string, { sha256, bytes }: StoredFile): Promise<void> => {
  const place = placeOf(folder, sha256);
  await mkdir(dirname(place), OWN_FOLDER);
  // What has the name but another length was damaged from outside: the right bytes take its place.
  if ((await lengthOf(place)) !== bytes) await rename(part, place);
  // A name is safe when its folder is, and a new folder's when the one above is.
  for (const one of [dirname(place), folder]) await syncFolder(one);
};

const lengthOf = async (path: string): Promise<number | null> => {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw cause;
  }
};

const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

/** Rather now than when the first person brings a file. */
const tryToWrite = async (part: string): Promise<void> => {
  const file = await open(part, 'wx', OWN_FILE);
  await file.close();
  await rm(part);
};

/** Throws away what processes that died have left half-written. */
const sweep = async (parts: string): Promise<void> => {
  const names = (await readdir(parts)).filter((name) => name.endsWith(PART));
  for (const path of names.map((name) => join(parts, name))) {
    if (await isOld(path)) await rm(path, { force: true });
  }
};

/** Another process may have finished with its part meanwhile. */
const isOld = async (path: string): Promise<boolean> => {
  try {
    return Date.now() - (await stat(path)).mtimeMs > LONGEST_UPLOAD_MS;
  } catch (cause) {
    if (isMissing(cause)) return false;
    throw cause;
  }
};

// Errors of Node's own are not of our realm everywhere, so they are known by their code.
const isMissing = (cause: unknown): boolean =>
  typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT';
