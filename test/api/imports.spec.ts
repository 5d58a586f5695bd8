import type { PersonId } from '#domain/actor';
import type { UnitId } from '#domain/unit';
import { demoPeople } from '#ledger/demo-people';
import { importPlan } from '#ledger/import-plan';
import { addPeople } from '#ledger/people';
import { hash } from '@node-rs/argon2';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import iconv from 'iconv-lite';
import { type Browse, browse } from '../support/browse.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { readDocument } from '../support/read-document.ts';
import { revise } from '../support/revise.ts';
import { serve } from '../support/serve.ts';
import { until } from '../support/until.ts';
import { wholeLedger } from '../support/whole-ledger.ts';

const PASSWORD = 'open-sesame';
let database: Database;
let app: NestFastifyApplication;
let page: string;
let office: Browse;
let district: Browse;
let document: Buffer;
let text: string;
let example: Buffer;

beforeAll(async () => {
  database = await openDatabase();
  const [shipped, other] = await Promise.all([readDocument('cq-zero-waste'), readDocument('example-sponge-city')]);
  document = Buffer.from(shipped.document);
  text = document.toString('utf8');
  example = Buffer.from(other.document);
  await importPlan(database.owner, shipped);
  const passwordHash = await hash(PASSWORD);
  await addPeople(database.owner, shipped.id, demoPeople(shipped.units, passwordHash));
  // The same chief is in the office of the other city.
  await importPlan(database.owner, other);
  await addPeople(database.owner, other.id, [
    {
      id: 'zero-waste-office.chief' as PersonId,
      login: 'zero-waste-office.chief',
      name: '',
      email: '',
      passwordHash,
      chairs: [{ unit: 'sponge-city-office' as UnitId, post: 'chief' }],
    },
  ]);
  [app, page] = await serve(database.url('duban_api'));
  await until('the ledger is open', async () => (await fetch(`${page}/readyz`)).ok);
  office = await browse(page, 'zero-waste-office.chief', PASSWORD);
  district = await browse(page, 'yuzhong-district.chief', PASSWORD);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

interface List {
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

/** An upload that must leave the ledger as it is. */
const unchanged = async <T>(work: () => Promise<T>): Promise<T> => {
  const before = await wholeLedger(database.owner, ['session']);
  const done = await work();
  expect(await wholeLedger(database.owner, ['session'])).toEqual(before);
  return done;
};

describe('a plan document', () => {
  test('is imported by its office as drafts, on real time; GB18030 is read; its people hold their posts', async () => {
    const gb = iconv.encode(text, 'gb18030');
    const { status, body } = await office.upload('/plans', gb, { as: 'second' });
    expect([status, body]).toEqual([
      200,
      {
        verdict: 'imported',
        plan: 'second',
        encoding: 'GB18030',
        tasks: 111,
        indicators: 45,
        questions: 8,
        blocking: 7,
        people: 243,
        revision: null,
      },
    ]);
    const { items: plans } = await office.get<List>('/plans');
    expect(plans.map(({ id }) => id)).toEqual(['cq-zero-waste', 'example-sponge-city', 'second']);
    expect(await office.get('/plans/second')).toMatchObject({ tasks: 111, rate: 1, mayPlay: false });
    const { items: questions } = await office.get<List>('/plans/second/questions?limit=200');
    expect(questions.filter(({ kind }) => kind === 'units')).toHaveLength(6);
    expect((await district.get<List>('/plans/second/tasks')).items.length).toBe(68);
  });

  test('again, it changes nothing', async () => {
    await office.upload('/plans', document, { as: 'third' });
    const again = await unchanged(() => office.upload('/plans', document, { as: 'third' }));
    expect(again).toMatchObject({ status: 200, body: { verdict: 'unchanged', people: 243, revision: null } });
  });

  test('revised, it is compared task by task; what it proposes is listed and not carried out', async () => {
    await office.upload('/plans', document, { as: 'fourth' });
    const revised = revise(text, (no, row) => {
      if (no === 12) return [row.replace('\t渝北区政府\n', '\t巴南区政府\n')];
      return [no === 17 ? row.replace('2019年', '2020年') : row];
    });
    const { body } = await office.upload('/plans', Buffer.from(revised), { as: 'fourth' });
    const tasks = [
      {
        task: 'fourth-012',
        stage: 'draft',
        was: 12,
        no: 12,
        asks: [],
        proposals: [
          {
            kind: 'reassign',
            assignment: 'responsible.yubei-district',
            from: { id: 'yubei-district', name: '渝北区政府' },
            to: { id: 'banan-district', name: '巴南区政府' },
          },
        ],
      },
      {
        task: 'fourth-017',
        stage: 'draft',
        was: 17,
        no: 17,
        asks: [],
        proposals: [
          {
            kind: 'amend',
            changes: {
              due: { from: { day: '2019-12-31', precision: 'year' }, to: { day: '2020-12-31', precision: 'year' } },
            },
          },
        ],
      },
    ];
    expect(body).toMatchObject({ verdict: 'revised', revision: { tasks, indicators: [], units: [] } });
    expect(await office.get('/plans/fourth/revisions')).toMatchObject({
      items: [{ by: '市无废办 主要负责人', tasks, indicators: [], units: [] }],
      next: null,
    });
    expect(await office.get('/tasks/fourth-017')).toMatchObject({ due: '2019-12-31', stage: 'draft' });
    await expect(district.get('/plans/fourth/revisions')).rejects.toThrow('403');
  });

  test('is taken from nobody but its office, nor looked at', async () => {
    // Refused before it is read: nothing in it is complained of.
    expect(await district.upload('/plans', Buffer.from('no plan at all'))).toMatchObject({ status: 403 });
    expect(await unchanged(() => district.upload('/plans', document, { as: 'fifth' }))).toMatchObject({
      status: 403,
      body: { why: 'notYours' },
    });
    const form = new FormData();
    form.set('document', new Blob([new Uint8Array(document)]));
    expect((await fetch(`${page}/api/plans`, { method: 'POST', body: form })).status).toBe(401);
  });

  test('that cannot be read is refused with line, column, cell and what was expected, and nothing is imported', async () => {
    const line = text.slice(0, text.indexOf('\t忠县政府\n')).split('\n').length;
    const bad = Buffer.from(text.replace('\t忠县政府\n', '\t忠县\n'));
    expect(await unchanged(() => office.upload('/plans', bad, { as: 'sixth' }))).toMatchObject({
      status: 422,
      body: {
        why: 'badDocument',
        title: '方案文件无法导入，未作任何更改',
        errors: [
          {
            field: 'document',
            line,
            column: 2,
            cell: '责任单位',
            message: '不认识的单位“忠县”；是否为“忠县政府”？',
            messageEn: 'unknown unit "忠县"; is it "忠县政府"?',
          },
        ],
      },
    });
  });

  test('another plan cannot take its id', async () => {
    expect(await unchanged(() => office.upload('/plans', example, { as: 'cq-zero-waste' }))).toMatchObject({
      status: 409,
      body: { why: 'planTaken' },
    });
  });

  test.each([
    ['an unknown pack', { pack: 'nowhere' }, 400, 'pack'],
    ['an id that is none', { as: 'Plan A' }, 400, 'as'],
    ['an id that is too long', { as: 'a'.repeat(61) }, 400, 'as'],
    ['a number of tasks that cannot be', { tasks: '1000' }, 400, 'tasks'],
    ['a number in another form', { tasks: '0x6f' }, 400, 'tasks'],
    ['no number', { indicators: '' }, 400, 'indicators'],
    ['a number of indicators that is another', { indicators: '44' }, 422, 'document'],
    ['a number of sections that is another', { sections: '4' }, 422, 'document'],
    ['a number of tasks that is another', { tasks: '110' }, 422, 'document'],
    ['a field that is not known', { folder: 'x' }, 400, ''],
  ])('%s', async (_what, fields, status, field) => {
    const answer = await unchanged(() => office.upload('/plans', document, fields));
    expect(answer).toMatchObject({ status, body: { errors: [{ field }] } });
  });

  test('20 MB and more are refused', async () => {
    expect(await unchanged(() => office.upload('/plans', Buffer.alloc(20 * 1024 * 1024 + 1, 'a')))).toMatchObject({
      status: 413,
      body: { why: 'documentTooLarge', title: '方案文件须小于20 MB' },
    });
  });

  test('comes in a form with one file called document, from no foreign page, and nowhere else', async () => {
    const json = await office.send('POST', '/plans', {});
    expect(json).toMatchObject({ status: 415, body: { why: 'notMultipart' } });
    const elsewhere = await office.upload('/plans/cq-zero-waste/register', document);
    expect(elsewhere).toMatchObject({ status: 415, body: { why: 'notJson' } });
    const form = (name: string): FormData => {
      const made = new FormData();
      made.set(name, new Blob(['a']));
      return made;
    };
    const cookie = await cookieOf();
    const post = (body: FormData, headers: Readonly<Record<string, string>> = {}) =>
      fetch(`${page}/api/plans`, { method: 'POST', headers: { cookie, ...headers }, body });
    expect((await post(form('document'), { origin: 'http://evil.example' })).status).toBe(403);
    const broken = await fetch(`${page}/api/plans`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nno form',
    });
    expect([broken.status, await broken.json()]).toMatchObject([400, { why: 'badForm' }]);
    const misnamed = await post(form('file'));
    expect([misnamed.status, await misnamed.json()]).toMatchObject([400, { errors: [{ field: 'file' }] }]);
    const empty = await post(new FormData());
    expect([empty.status, await empty.json()]).toMatchObject([400, { errors: [{ field: 'document' }] }]);
    const two = form('document');
    two.append('document', new Blob(['b']));
    const both = await post(two);
    expect([both.status, await both.json()]).toMatchObject([400, { errors: [{ field: 'document' }] }]);
  });
  const cookieOf = async (): Promise<string> => {
    const answer = await fetch(`${page}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'zero-waste-office.chief', password: PASSWORD }),
    });
    return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  };
});

describe('questions', () => {
  const at = '/plans/example-sponge-city';
  const task = 'example-sponge-city-004';

  test('are answered over HTTP, and anew until registration; each answer is a fact with its author', async () => {
    const { items: open } = await office.get<List>(`${at}/questions`);
    expect(open.map(({ kind, blocks }) => [kind, blocks])).toEqual([
      ['unit', true],
      ['units', true],
    ]);
    const [unknown] = open;
    const stranger = (unknown?.['unit'] as { id: string }).id;
    const answer = (question: unknown, given: object) =>
      office.send('POST', `/tasks/${task}/orders`, { kind: 'answer', question, answer: given });
    expect((await answer(stranger, { kind: 'unit', unit: stranger })).status).toBe(200);
    expect((await answer(stranger, { kind: 'unit', unit: 'binhu-new-area' })).status).toBe(200);
    const { items: answered } = await office.get<List>(`${at}/questions?answered=true`);
    expect(answered).toMatchObject([
      {
        question: stranger,
        text: '青澜水务集团',
        answered: {
          answer: { kind: 'unit', unit: 'binhu-new-area' },
          units: [{ id: 'binhu-new-area', name: '滨湖新区管理委员会' }],
          by: '市无废办 主要负责人',
        },
      },
    ]);
    // The name stands for 滨湖新区 now, which the other question may then not add once more.
    expect(await answer('units', { kind: 'units', units: ['binhu-new-area'] })).toMatchObject({
      status: 422,
      body: { why: 'unitAlreadyAssigned' },
    });
    expect((await answer('units', { kind: 'units', units: ['yunxi-county'] })).status).toBe(200);
    const { items: events } = await office.get<List>(`/tasks/${task}/events`);
    expect(events.filter(({ kind }) => kind === 'answered').map(({ by }) => by)).toHaveLength(3);
    expect((await office.send('POST', `/tasks/${task}/orders`, { kind: 'register' })).status).toBe(200);
    expect((await answer('units', { kind: 'units', units: ['east-bank-district'] })).status).toBe(422);
    expect((await office.get<List>(`${at}/questions?answered=true`)).items).toEqual([]);
  });
});
