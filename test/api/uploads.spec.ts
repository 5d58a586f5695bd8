import type { PersonId } from '#domain/actor';
import type { PlanId } from '#domain/task';
import type { UnitId } from '#domain/unit';
import type { UploadId } from '#domain/upload';
import { MOST_BYTES } from '#evidence/file-store';
import { importPlan } from '#ledger/import-plan';
import { addPeople } from '#ledger/people';
import { MOST_UPLOADS, readUpload } from '#ledger/uploads';
import { hash } from '@node-rs/argon2';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { Agent, type ClientRequest, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, type Browse, browse } from '../support/browse.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { serve } from '../support/serve.ts';
import { importSmallPlan, smallPlan } from '../support/small-plan.ts';
import { until } from '../support/until.ts';
import { wholeLedger } from '../support/whole-ledger.ts';

const PASSWORD = 'open-sesame';
let database: Database;
let folder: string;
let app: NestFastifyApplication;
let page: string;
let liaison: Browse;
let busy: Browse;

beforeAll(async () => {
  database = await openDatabase();
  await importSmallPlan(database.owner, 1);
  // Another plan, in which none of these people holds a post.
  await importPlan(database.owner, { ...smallPlan(0), id: 'other' as PlanId, document: Buffer.from('other') });
  await database.owner.ask(`delete from duban.post where plan = 'other'`);
  const passwordHash = await hash(PASSWORD);
  await addPeople(database.owner, 'small' as PlanId, [
    {
      id: 'two-houses' as PersonId,
      login: 'two-houses',
      name: '',
      email: '',
      passwordHash,
      chairs: [
        { unit: 'east-district' as UnitId, post: 'liaison' },
        { unit: 'east-district' as UnitId, post: 'handler' },
        { unit: 'water-bureau' as UnitId, post: 'liaison' },
      ],
    },
    { id: 'nobody' as PersonId, login: 'nobody', name: '', email: '', passwordHash, chairs: [] },
  ]);
  await database.owner.ask('update duban.person set password_hash = $1', [passwordHash]);
  folder = await mkdtemp(join(tmpdir(), 'duban-files-'));
  [app, page] = await serve(database.url('duban_api'), { EVIDENCE_DIR: folder });
  await until('the ledger is open', async () => (await fetch(`${page}/readyz`)).ok);
  liaison = await browse(page, 'two-houses', PASSWORD);
  busy = await browse(page, 'west-district.liaison', PASSWORD);
});
afterAll(async () => {
  await app.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

const record = Buffer.from('验收记录\n');
/** Bytes that no other test brings in. */
const other = Buffer.from('refused');
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Fields in the order in which they are sent; what is no text is a file of that name. */
type Field = readonly [field: string, content: string | Uint8Array, name?: string];
const formOf = (...fields: readonly Field[]): FormData => {
  const form = new FormData();
  for (const [field, content, name = 'a.pdf'] of fields)
    if (typeof content === 'string') form.append(field, content);
    else form.append(field, new Blob([new Uint8Array(content)]), name);
  return form;
};
const send = (by: Browse, ...fields: readonly Field[]): Promise<Answer> => by.form('/uploads', formOf(...fields));
const bring = (by: Browse, bytes: Uint8Array, name?: string): Promise<Answer> =>
  send(by, ['plan', 'small'], name === undefined ? ['file', bytes] : ['file', bytes, name]);

/** Every file below the folder with its length. */
const filesIn = async (): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  return Promise.all(files.sort().map(async (path) => `${path} ${(await stat(path)).size}`));
};

/** An upload that must leave the ledger and the folder as they are. */
const unchanged = async <T>(work: () => Promise<T>): Promise<T> => {
  const before = [await wholeLedger(database.owner, ['session']), await filesIn()];
  const done = await work();
  expect([await wholeLedger(database.owner, ['session']), await filesIn()]).toEqual(before);
  return done;
};

describe('a file', () => {
  test('goes in by whoever holds a post in the plan, and is the upload of the own units', async () => {
    const { status, body } = await bring(liaison, record, '验收 记录.pdf');
    const sha256 = sha256Of(record);
    const { upload } = body;
    expect([status, body]).toEqual([200, { upload, name: '验收 记录.pdf', bytes: record.length, sha256 }]);
    expect(await readFile(join(folder, sha256.slice(0, 2), sha256))).toEqual(record);
    const read = (plan: string) => database.api.transact((ask) => readUpload(ask, plan as PlanId, upload as UploadId));
    expect(await read('small')).toEqual({
      id: upload,
      by: 'two-houses',
      units: ['water-bureau', 'east-district'],
      name: '验收 记录.pdf',
      bytes: record.length,
      sha256,
    });
    expect(await read('other')).toBeNull();
  });

  test('again is another upload of the same bytes', async () => {
    const first = await bring(liaison, record);
    const files = await filesIn();
    const second = await bring(busy, record);
    expect(second.body['sha256']).toBe(first.body['sha256']);
    expect(second.body['upload']).not.toBe(first.body['upload']);
    expect(await filesIn()).toEqual(files);
  });

  test.each([
    ['C:\\fakepath\\报告.pdf', '报告.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['a b "c".pdf', 'a b %22c%22.pdf'],
    ['字'.repeat(200), '字'.repeat(200)],
  ])('is called by the last part of its name: %s', async (given, name) => {
    expect(await bring(liaison, record, given)).toMatchObject({ status: 200, body: { name } });
  });

  test('of 50 MB is taken, and one byte more, or half as much again, is refused', async () => {
    const largest = new Uint8Array(MOST_BYTES);
    expect(await bring(liaison, largest)).toMatchObject({ status: 200, body: { bytes: MOST_BYTES } });
    for (const more of [1, MOST_BYTES / 2])
      expect(await unchanged(() => bring(liaison, new Uint8Array(MOST_BYTES + more).fill(1)))).toMatchObject({
        status: 413,
        body: { why: 'fileTooLarge', title: '文件不得超过50 MB' },
      });
  }, 60_000);
});

describe('refused, and nothing is kept', () => {
  test.each<[string, readonly Field[], string]>([
    [
      'an empty file',
      [
        ['plan', 'small'],
        ['file', new Uint8Array(0)],
      ],
      'file',
    ],
    ['no file', [['plan', 'small']], 'file'],
    [
      'a text for a file',
      [
        ['plan', 'small'],
        ['file', 'text'],
      ],
      'file',
    ],
    [
      'a text beside the file under its name',
      [
        ['plan', 'small'],
        ['file', 'text'],
        ['file', other],
      ],
      'file',
    ],
    ['an empty form', [], 'file'],
    ['no plan', [['file', other]], 'plan'],
    [
      'a plan behind the file',
      [
        ['file', other],
        ['plan', 'small'],
      ],
      'plan',
    ],
    [
      'a plan that is none',
      [
        ['plan', 'Small!'],
        ['file', other],
      ],
      'plan',
    ],
    [
      'a field that is not known',
      [
        ['plan', 'small'],
        ['unit', 'x'],
        ['file', other],
      ],
      'unit',
    ],
    [
      'a file of another name',
      [
        ['plan', 'small'],
        ['document', other],
      ],
      'document',
    ],
    [
      'a field behind the file',
      [
        ['plan', 'small'],
        ['file', other],
        ['plan', 'small'],
      ],
      'plan',
    ],
    [
      'two files',
      [
        ['plan', 'small'],
        ['file', other],
        ['file', other],
      ],
      'file',
    ],
    ['many fields', [...Array.from({ length: 11 }, (): Field => ['plan', 'small']), ['file', other]], 'file'],
    [
      'no name',
      [
        ['plan', 'small'],
        ['file', other, ' '],
      ],
      'file',
    ],
    [
      'a name that is a folder',
      [
        ['plan', 'small'],
        ['file', other, 'a/..'],
      ],
      'file',
    ],
    [
      'a name that is too long',
      [
        ['plan', 'small'],
        ['file', other, '字'.repeat(201)],
      ],
      'file',
    ],
    [
      'control characters in a name',
      [
        ['plan', 'small'],
        ['file', other, 'a\u0007.pdf'],
      ],
      'file',
    ],
    [
      'a name that turns its direction',
      [
        ['plan', 'small'],
        ['file', other, 'a\u202efdp.exe'],
      ],
      'file',
    ],
  ])('%s', async (_what, fields, field) => {
    const { status, body } = await unchanged(() => send(liaison, ...fields));
    expect([status, body]).toMatchObject([400, { why: 'invalid', errors: [{ field }] }]);
  });

  test('whoever holds no post in the plan, or in none, or is not known', async () => {
    const stranger = await browse(page, 'nobody', PASSWORD);
    const elsewhere = await unchanged(() => send(liaison, ['plan', 'other'], ['file', Buffer.from('other')]));
    expect(elsewhere).toMatchObject({ status: 403, body: { why: 'notYours' } });
    expect(await send(liaison, ['plan', 'nowhere'], ['file', record])).toMatchObject({ status: 403 });
    // Refused before it is read: nothing in it is complained of.
    expect(await send(stranger, ['odd', 'x'])).toMatchObject({ status: 403, body: { why: 'notYours' } });
    const form = formOf(['plan', 'small'], ['file', record]);
    expect((await fetch(`${page}/api/uploads`, { method: 'POST', body: form })).status).toBe(401);
  });

  test('what is no form, or comes from a foreign page', async () => {
    expect(await liaison.send('POST', '/uploads', {})).toMatchObject({ status: 415, body: { why: 'notMultipart' } });
    const cookie = await cookieOf('two-houses');
    const post = (headers: Readonly<Record<string, string>>, body: FormData | string) =>
      fetch(`${page}/api/uploads`, { method: 'POST', headers: { cookie, ...headers }, body });
    const form = formOf(['plan', 'small'], ['file', record]);
    expect((await post({ origin: 'http://evil.example' }, form)).status).toBe(403);
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) {
      const answer = await unchanged(() => post({ 'content-type': type }, '--x\r\nno form'));
      expect([answer.status, await answer.json()]).toMatchObject([400, { why: 'badForm' }]);
    }
    const half = `--x\r\ncontent-disposition: form-data; name="plan"\r\n\r\nsmall\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhalf a file`;
    const answer = await unchanged(() => post({ 'content-type': 'multipart/form-data; boundary=x' }, half));
    expect([answer.status, await answer.json()]).toMatchObject([400, { why: 'badForm' }]);
  });

  test('more than one person may bring in within a day; others are not concerned', async () => {
    await database.owner.ask(
      `insert into duban.upload (id, plan, person, units, name, bytes, sha256, at)
       select gen_random_uuid()::text, 'small', 'west-district.liaison', '[]', 'a', 1, '\\xab', now() from generate_series(1, $1)`,
      [MOST_UPLOADS],
    );
    expect(await unchanged(() => bring(busy, Buffer.from('one more')))).toMatchObject({
      status: 429,
      body: { why: 'uploadsSpent', title: '24小时内上传已达上限（2,000个文件或5 GB），请稍后再试' },
    });
    expect((await bring(liaison, record)).status).toBe(200);
  });
});

const cookieOf = async (login: string): Promise<string> => {
  const answer = await fetch(`${page}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: PASSWORD }),
  });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
};

describe('on a slow line', () => {
  const BOUNDARY = 'slow';
  const begin = (plan: string): string =>
    `--${BOUNDARY}\r\ncontent-disposition: form-data; name="plan"\r\n\r\n${plan}\r\n--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="a.bin"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  const END = `\r\n--${BOUNDARY}--\r\n`;

  /** A request of which the test sends each piece itself. */
  const slowly = async (agent?: Agent): Promise<ClientRequest> =>
    request(`${page}/api/uploads`, {
      method: 'POST',
      headers: { cookie: await cookieOf('two-houses'), 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
      ...(agent && { agent }),
    });
  const partSize = async (): Promise<number> => {
    const [part] = (await filesIn()).filter((one) => one.includes('.part'));
    return Number(part?.split(' ')[1] ?? 0);
  };

  test('bytes are on the disk as they come, and gone when the line breaks', async () => {
    const sending = await slowly();
    sending.on('error', () => undefined);
    await unchanged(async () => {
      sending.write(begin('small'));
      sending.write(Buffer.alloc(1_000_000, 'a'));
      await until('most of what was sent is on the disk', async () => (await partSize()) > 900_000);
      sending.destroy();
      await until('nothing is left of it', async () => (await filesIn()).every((one) => !one.includes('.part')));
    });
  });

  test('whoever is refused while he sends may send to the end, and then ask for something else', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      const sending = await slowly(agent);
      const answered = new Promise<number | undefined>((done, fail) => {
        sending.on('response', (answer) => {
          answer.resume();
          done(answer.statusCode);
        });
        sending.on('error', fail);
      });
      sending.write(begin('other'));
      sending.write(Buffer.alloc(4_000_000, 'a'));
      expect(await answered).toBe(403);
      await new Promise<void>((written) =>
        sending.end(Buffer.concat([Buffer.alloc(4_000_000, 'a'), Buffer.from(END)]), written),
      );
      // The agent has one connection only, which is free when all has been read.
      const next = await new Promise<number | undefined>((done, fail) => {
        request(`${page}/healthz`, { agent }, (answer) => {
          answer.resume();
          done(answer.statusCode);
        })
          .on('error', fail)
          .end();
      });
      expect(next).toBe(200);
    } finally {
      agent.destroy();
    }
  });
});
