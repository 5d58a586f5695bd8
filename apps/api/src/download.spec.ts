import { NoSuchFile, openFileStore } from '#evidence/file-store';
import fastify, { type FastifyInstance } from 'fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { answerFile } from './download.ts';

let folder: string;
let server: FastifyInstance;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duban-files-'));
  server = fastify();
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const page = Buffer.from('<script>alert(1)</script>');

/** A server whose only route answers with this file under that name. */
const answering = async (name: string): Promise<void> => {
  const store = await openFileStore(folder);
  const stored = await store.put(Readable.from([page]));
  server.get('/', async (_request, reply) => {
    await answerFile(reply, store, { name, ...stored });
    return reply;
  });
};

test('a file is saved, not shown, whatever is in it, with its length said beforehand', async () => {
  await answering('页面.html');
  const { statusCode, headers, rawPayload } = await server.inject('/');
  expect(statusCode).toBe(200);
  expect(rawPayload).toEqual(page);
  expect(headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-length': String(page.length),
    'x-content-type-options': 'nosniff',
    'content-disposition': `attachment; filename="__.html"; filename*=UTF-8''%E9%A1%B5%E9%9D%A2.html`,
  });
});

test.each([
  ['plain.pdf', 'plain.pdf', 'plain.pdf'],
  ['a "quoted\\" name;.pdf', 'a _quoted__ name;.pdf', 'a%20%22quoted%5C%22%20name%3B.pdf'],
  ["it's (1)*.pdf", "it's (1)*.pdf", 'it%27s%20%281%29%2A.pdf'],
  ['100%.pdf', '100_.pdf', '100%25.pdf'],
  ['𠀋é.pdf', '__.pdf', '%F0%A0%80%8B%C3%A9.pdf'],
])('the name %s can say nothing but a name', async (name, ascii, utf8) => {
  await answering(name);
  const { headers } = await server.inject('/');
  expect(headers['content-disposition']).toBe(`attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`);
});

test('a file that is not there is an error before anything is sent', async () => {
  const store = await openFileStore(folder);
  let thrown: unknown;
  server.get('/', async (_request, reply) => {
    thrown = await answerFile(reply, store, { name: 'a', bytes: 1, sha256: '0'.repeat(64) }).catch(
      (cause: unknown) => cause,
    );
    return { sent: reply.sent, disposition: reply.hasHeader('content-disposition') };
  });
  expect((await server.inject('/')).json()).toEqual({ sent: false, disposition: false });
  expect(thrown).toBeInstanceOf(NoSuchFile);
});
