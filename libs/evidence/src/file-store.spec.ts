import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { EmptyFile, FileTooLarge, MOST_BYTES, NoSuchFile, openFileStore } from './file-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duban-files-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const record = Buffer.from('验收记录\n');
const sha256 = createHash('sha256').update(record).digest('hex');
const whole = (...chunks: readonly Uint8Array[]): Readable => Readable.from(chunks);

/** Every file below the store's folder, by its path from there. */
const filesIn = async (): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(folder.length + 1))
    .sort();
};

const readAll = async (bytes: Readable): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

test('a file stands under the hash of its bytes, for its own process alone, and comes out as it went in', async () => {
  const store = await openFileStore(folder);
  expect(await store.put(whole(record.subarray(0, 4), record.subarray(4)))).toEqual({ sha256, bytes: record.length });
  const place = join(sha256.slice(0, 2), sha256);
  expect(await filesIn()).toEqual([place]);
  expect((await stat(join(folder, place))).mode & 0o777).toBe(0o600);
  expect(await readAll(await store.open(sha256))).toEqual(record);
});

test('the same bytes again are one file, also when they come at the same time', async () => {
  const store = await openFileStore(folder);
  await store.put(whole(record));
  const { ino } = await stat(join(folder, sha256.slice(0, 2), sha256));
  const again = await Promise.all([store.put(whole(record)), store.put(whole(record))]);
  expect(again.map((one) => one.sha256)).toEqual([sha256, sha256]);
  expect(await filesIn()).toEqual([join(sha256.slice(0, 2), sha256)]);
  expect((await stat(join(folder, sha256.slice(0, 2), sha256))).ino).toBe(ino);
});

test('a file that was cut short from outside is made whole by the next upload of its bytes', async () => {
  const store = await openFileStore(folder);
  await store.put(whole(record));
  await writeFile(join(folder, sha256.slice(0, 2), sha256), record.subarray(0, 3));
  await store.put(whole(record));
  expect(await readAll(await store.open(sha256))).toEqual(record);
});

test('50 MB are taken; one byte more is refused, and nothing is left behind', async () => {
  const store = await openFileStore(folder);
  const half = new Uint8Array(MOST_BYTES / 2);
  expect(await store.put(whole(half, half))).toMatchObject({ bytes: MOST_BYTES });
  const before = await filesIn();
  const source = whole(half, half, new Uint8Array(1));
  await expect(store.put(source)).rejects.toThrow(FileTooLarge);
  expect(await filesIn()).toEqual(before);
  expect(source.destroyed).toBe(true);
});

test.each([
  ['no chunk', []],
  ['an empty one', [new Uint8Array(0)]],
])('an empty file is refused, and nothing is left behind: %s', async (_what, chunks) => {
  const store = await openFileStore(folder);
  await expect(store.put(whole(...chunks))).rejects.toThrow(EmptyFile);
  expect(await filesIn()).toEqual([]);
});

test('bytes that break off leave nothing behind, though half of them were on the disk', async () => {
  const store = await openFileStore(folder);
  let halfway: readonly string[] = [];
  const breaking = async function* (): AsyncGenerator<Uint8Array> {
    yield record;
    // Asked for more, the store has written what it had.
    halfway = await Promise.all((await filesIn()).map((path) => readFile(join(folder, path), 'utf8')));
    throw new Error('the line broke');
  };
  await expect(store.put(breaking())).rejects.toThrow('the line broke');
  expect(halfway).toEqual([record.toString()]);
  expect(await filesIn()).toEqual([]);
});

test('a stream that is closed before its end is no file', async () => {
  const store = await openFileStore(folder);
  const source = new Readable({
    read() {
      if (!this.push(record)) this.destroy();
    },
  });
  await expect(store.put(source)).rejects.toThrow(/premature close/i);
  expect(await filesIn()).toEqual([]);
});

test('what the store does not hold is said before the first byte, and a path is no hash', async () => {
  const store = await openFileStore(folder);
  const secret = join(folder, 'secret');
  await writeFile(secret, 'secret');
  // Two folders up from a file's place, and down again.
  const path = `../${relative(dirname(dirname(folder)), secret)}`;
  for (const name of [sha256, sha256.toUpperCase(), '', path])
    await expect(store.open(name)).rejects.toThrow(NoSuchFile);
});

test('parts older than a day are swept when the store is opened; younger ones and files are left', async () => {
  const store = await openFileStore(folder);
  await store.put(whole(record));
  const old = join(folder, 'parts', 'old.part');
  const young = join(folder, 'parts', 'young.part');
  for (const path of [old, young]) await writeFile(path, 'half');
  const longAgo = new Date(Date.now() - 25 * 60 * 60 * 1000);
  for (const path of [old, join(folder, sha256.slice(0, 2), sha256)]) await utimes(path, longAgo, longAgo);
  await openFileStore(folder);
  expect(existsSync(old)).toBe(false);
  expect(await readFile(young, 'utf8')).toBe('half');
  expect(await readAll(await store.open(sha256))).toEqual(record);
});

test('a folder that is not there is made; one that cannot be written is told at once', async () => {
  await openFileStore(join(folder, 'new', 'files'));
  expect((await stat(join(folder, 'new', 'files'))).mode & 0o777).toBe(0o700);
  await writeFile(join(folder, 'file'), '');
  await expect(openFileStore(join(folder, 'file', 'files'))).rejects.toThrow(/ENOTDIR/);
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'parts'), { mode: 0o555 });
  await asNobody(() => expect(openFileStore(folder)).rejects.toThrow(/EACCES/));
});

/** For root every folder can be written; this does it as somebody else. */
const asNobody = async (work: () => Promise<void>): Promise<void> => {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    await work();
  } finally {
    if (root) process.seteuid?.(0);
  }
};
