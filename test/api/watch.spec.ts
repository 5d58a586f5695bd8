import { noteTrouble } from '#ledger/troubles';
import { giveSign } from '#ledger/worker-sign';
import { Log } from '#watch/log';
import { hash } from '@node-rs/argon2';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { launch } from '../support/acts.ts';
import { type Browse, browse } from '../support/browse.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { holdLife } from '../support/life-line.ts';
import { serve } from '../support/serve.ts';
import { importSmallPlan, smallPlan } from '../support/small-plan.ts';
import { until } from '../support/until.ts';

/** What is told of the api's work: its lines, its figures, its list of what is stuck. */
const PASSWORD = 'open-sesame-secret';
const plan = smallPlan().id;
let database: Database;
let app: NestFastifyApplication;
let page: string;
let office: Browse;
let east: Browse;
const lines: string[] = [];

type Line = Readonly<Record<string, unknown>>;
const said = (event: string): readonly Line[] =>
  lines.map((line) => JSON.parse(line) as Line).filter((line) => line['event'] === event);

beforeAll(async () => {
  database = await openDatabase();
  await importSmallPlan(database.owner, 3);
  await launch(database, plan, ['small-001', 'small-002']);
  await database.owner.ask('update duban.person set password_hash = $1', [await hash(PASSWORD)]);
  const log = Log.open('api', { level: 'debug', to: { write: (line) => lines.push(line) } });
  const readers = { METRICS_TOKEN: 'a-token-of-sixteen', METRICS_NETWORKS: '10.1.0.0/16' };
  [app, page] = await serve(database.url('duban_api'), readers, { log });
  await until('the ledger is open', async () => (await fetch(`${page}/readyz`)).ok);
  office = await browse(page, 'plan-office.chief', PASSWORD);
  east = await browse(page, 'east-district.section-head', PASSWORD);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const acknowledge = { kind: 'acknowledge', assignment: 'responsible.east-district' };
const owners = {
  kind: 'nameOwner',
  assignment: 'responsible.east-district',
  leader: '王伟机密',
  handler: '李娜机密',
  liaison: '张强机密',
};
const order = (task: string, body: object, key: string) => east.send('POST', `/tasks/${task}/orders`, body, key);

/** Fetch would send a Host of its own. */
const metrics = (headers: Record<string, string> = {}): Promise<{ status: number; text: string }> =>
  new Promise((done, fail) => {
    request(`${page}/metrics`, { headers }, (answer) => {
      let text = '';
      answer.on('data', (bytes: Buffer) => (text += bytes.toString()));
      answer.on('end', () => {
        done({ status: answer.statusCode ?? 0, text });
      });
    })
      .on('error', fail)
      .end();
  });
const figure = async (name: string): Promise<number> =>
  Number(
    (await metrics()).text
      .split('\n')
      .find((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
      ?.split(' ')
      .at(-1),
  );

test('every order is one line, whether it was accepted, repeated, refused or its key was used before', async () => {
  lines.length = 0;
  await order('small-001', acknowledge, 'watch-key-1');
  await order('small-001', acknowledge, 'watch-key-1');
  await order('small-001', acknowledge, 'watch-key-2');
  await order('small-001', owners, 'watch-key-1');
  const of = { level: 'info', event: 'order', app: 'api', task: 'small-001', person: 'east-district.section-head' };
  const told = {
    ...of,
    time: expect.any(String) as string,
    request: expect.any(String) as string,
    ms: expect.any(Number) as number,
  };
  expect(said('order')).toEqual([
    {
      ...told,
      order: 'acknowledge',
      key: 'watch-key-1',
      outcome: 'accepted',
      why: null,
      planDay: '2020-01-02',
      seq: 4,
    },
    { ...told, order: 'acknowledge', key: 'watch-key-1', outcome: 'repeated', why: null, planDay: null, seq: 4 },
    {
      ...told,
      order: 'acknowledge',
      key: 'watch-key-2',
      outcome: 'refused',
      why: 'wrongAssignmentStage',
      planDay: '2020-01-02',
      seq: null,
    },
    { ...told, order: 'nameOwner', key: 'watch-key-1', outcome: 'keyReused', why: null, planDay: null, seq: null },
  ]);
});

test('orders are counted by kind and outcome, refusals by why, and timed', async () => {
  const { text } = await metrics();
  const all = text.split('\n');
  expect(all).toContain('duban_orders_total{kind="acknowledge",outcome="accepted",app="api"} 1');
  expect(all).toContain('duban_orders_total{kind="acknowledge",outcome="refused",app="api"} 1');
  expect(all).toContain('duban_refusals_total{why="wrongAssignmentStage",app="api"} 1');
  expect(all).toContain('duban_order_seconds_count{app="api"} 4');
  expect(all).toContain('duban_letters{state="doubtful",app="api"} 0');
  expect(text).not.toMatch(/small-00|east-district|[\u4e00-\u9fff]/);
});

test('a request keeps its name from header to line to header; one without a name, or with a strange one, gets one', async () => {
  lines.length = 0;
  const asked = (id: string) => fetch(`${page}/healthz`, { headers: { 'x-request-id': id } });
  expect((await asked('proxy-id-0001')).headers.get('x-request-id')).toBe('proxy-id-0001');
  const own = (await asked('no good, $name')).headers.get('x-request-id');
  expect(own).toMatch(/^[\da-f-]{36}$/);
  await until('both are told', () => said('request').length >= 2);
  expect(said('request').map((line) => line['request'])).toEqual(['proxy-id-0001', own]);
});

test('no line holds a password, a cookie, a token, an address, or what people have written', async () => {
  lines.length = 0;
  const cookie = (
    await fetch(`${page}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'west-district.chief', password: PASSWORD }),
    })
  ).headers.get('set-cookie');
  const token = /duban_session=([\w-]+)/.exec(cookie ?? '')?.[1] ?? 'none';
  await fetch(`${page}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'west-district.chief', password: 'wrong-secret' }),
  });
  await order('small-001', owners, randomUUID());
  await order('small-001', { kind: 'note', assignment: null, text: '机密留言' }, randomUUID());
  await office.get(`/plans/${plan}/tasks?q=${encodeURIComponent('机密')}`);
  await metrics({ authorization: 'Bearer a-token-of-sixteen' });
  // A statement that PostgreSQL refuses is a fault of ours; its error holds what it was asked with.
  await database.owner.ask('alter table duban.task_event add constraint planted check (seq < 5) not valid');
  expect((await order('small-002', acknowledge, randomUUID())).status).toBe(200);
  expect((await order('small-002', owners, randomUUID())).status).toBe(500);
  await database.owner.ask('alter table duban.task_event drop constraint planted');
  await until('the fault is told', () => said('fault').length > 0);
  expect(said('fault')[0]).toMatchObject({
    level: 'error',
    err: { stack: expect.stringMatching(/planted[\s\S]+at /) as string },
  });
  const all = lines.join('');
  for (const secret of [PASSWORD, 'wrong-secret', token, 'a-token-of-sixteen', '机密', '@test.example'])
    expect(all).not.toContain(secret);
  expect(all.match(/"event":"order"/g)?.length).toBeGreaterThanOrEqual(3);
});

test('the figures are for this machine, and for whoever has the token', async () => {
  expect((await metrics()).status).toBe(200);
  expect((await metrics({ 'x-forwarded-for': '203.0.113.9' })).status).toBe(403);
  expect((await metrics({ 'x-forwarded-for': '203.0.113.9', authorization: 'Bearer a-token-of-sixteen' })).status).toBe(
    200,
  );
  expect((await metrics({ host: 'rebound.example' })).status).toBe(403);
});

test('whoever gathers the figures comes by whatever name or address the api has for him', async () => {
  // From a network that was named: the Host header is then the address that the api has there.
  expect((await metrics({ host: '10.1.0.9:3000' })).status).toBe(200);
  const authorization = 'Bearer a-token-of-sixteen';
  expect((await metrics({ host: 'api:3000', authorization })).status).toBe(200);
  expect((await metrics({ host: 'api:3000', authorization: 'Bearer another-of-sixteen' })).status).toBe(403);
});

test('the office sees what is stuck, since when, why and what to do, also on the first page; others do not', async () => {
  interface Stuck {
    readonly items: readonly Line[];
  }
  expect(await office.get(`/plans/${plan}/stuck`)).toMatchObject({ next: null });
  await database.owner.ask(`update duban.task_event set at = at - interval '1 hour'`);
  await noteTrouble(database.worker, {
    subject: 'task:small-002',
    what: 'route',
    plan,
    cause: 'broken promise: planted',
  });
  const { items } = await office.get<Stuck>(`/plans/${plan}/stuck`);
  expect(items).toContainEqual({
    ...{ kind: 'facts', plan, task: 'small-001', letter: null, detail: null },
    since: expect.stringMatching(/\+08:00$/) as string,
    cause: { zh: '没有工作进程在运行', en: 'no worker is running' },
    advice: {
      zh: expect.stringContaining('重启工作进程') as string,
      en: expect.stringContaining('restart the worker') as string,
    },
  });
  expect(items).toContainEqual(
    expect.objectContaining({ kind: 'promise', task: 'small-002', detail: 'route: broken promise: planted' }),
  );
  await expect(east.get(`/plans/${plan}/stuck`)).rejects.toThrow('403');
  const cookieOf = async (login: string): Promise<string> =>
    (
      await fetch(`${page}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login, password: PASSWORD }),
      })
    ).headers.get('set-cookie') ?? '';
  const home = async (login: string): Promise<string> =>
    (await fetch(page, { headers: { cookie: await cookieOf(login) } })).text();
  expect(await home('plan-office.liaison')).toMatch(
    /运行情况[\s\S]+步骤反复失败[\s\S]+small-002[\s\S]+broken promise: planted[\s\S]+这是软件错误/,
  );
  expect(await home('east-district.chief')).not.toContain('运行情况');
});

test('/status and the figures say how the work goes, by one reading', async () => {
  const since = new Date('2026-01-01T00:00:00Z');
  const sign = { name: '1@here', version: '1', since, ringMs: 12, routedLagMs: 34 };
  // Nobody holds the lock of this one: its process has ended.
  await giveSign(database.worker, { ...sign, name: '2@here', since: new Date('2025-01-01T00:00:00Z'), ringMs: 56 });
  await giveSign(database.worker, sign);
  const letGo = await holdLife(database.url('duban_worker'), sign.name);
  const status = await until('a new reading', async () => {
    const read = (await (await fetch(`${page}/status`)).json()) as { work: Line | null };
    return read.work?.['ringMs'] === 12 ? read : null;
  });
  expect(status.work).toEqual({
    ...{ ringMs: 12, routedLagMs: 34, unroutedTasks: 3, overdueLines: 0, stuckTasks: 3 },
    letters: { waiting: 0, sending: 0, sent: 0, doubtful: 0, failed: 0, bounced: 0, merged: 0, recalled: 0 },
    workerSince: '2026-01-01T08:00:00+08:00',
    lastRound: null,
    verified: null,
  });
  expect(await figure('duban_stuck_tasks')).toBe(3);
  expect(await figure('duban_unrouted_oldest_seconds')).toBeGreaterThan(3_600);
  const read = async (): Promise<Line | null> =>
    ((await (await fetch(`${page}/status`)).json()) as { work: Line | null }).work;
  // What was quick two minutes ago says nothing of now.
  await database.owner.ask(`update duban.worker set seen = seen - interval '2 minutes' where name = $1`, [sign.name]);
  const later = await until('another reading', async () => {
    const work = await read();
    return work?.['ringMs'] === null ? work : null;
  });
  expect(later).toMatchObject({ routedLagMs: null, workerSince: '2026-01-01T08:00:00+08:00' });
  await letGo();
  await until('the worker is known to be gone', async () => (await read())?.['workerSince'] === null);
});
