import { migrate } from '#ledger/migrate';
import { openLedger } from '#ledger/open-ledger';
import { hash } from '@node-rs/argon2';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browse, browse } from '../support/browse.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';
import { startPostgres } from '../support/postgres.ts';
import { serve } from '../support/serve.ts';
import { importSmallPlan } from '../support/small-plan.ts';
import { until } from '../support/until.ts';

const PASSWORD = 'open-sesame';
let database: Database;
let app: NestFastifyApplication;
let page: string;
let office: Browse;
let lead: Browse;
let district: Browse;
let support: Browse;
let stranger: Browse;

beforeAll(async () => {
  database = await openDatabase();
  await importSmallPlan(database.owner, 5);
  await database.owner.ask('update duban.person set password_hash = $1', [await hash(PASSWORD)]);
  [app, page] = await serve(database.url('duban_api'));
  await until('the ledger is open', async () => (await fetch(`${page}/readyz`)).ok);
  office = await browse(page, 'plan-office.chief', PASSWORD);
  lead = await browse(page, 'water-bureau.deputy', PASSWORD);
  district = await browse(page, 'east-district.section-head', PASSWORD);
  support = await browse(page, 'finance-bureau.liaison', PASSWORD);
  stranger = await browse(page, 'north-district.liaison', PASSWORD);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

type Body = Readonly<Record<string, unknown>>;
interface List {
  readonly items: readonly Body[];
  readonly next: string | null;
}

/** A request with headers of its own; fetch would not let a Host or an Origin be invented. */
const raw = (
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> =>
  new Promise((done, fail) => {
    const asked = request(`${page}${path}`, { method, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      answer.on('end', () => {
        done({ status: answer.statusCode ?? 0, headers: answer.headers, text });
      });
    });
    asked.on('error', fail);
    asked.end(body);
  });

const json = { 'content-type': 'application/json' };
const cookieOf = async (login: string): Promise<string> => {
  const answer = await raw('/api/session', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ login, password: PASSWORD }),
  });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
};
const refused = (browsing: Browse, path: string): Promise<string> =>
  browsing.get(path).then(
    () => 'answered',
    (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
  );

describe('sessions', () => {
  test('the right password opens a session in a cookie that scripts and foreign pages cannot use', async () => {
    const answer = await raw('/api/session', {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ login: 'plan-office.chief', password: PASSWORD }),
    });
    expect(answer.status).toBe(200);
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^duban_session=[\w-]{43};.*Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(JSON.parse(answer.text)).toEqual({
      person: 'plan-office.chief',
      login: 'plan-office.chief',
      name: '市专项办 chief',
      chairs: [{ plan: 'small', unit: { id: 'plan-office', name: '市专项办' }, post: 'chief' }],
    });
    expect(await office.get('/me')).toEqual(JSON.parse(answer.text));
  });

  test('a wrong password and an unknown login get the same answer, and after ten a minute’s pause', async () => {
    const tries = [];
    for (let i = 0; i < 11; i += 1) {
      const body = JSON.stringify({ login: 'inspectorate.chief', password: 'wrong' });
      tries.push(await raw('/api/session', { method: 'POST', headers: json, body }));
    }
    expect(tries.map((one) => one.status)).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    expect(JSON.parse(tries[0]?.text ?? '')).toMatchObject({ why: 'wrongPassword', title: '用户名或密码不对' });
    expect(Number(tries[10]?.headers['retry-after'])).toBeGreaterThan(0);
    const unknown = await raw('/api/session', {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ login: 'nobody', password: 'wrong' }),
    });
    expect(unknown.text).toBe(tries[0]?.text);
  });

  test('logging out ends the session', async () => {
    const leaving = await browse(page, 'plan-office.liaison', PASSWORD);
    expect(await leaving.send('DELETE', '/session', {})).toEqual({ status: 204, body: {} });
    expect(await refused(leaving, '/me')).toContain('401');
  });

  test('without a session every route but the open ones answers 401 as a problem', async () => {
    const answer = await raw('/api/plans');
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(JSON.parse(answer.text)).toEqual({
      type: 'urn:duban:problem:notLoggedIn',
      title: '请先登录',
      titleEn: 'Log in first',
      status: 401,
      why: 'notLoggedIn',
    });
  });
});

describe('the gate', () => {
  test('a foreign host name is turned away', async () => {
    const foreign = await raw('/healthz', { headers: { host: 'evil.example' } });
    expect(foreign.status).toBe(421);
    const { port } = new URL(page);
    expect(JSON.parse(foreign.text)).toMatchObject({
      why: 'wrongHost',
      errors: [{ field: 'host', messageEn: `allowed: 127.0.0.1:${port}, localhost:${port}` }],
    });
    expect(
      (await raw('/healthz', { headers: { host: new URL(page).host.replace('127.0.0.1', 'localhost') } })).status,
    ).toBe(200);
  });

  test('a change comes as JSON from no foreign page', async () => {
    const cookie = await cookieOf('plan-office.chief');
    const put = (headers: Record<string, string>) =>
      raw('/api/plans/small/clock', { method: 'PUT', headers: { cookie, ...headers }, body: '{"rate":0}' });
    expect((await put({ ...json, origin: 'http://evil.example' })).status).toBe(403);
    expect((await put({ ...json, origin: 'null' })).status).toBe(403);
    expect((await put({ 'content-type': 'text/plain' })).status).toBe(415);
    expect((await put({ ...json, origin: page })).status).toBe(200);
    expect((await put(json)).status).toBe(200);
  });

  test('what is no JSON, or too much of it, is a problem', async () => {
    const cookie = await cookieOf('plan-office.chief');
    const post = (body: string) =>
      raw('/api/orders', { method: 'POST', headers: { cookie, ...json, 'idempotency-key': randomUUID() }, body });
    expect(JSON.parse((await post('{')).text)).toMatchObject({ status: 400, why: 'badRequest' });
    expect(JSON.parse((await post(`"${'x'.repeat(1_100_000)}"`)).text)).toMatchObject({ status: 413, why: 'tooLarge' });
    expect(JSON.parse((await raw('/api/nowhere')).text)).toMatchObject({ status: 404, why: 'notFound' });
  });
});

describe('before the dispatch', () => {
  test('a plan is found with its units', async () => {
    expect(await office.get('/plans')).toEqual({
      items: [{ id: 'small', title: '清水行动计划', tasks: 5, planDay: '2020-01-02', rate: 0 }],
      next: null,
    });
    const plan = await office.get<{ units: readonly Body[] }>('/plans/small');
    expect(plan).toMatchObject({
      planNow: '2020-01-02T08:00:00+08:00',
      mayPlay: true,
      office: { id: 'plan-office', name: '市专项办' },
    });
    expect(plan.units[0]).toEqual({ id: 'water-bureau', name: '市水务局', nameEn: 'water-bureau', kind: 'bureau' });
    expect(await refused(office, '/plans/nowhere')).toContain('404');
  });

  test('a near date is asked about, and registration waits for the answer', async () => {
    await office.send('PUT', '/plans/small/clock', { planNow: '2020-12-15T08:00:00+08:00' });
    const { items } = await office.get<List>('/plans/small/questions?limit=2');
    expect(items[0]).toEqual({
      task: 'small-001',
      no: 1,
      heading: '清洁水源',
      question: 'date',
      kind: 'date',
      line: null,
      cell: '完成时限',
      text: '2020年',
      understood: {
        zh: '办结期限2020-12-31，距立项不足20个工作日或已过',
        en: 'Due 2020-12-31: past, or within 20 working days of the registration',
      },
      suggestion: null,
      blocks: true,
      unit: null,
      answered: null,
    });
    const early = await office.send('POST', '/tasks/small-001/orders', { kind: 'register' });
    expect(early).toEqual({
      status: 422,
      body: {
        type: 'urn:duban:refusal:questionsOpen',
        title: '尚有1个问题未答复（date），答复后方可立项。',
        titleEn: 'Registration waits for 1 open question(s): date.',
        status: 422,
        why: 'questionsOpen',
        questions: ['date'],
      },
    });
    expect((await office.send('POST', '/plans/small/register', {})).body).toMatchObject({ registered: 0 });
    await office.send('PUT', '/plans/small/clock', { planNow: '2020-01-02T08:00:00+08:00' });
    expect(await office.get('/plans/small/questions')).toEqual({ items: [], next: null });
    expect(await office.get('/plans/small/questions?answered=true')).toEqual({ items: [], next: null });
    expect(await refused(office, '/plans/small/questions?answered=perhaps')).toContain('400');
    expect(await refused(lead, '/plans/small/questions')).toContain('403');
  });

  test('all drafts are registered in one go, by the office’s deputy or chief only', async () => {
    const other = await lead.send('POST', '/plans/small/register', {});
    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({ why: 'notYourPost', title: '此事由市专项办的分管负责人、主要负责人办理。' });
    const nothing = await office.send('POST', '/plans/small/dispatch', {});
    expect(nothing.body).toMatchObject({ status: 422, why: 'nothingRegistered' });
    expect(await office.send('POST', '/plans/small/register', {})).toEqual({
      status: 200,
      body: { registered: 5, waiting: [], refused: [] },
    });
    const cookie = await cookieOf('plan-office.chief');
    const again = await raw('/api/plans/small/register', { method: 'POST', headers: { cookie, ...json } });
    expect(JSON.parse(again.text)).toEqual({ registered: 0, waiting: [], refused: [] });
  });

  test('the order to dispatch is recorded once', async () => {
    const key = randomUUID();
    const first = await office.send('POST', '/plans/small/dispatch', {}, key);
    expect(first).toEqual({ status: 200, body: { tasks: 5 } });
    expect(await office.send('POST', '/plans/small/dispatch', {}, key)).toEqual(first);
    expect(await office.get('/plans/small/summary')).toMatchObject({ dispatch: { tasks: 5, dispatched: 0 } });
  });
});

describe('after the dispatch', () => {
  const order = { kind: 'acknowledge', assignment: 'responsible.east-district' };

  beforeAll(async () => {
    for (const no of [1, 2, 3, 4, 5]) {
      const done = await office.send('POST', `/tasks/small-00${no}/orders`, { kind: 'dispatch' });
      expect(done.status).toBe(200);
    }
  });

  test('an order’s answer is its facts; the same key gives it again, another body with that key does not', async () => {
    const key = randomUUID();
    const first = await district.send('POST', '/tasks/small-001/orders', order, key);
    expect(first).toEqual({
      status: 200,
      body: {
        seq: 4,
        facts: [
          {
            kind: 'acknowledged',
            on: '2020-01-02',
            assignment: 'responsible.east-district',
            by: 'east-district.section-head',
            textVersion: 1,
          },
        ],
      },
    });
    expect(await district.send('POST', '/tasks/small-001/orders', order, key)).toEqual(first);
    const other = await district.send(
      'POST',
      '/tasks/small-001/orders',
      { ...order, assignment: 'lead.water-bureau' },
      key,
    );
    expect(other.status).toBe(409);
    expect(other.body).toMatchObject({ why: 'keyReused' });
    const again = await district.send('POST', '/tasks/small-001/orders', order);
    expect(again.body).toMatchObject({
      why: 'wrongAssignmentStage',
      title: '东城区政府（责任单位）现为“已签收”，不能办理此事。',
      titleEn: 'Assignment "responsible.east-district" is acknowledged.',
    });
  });

  test('without a key an order is not taken', async () => {
    const cookie = await cookieOf('east-district.liaison');
    const keys: readonly Record<string, string>[] = [
      {},
      { 'idempotency-key': 'short' },
      { 'idempotency-key': 'not a key at all' },
    ];
    for (const key of keys) {
      const answer = await raw('/api/tasks/small-002/orders', {
        method: 'POST',
        headers: { cookie, ...json, ...key },
        body: JSON.stringify(order),
      });
      expect([answer.status, (JSON.parse(answer.text) as Body)['why']]).toEqual([400, 'noKey']);
    }
  });

  test('a malformed order names the field and what is allowed, in both languages', async () => {
    const names = { kind: 'nameOwner', assignment: order.assignment, handler: '李强', liaison: '张敏' };
    const answer = await district.send('POST', '/tasks/small-001/orders', { ...names, leader: '王'.repeat(51) });
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toEqual([
      {
        field: 'leader',
        message: '最多50个字符',
        messageEn: 'Too big: expected string to have <=50 characters',
      },
    ]);
    const clockOnly = await district.send('POST', '/tasks/small-001/orders', { kind: 'lapse' });
    expect(clockOnly.status).toBe(400);
    const rate = await office.send('PUT', '/plans/small/clock', { rate: 86_401 });
    expect(rate.body).toMatchObject({ status: 400, errors: [{ field: 'rate' }] });
  });

  test('many orders each have their own result, and may be repeated as a whole', async () => {
    const key = randomUUID();
    const orders = [
      { task: 'small-002', command: order },
      { task: 'small-002', command: order },
      { task: 'small-099', command: order },
      { task: 'small-003', command: order },
    ];
    const first = await district.send('POST', '/orders', { orders }, key);
    expect(first.status).toBe(200);
    const items = first.body['items'] as readonly Body[];
    expect(items.map(({ task, status }) => [task, status])).toEqual([
      ['small-002', 200],
      ['small-002', 422],
      ['small-099', 404],
      ['small-003', 200],
    ]);
    expect(items[1]).toMatchObject({ why: 'wrongAssignmentStage' });
    expect((await district.send('POST', '/orders', { orders }, key)).body['items']).toEqual(items);
    const tooMany = await district.send('POST', '/orders', { orders: Array.from({ length: 501 }, () => orders[0]) });
    expect(tooMany.status).toBe(400);
  });

  test('the ledger table is paged by number and filtered', async () => {
    const first = await office.get<List>('/plans/small/tasks?limit=2');
    expect(first.next).toBe('2');
    expect(first.items[0]).toEqual({
      id: 'small-001',
      plan: 'small',
      no: 1,
      section: '一、水',
      heading: '清洁水源',
      text: '第1项：整治河道。',
      lead: { id: 'water-bureau', name: '市水务局' },
      stage: 'dispatched',
      due: '2020-12-31',
      duePrecision: 'year',
      actBy: '2020-12-31',
      light: 'yellow',
      rung: null,
      star: true,
    });
    const numbers = async (query: string): Promise<readonly unknown[]> =>
      (await office.get<List>(`/plans/small/tasks?${query}`)).items.map((task) => task['no']);
    expect(await numbers('after=2')).toEqual([3, 4, 5]);
    expect(await numbers(`q=${encodeURIComponent('第4项')}`)).toEqual([4]);
    expect(await numbers('stage=draft')).toEqual([]);
    expect(await numbers('light=yellow&due=2020&unit=east-district')).toEqual([1, 2, 3, 4, 5]);
    expect(await numbers('light=red')).toEqual([]);
    expect(await numbers('due=2021')).toEqual([]);
    expect(await numbers('unit=north-district')).toEqual([]);
    expect(await refused(office, '/plans/small/tasks?limit=201')).toContain('limit');
  });

  test('what is owed turns the light red when its day has passed', async () => {
    await office.send('PUT', '/plans/small/clock', { planNow: '2020-01-06T08:00:00+08:00' });
    const { items } = await office.get<List>('/plans/small/tasks?light=red');
    expect(items).toHaveLength(5);
    const inbox = await office.get<List>('/inbox');
    expect(inbox.items).toEqual([]);
    const owed = await district.get<List>('/inbox?limit=3');
    expect(owed.items[0]).toEqual({
      plan: 'small',
      task: 'small-004',
      no: 4,
      heading: '清洁水源',
      obligation: 'acknowledge',
      key: 'acknowledge/responsible.east-district/1',
      assignment: 'responsible.east-district',
      unit: { id: 'east-district', name: '东城区政府' },
      by: '2020-01-03',
      lateDays: 1,
    });
    const rest = await district.get<List>(`/inbox?after=${owed.next ?? ''}`);
    expect([...owed.items, ...rest.items].map((one) => [one['task'], one['obligation']])).toEqual([
      ['small-004', 'acknowledge'],
      ['small-005', 'acknowledge'],
      ['small-001', 'nameOwner'],
      ['small-002', 'nameOwner'],
      ['small-003', 'nameOwner'],
      ...['small-001', 'small-002', 'small-003'].map((id) => [id, 'report']),
      ...['small-001', 'small-002', 'small-003', 'small-004', 'small-005'].map((id) => [id, 'part']),
    ]);
  });

  test('the clock never goes below the last fact, and only the office moves it', async () => {
    const back = await office.send('PUT', '/plans/small/clock', { planNow: '2020-01-01T08:00:00+08:00' });
    expect(back.body).toMatchObject({
      status: 422,
      why: 'beforeLastFact',
      lastDay: '2020-01-02',
      title: '计划时间不能早于最近一项记录的日期2020-01-02。',
    });
    expect((await lead.send('PUT', '/plans/small/clock', { rate: 1 })).status).toBe(403);
    expect(await lead.get('/plans/small/clock')).toMatchObject({ planDay: '2020-01-06', rate: 0, mayPlay: true });
    expect((await office.send('PUT', '/plans/small/clock', {})).status).toBe(400);
    await database.owner.ask('update duban.plan set clock_may_play = false');
    expect((await office.send('PUT', '/plans/small/clock', { rate: 1 })).body).toMatchObject({
      status: 422,
      why: 'mayNotPlay',
    });
    await database.owner.ask('update duban.plan set clock_may_play = true');
  });

  test('a task shows its orders; one that is not to be given says why', async () => {
    const task = await district.get<{ orders: readonly Body[] }>('/tasks/small-004');
    expect(
      task.orders.map((one) => [one['kind'], (one['refusal'] as Body | null)?.['why'] ?? null, one['assignments']]),
    ).toEqual([
      ['answer', 'nothingOfYours', []],
      ['register', 'notYourPost', []],
      ['drop', 'notYourPost', []],
      ['dispatch', 'notYourPost', []],
      ['acknowledge', null, ['responsible.east-district']],
      ['decline', null, ['responsible.east-district']],
      ['rule', 'notYourPost', []],
      ['nameOwner', 'wrongAssignmentStage', []],
      ['filePlan', 'notYourPost', []],
      ['assignSubtask', 'wrongStage', []],
      ['finishSubtask', 'nothingOfYours', []],
      ['returnSubtask', 'nothingOfYours', []],
      ['withdrawSubtask', 'nothingOfYours', []],
      ['report', 'notYourPost', []],
      ['submitEvidence', null, []],
      ['withdrawEvidence', 'nothingOfYours', []],
      ['judgeEvidence', 'nothingOfYours', []],
      ['waiveEvidence', 'notYourPost', []],
      ['claimDone', 'notYourPost', []],
      ['confirmClaim', 'nothingOfYours', []],
      ['acceptPart', 'nothingOfYours', []],
      ['returnPart', 'nothingOfYours', []],
      ['requestSignOff', 'notYourPost', []],
      ['signOff', 'wrongStage', []],
      ['withdraw', 'nothingOfYours', []],
      ['close', 'notYourPost', []],
      ['archive', 'notYourPost', []],
      ['confirmEscalation', 'nothingOfYours', []],
      ['holdEscalation', 'notYourPost', []],
      ['setAside', 'nothingOfYours', []],
      ['sendRedSlip', 'nothingOfYours', []],
      ['reply', 'nothingOfYours', []],
      ['note', null, ['responsible.east-district']],
    ]);
    expect(task.orders[1]?.['refusal']).toMatchObject({ title: '此事由市专项办的分管负责人、主要负责人办理。' });
  });

  test('a unit declines with a reason, the office rules, and a refusal says why in both languages', async () => {
    const order = (who: Browse, command: object) => who.send('POST', '/tasks/small-005/orders', command);
    const assignment = 'support.finance-bureau';
    const head = await browse(page, 'finance-bureau.section-head', PASSWORD);
    expect(await order(head, { kind: 'decline', assignment, reason: ' ' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'reason' }] },
    });
    expect(await order(support, { kind: 'decline', assignment, reason: '不涉及' })).toMatchObject({
      status: 422,
      body: { why: 'notYourPost', title: '此事由市财政局的处室负责人、分管负责人、主要负责人办理。' },
    });
    expect((await order(head, { kind: 'decline', assignment, reason: '不涉及' })).status).toBe(200);
    expect((await office.get<List>('/tasks/small-005/obligations')).items).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'rule', assignment })]),
    );
    expect((await order(office, { kind: 'rule', assignment, ruling: { kind: 'keep' } })).status).toBe(200);
    expect(await order(head, { kind: 'decline', assignment, reason: '不涉及' })).toMatchObject({
      status: 422,
      body: {
        why: 'alreadyKept',
        title: '市财政局（配合单位）退签后已经裁定由其承担，不能再次退签。',
        titleEn: 'Assignment "support.finance-bureau" was kept by a ruling and may not be declined again.',
      },
    });
  });

  test('the lead divides its task; holder and giver see the subtask, others do not', async () => {
    const order = (who: Browse, command: object) => who.send('POST', '/tasks/small-005/orders', command);
    await order(lead, { kind: 'acknowledge', assignment: 'lead.water-bureau' });
    const assign = { kind: 'assignSubtask', giver: 'lead.water-bureau', holder: 'responsible.east-district' };
    expect(await order(lead, { ...assign, title: '河道清淤', due: '2020-13-01' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'due', message: '没有这一天；允许1900-01-01至2199-12-31' }] },
    });
    expect(await order(lead, { ...assign, title: '河道清淤', due: '2021-06-30' })).toMatchObject({
      status: 422,
      body: {
        why: 'dueTooLate',
        title: expect.stringMatching(/^期限2021-06-30过晚，最迟为2020-12-\d\d。$/) as unknown,
      },
    });
    expect((await order(lead, { ...assign, title: '河道清淤', due: '2020-06-30' })).status).toBe(200);
    interface Shown {
      readonly subtasks: readonly Body[];
      readonly orders: readonly Body[];
    }
    const shown = await district.get<Shown>('/tasks/small-005');
    expect(shown.subtasks).toEqual([
      {
        id: 's1',
        title: '河道清淤',
        giver: 'lead.water-bureau',
        holder: 'responsible.east-district',
        unit: { id: 'east-district', name: '东城区政府' },
        person: null,
        due: '2020-06-30',
        stage: 'open',
      },
    ]);
    expect(shown.orders.find(({ kind }) => kind === 'finishSubtask')).toMatchObject({
      refusal: null,
      subtasks: ['s1'],
    });
    expect((await support.get<Shown>('/tasks/small-005')).subtasks).toEqual([]);
    expect((await lead.get<Shown>('/tasks/small-005')).subtasks).toHaveLength(1);
    expect((await order(district, { kind: 'finishSubtask', subtask: 's1' })).status).toBe(200);
    expect((await order(lead, { kind: 'returnSubtask', subtask: 's1', reason: '缺少照片' })).status).toBe(200);
    expect((await order(lead, { kind: 'withdrawSubtask', subtask: 's1', reason: '并入整治工程' })).status).toBe(200);
    expect(await order(district, { kind: 'finishSubtask', subtask: 's1' })).toMatchObject({
      status: 422,
      body: { why: 'wrongSubtaskStage', title: '子任务s1现为“已撤回”，不能办理此事。' },
    });
    expect((await order(lead, { kind: 'filePlan' })).status).toBe(200);
  });

  test('agenda, obligations and events tell what comes, what is owed, and what was', async () => {
    const agenda = await office.get<List>('/tasks/small-004/agenda');
    expect(agenda.items[0]).toEqual({
      on: '2020-01-03',
      at: '2020-01-03T08:30:00+08:00',
      kind: 'remind',
      rung: 'E0',
      to: [
        { unit: { id: 'water-bureau', name: '市水务局' }, post: 'handler' },
        { unit: { id: 'water-bureau', name: '市水务局' }, post: 'liaison' },
      ],
      about: 'acknowledge',
      obligation: 'acknowledge/lead.water-bureau/1',
      unit: { id: 'water-bureau', name: '市水务局' },
      assignment: 'lead.water-bureau',
      provisional: false,
    });
    const owed = await office.get<List>('/tasks/small-004/obligations');
    expect(owed.items.map((one) => [one['by'], one['key'], one['lateDays']])).toEqual([
      ['2020-01-03', 'acknowledge/lead.water-bureau/1', 1],
      ['2020-01-03', 'acknowledge/responsible.east-district/1', 1],
      ['2020-01-03', 'acknowledge/responsible.west-district/1', 1],
      ['2020-01-06', 'acknowledge/support.finance-bureau/1', 0],
      ['2020-12-17', 'part/lead.water-bureau/1.0', -248],
      ['2020-12-17', 'part/responsible.east-district/1.0', -248],
      ['2020-12-17', 'part/responsible.west-district/1.0', -248],
      ['2020-12-31', 'finish/lead.water-bureau/1.1', -258],
    ]);
    const events = await office.get<List>('/tasks/small-001/events?after=1&limit=2');
    expect(events.items.map((one) => [one['seq'], one['kind'], (one['by'] as Body)['name']])).toEqual([
      [2, 'registered', '市专项办 chief'],
      [3, 'dispatched', '市专项办 chief'],
    ]);
    expect(events.next).toBe('3');
  });

  test('the lead sees all units; a support or responsible unit its own part; anybody else nothing', async () => {
    const units = async (browsing: Browse): Promise<readonly unknown[]> =>
      (await browsing.get<{ assignments: readonly Body[] }>('/tasks/small-001')).assignments.map((one) => one['id']);
    const all = [
      'lead.water-bureau',
      'support.finance-bureau',
      'responsible.east-district',
      'responsible.west-district',
    ];
    expect(await units(office)).toEqual(all);
    expect(await units(lead)).toEqual(all);
    expect(await units(district)).toEqual(['responsible.east-district']);
    expect(await units(support)).toEqual(['support.finance-bureau']);
    expect(await refused(stranger, '/tasks/small-001')).toContain('403');
    const kinds = async (browsing: Browse): Promise<readonly unknown[]> =>
      (await browsing.get<List>('/tasks/small-001/events')).items.map((one) => one['kind']);
    expect(await kinds(district)).toEqual(['drafted', 'registered', 'dispatched', 'acknowledged']);
    expect(await kinds(support)).toEqual(['drafted', 'registered', 'dispatched']);
    expect((await support.get<List>('/tasks/small-001/obligations')).items).toHaveLength(1);
    const lines = (await support.get<List>('/tasks/small-001/agenda')).items;
    expect(lines.every((line) => line['assignment'] === null || line['assignment'] === 'support.finance-bureau')).toBe(
      true,
    );
    expect((await stranger.get<List>('/plans/small/tasks')).items).toEqual([]);
    expect((await support.get<List>('/plans/small/tasks')).items).toHaveLength(5);
  });

  test('counts, indicators and letters', async () => {
    expect(await office.get('/plans/small/summary')).toEqual({
      plan: 'small',
      planDay: '2020-01-06',
      tasks: 5,
      stages: { dispatched: 4, planning: 1 },
      lights: { red: 5 },
      assignments: { acknowledged: 4, issued: 16 },
      letters: {},
      dispatch: { tasks: 5, dispatched: 5 },
    });
    expect(await office.get('/plans/small/indicators')).toEqual({
      items: [{ no: 1, name: '水质达标率', star: true, target: '90%', facts: { tasks: [1] } }],
      next: null,
    });
    expect(await office.get('/plans/small/letters')).toEqual({ items: [], next: null });
    await database.owner.ask(LETTERS);
    const { items, next } = await office.get<List>('/plans/small/letters?limit=1');
    expect(next).toBe('2');
    expect(items[0]).toEqual({
      id: 2,
      form: 'issued',
      number: '〔2020〕2号',
      to: {
        person: 'east-district.liaison',
        name: '某人',
        unit: { id: 'east-district', name: '东城区政府' },
        post: 'liaison',
        address: 'a@test.example',
      },
      subject: '【交办通知】交办〔2020〕2号 2项，2020年1月3日起到期',
      state: 'sent',
      planDay: '2020-01-02',
      sentAt: '2026-01-01T08:00:00+08:00',
      attempts: 1,
      cause: null,
      mergedInto: null,
      tasks: ['small-001'],
    });
    expect((await office.get<List>(`/plans/small/letters?after=${next ?? ''}`)).items).toHaveLength(1);
    expect((await office.get<List>('/plans/small/letters?state=failed')).items).toEqual([]);
    const own = await browse(page, 'east-district.liaison', PASSWORD);
    expect((await own.get<List>('/plans/small/letters')).items).toHaveLength(2);
    expect((await lead.get<List>('/plans/small/letters')).items).toEqual([]);
  });

  test('the office sends a doubtful letter once more, under its own Message-ID; nobody else, and no other letter', async () => {
    const stateOf = async (id: number): Promise<unknown> => {
      const [row] = await database.owner.ask(
        'select state, message_id as "messageId" from duban.letter where id = $1',
        [id],
      );
      return row;
    };
    const key = randomUUID();
    expect(await office.send('POST', '/letters/1/again', {}, key)).toMatchObject({
      status: 422,
      body: {
        why: 'letterNotOpen',
        state: 'sent',
        title: '只有送达存疑或被拒收的信函可以重发，此件的状态是“已发”。',
        titleEn: 'Only a letter that is doubtful or was refused is sent again; this one is sent.',
      },
    });
    await database.owner.ask(`update duban.letter set state = 'doubtful'`);
    expect((await district.send('POST', '/letters/1/again', {}, key)).status).toBe(403);
    expect((await office.send('POST', '/letters/99/again', {}, key)).status).toBe(404);
    expect((await office.send('POST', '/letters/no/again', {}, key)).status).toBe(400);
    const before = await stateOf(1);
    const done = await office.send('POST', '/letters/1/again', {}, key);
    expect(done).toEqual({ status: 200, body: { letter: 1, state: 'waiting' } });
    expect(await stateOf(1)).toEqual({ ...(before as object), state: 'waiting' });
    // Repeated after it was sent meanwhile, it is not sent a third time; for another letter the key is spent.
    await database.owner.ask(`update duban.letter set state = 'sent' where id = 1`);
    expect(await office.send('POST', '/letters/1/again', {}, key)).toEqual(done);
    expect(await stateOf(1)).toMatchObject({ state: 'sent' });
    expect((await office.send('POST', '/letters/2/again', {}, key)).status).toBe(409);
    expect((await office.get<List>('/plans/small/letters?state=doubtful')).items.map((one) => one['id'])).toEqual([2]);
    const acts = await database.owner.ask(
      `select person, body, at is not null as at from duban.admin_event where kind = 'letterAgain'`,
    );
    expect(acts).toEqual([{ person: 'plan-office.chief', body: { letter: 1, was: 'doubtful' }, at: true }]);
  });
});

describe('posts and addresses', () => {
  const post = '/plans/small/posts/north-district/liaison';

  test('the office says who holds a post and until when; from the day after he has no hearing in it', async () => {
    const { planDay } = await office.get<Body>('/plans/small');
    const yesterday = '2020-01-05';
    expect(planDay).toBe('2020-01-06');
    const login = 'north-district.liaison';
    const set = (until: string | null): Promise<unknown> => office.send('PUT', post, { login, until });
    expect(await set('2020-01-06')).toEqual({
      status: 200,
      body: { unit: 'north-district', post: 'liaison', login, until: '2020-01-06' },
    });
    const chairs = async (): Promise<unknown> => (await stranger.get<Body>('/me'))['chairs'];
    expect(await chairs()).toHaveLength(1);
    expect((await stranger.get<List>('/plans')).items).toHaveLength(1);
    await set(yesterday);
    expect(await chairs()).toEqual([]);
    expect((await stranger.get<List>('/plans')).items).toEqual([]);
    expect(await refused(stranger, '/plans/small')).toContain('403');
    await set(null);
    expect(await chairs()).toHaveLength(1);
    expect((await office.send('PUT', post, { login: 'nobody', until: null })).status).toBe(404);
    expect((await office.send('PUT', post, { login, until: 'soon' })).status).toBe(400);
    expect((await lead.send('PUT', post, { login, until: null })).status).toBe(403);
    const acts = await database.owner.ask(
      `select person, body from duban.admin_event where kind = 'seatSet' order by id`,
    );
    expect(acts).toHaveLength(3);
    expect(acts[0]).toMatchObject({ person: 'plan-office.chief', body: { login, until: '2020-01-06' } });
  });

  test('the office sees whose address letters came back from, and believes in it again', async () => {
    const address = 'north-district.liaison@test.example';
    await database.owner.ask(
      `insert into duban.bounced_address (address, since, cause, letter) values ($1, '2026-01-01T00:00:00Z', '550', 1)`,
      [address],
    );
    expect(await office.get('/plans/small/bounces')).toEqual({
      items: [
        {
          address,
          person: 'north-district.liaison',
          name: '北城区政府 liaison',
          since: '2026-01-01T08:00:00+08:00',
          cause: '550',
          letter: 1,
        },
      ],
      next: null,
    });
    expect(await refused(lead, '/plans/small/bounces')).toContain('403');
    const clear = async (by: Browse): Promise<number> =>
      (await by.send('DELETE', `/plans/small/bounces/${encodeURIComponent(address)}`, undefined)).status;
    expect(await clear(lead)).toBe(403);
    expect(await clear(office)).toBe(204);
    expect(await clear(office)).toBe(404);
    expect(await office.get('/plans/small/bounces')).toEqual({ items: [], next: null });
  });
});

describe('pages', () => {
  test('the first page tells strangers numbers, headings and stages, and no more', async () => {
    const { status, text, headers } = await raw('/', { headers: { accept: 'text/html' } });
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('督办');
    expect(text).toContain('清水行动计划');
    expect(text).toContain('<a href="/tasks/small-001">1</a>');
    expect(text).toContain('已交办');
    expect(text).not.toContain('市水务局');
    expect(text).not.toContain('红灯');
    const cookie = await cookieOf('plan-office.chief');
    const known = await raw('/', { headers: { cookie } });
    expect(known.text).toContain('市水务局');
    expect(known.text).toContain('红灯');
  });

  test('a task’s page shows strangers the plan’s row and a form; its people the agenda', async () => {
    const { text } = await raw('/tasks/small-001');
    expect(text).toContain('第1项：整治河道。');
    expect(text).toContain('action="/login"');
    expect(text).not.toContain('东城区政府');
    const cookie = await cookieOf('plan-office.chief');
    const known = await raw('/tasks/small-001', { headers: { cookie } });
    expect(known.text).toContain('下一步预告');
    expect(known.text).toContain('领导小组组长');
    expect(known.text).toContain('东城区政府（责任单位）签收');
    const stranger = await raw('/tasks/small-001', { headers: { cookie: await cookieOf('north-district.chief') } });
    expect(stranger.text).not.toContain('下一步预告');
    const nowhere = await raw('/tasks/small-999', { headers: { accept: 'text/html' } });
    expect([nowhere.status, nowhere.text.includes('没有找到')]).toEqual([404, true]);
  });

  test('the form lets people in and leads back, to a page of ours only', async () => {
    const form = (fields: Record<string, string>, path = '/login', headers: Record<string, string> = {}) =>
      raw(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: page, ...headers },
        body: new URLSearchParams(fields).toString(),
      });
    const login = 'plan-office.deputy';
    // A letter's link: the form on the task's page says itself where to go on.
    const [, next = ''] = /name="next" value="([^"]*)"/.exec((await raw('/tasks/small-001')).text) ?? [];
    const entered = await form({ login, password: PASSWORD, next });
    expect([entered.status, entered.headers['location']]).toEqual([303, '/tasks/small-001']);
    // Node gives Set-Cookie as a list.
    const [session = ''] = entered.headers['set-cookie'] as readonly string[];
    const opened = await raw('/tasks/small-001', { headers: { cookie: session.split(';')[0] ?? '' } });
    expect(opened.text).toContain('下一步预告');
    const mistaken = await form({ login, password: 'wrong', next });
    expect(mistaken.text).toContain(`name="next" value="${next}"`);
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example'])
      expect((await form({ login, password: PASSWORD, next })).headers['location']).toBe('/');
    const wrong = await form({ login, password: 'wrong', next: '/<b>' });
    expect([wrong.status, wrong.text.includes('用户名或密码不对'), wrong.text.includes('<b>')]).toEqual([
      401,
      true,
      false,
    ]);
    expect(
      (await form({ login, password: PASSWORD, next: '/' }, '/login', { origin: 'http://evil.example' })).status,
    ).toBe(403);
    const cookie = await cookieOf(login);
    const left = await form({}, '/logout', { cookie });
    expect([left.status, left.headers['location']]).toEqual([303, '/']);
    expect((await raw('/api/me', { headers: { cookie } })).status).toBe(401);
    expect((await raw('/login')).text).toContain('密码');
  });
});

describe('outages', () => {
  test('status names every part, null when it is down, inside and outside /api', async () => {
    const { text } = await raw('/status');
    expect(JSON.parse(text)).toEqual({
      version: '0.1.0',
      postgres: { version: expect.stringMatching(/^18/) as unknown, delayMs: expect.any(Number) as unknown },
      temporal: null,
      worker: null,
      smtp: null,
      bell: null,
      clock: { version: expect.any(String) as unknown, delayMs: 0 },
      work: expect.objectContaining({ ringMs: null, routedLagMs: null, workerSince: null, verified: null }) as unknown,
      plans: [{ id: 'small', planDay: '2020-01-06', rate: 0 }],
    });
    expect(Object.keys(JSON.parse((await raw('/api/status')).text) as object)).toContain('postgres');
    expect((await raw('/api/healthz')).status).toBe(200);
    expect((await raw('/api/readyz')).status).toBe(200);
  });

  test('a worker that is connected and holds the bell is seen', async () => {
    const worker = await openLedger(database.url('duban_worker'), { name: 'duban-worker/9.9.9', poolSize: 1 });
    try {
      // A pool of one: the lock is held by the connection that is seen.
      await worker.ask('select pg_advisory_lock(4820112)');
      const seen = await until('the worker is seen', async () => {
        const status = JSON.parse((await raw('/status')).text) as Body;
        return status['bell'] === null ? null : status;
      });
      expect(seen).toMatchObject({ worker: { version: '9.9.9', delayMs: 0 }, bell: { version: '9.9.9' } });
      // Nobody has routed the five tasks' facts.
      expect((seen['bell'] as { delayMs: number }).delayMs).toBeGreaterThan(0);
    } finally {
      await worker.close();
    }
  });

  test('the api serves before PostgreSQL does, and through its outages', async () => {
    const postgres = await startPostgres({ durable: true });
    const url = postgres.url('postgres');
    await migrate(url);
    const owner = await openLedger(url, { name: 'test-owner' });
    await importSmallPlan(owner, 1);
    await owner.ask('update duban.person set password_hash = $1', [await hash(PASSWORD)]);
    await owner.close();
    await postgres.kill();
    const [other, at] = await serve(url);
    try {
      expect((await fetch(`${at}/healthz`)).status).toBe(200);
      expect((await fetch(`${at}/readyz`)).status).toBe(503);
      expect(await (await fetch(`${at}/status`)).json()).toMatchObject({ postgres: null, clock: null, plans: [] });
      await postgres.start();
      await until('the api is ready', async () => (await fetch(`${at}/readyz`)).ok);
      const chief = await browse(at, 'plan-office.chief', PASSWORD);
      await postgres.kill();
      const key = randomUUID();
      const away = await chief.send('POST', '/tasks/small-001/orders', { kind: 'register' }, key);
      expect(away).toMatchObject({
        status: 503,
        body: { why: 'outage', titleEn: expect.stringContaining('nothing was changed') as unknown },
      });
      const many = await chief.send('POST', '/orders', {
        orders: [{ task: 'small-001', command: { kind: 'register' } }],
      });
      expect(many.status).toBe(503);
      expect(
        (await fetch(`${at}/api/session`, { method: 'POST', headers: json, body: '{"login":"a","password":"b"}' }))
          .status,
      ).toBe(503);
      await postgres.start();
      await until('the api is ready again', async () => (await fetch(`${at}/readyz`)).ok);
      const done = await chief.send('POST', '/tasks/small-001/orders', { kind: 'register' }, key);
      expect(done).toMatchObject({ status: 200, body: { seq: 2 } });
    } finally {
      await other.close();
      await postgres.stop();
    }
  }, 60_000);
});

describe('the process', () => {
  /** The api as it is started in production, from source. */
  const start = (env: Readonly<Record<string, string>>) => {
    const args = ['-C', 'own-source', '--import', '@swc-node/register/esm-register', 'apps/api/src/main.ts'];
    const child = spawn(process.execPath, args, {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
      });
    const ended = new Promise<number | null>((end) => child.once('exit', end));
    return { child, ended, printed: () => printed };
  };

  test('a wrong variable stops the start with a sentence that names it, what it holds and what is allowed', async () => {
    const { ended, printed } = start({ DATABASE_URL: 'mysql://x', PORT: '70000' });
    expect(await ended).toBe(1);
    expect(printed()).toContain('DATABASE_URL holds "mysql://x"; allowed is an address postgres://');
    expect(printed()).toContain('PORT holds "70000"; allowed is a whole number from 0 to 65535');
    expect(printed()).toContain('EVIDENCE_DIR holds nothing; allowed is a folder that the api may write');
  }, 30_000);

  test('a folder of files that cannot be written stops the start with the same kind of sentence', async () => {
    const { ended, printed } = start({ DATABASE_URL: database.url('duban_api'), EVIDENCE_DIR: '/dev/null/files' });
    expect(await ended).toBe(1);
    expect(printed()).toMatch(
      /^EVIDENCE_DIR holds "\/dev\/null\/files"; allowed is a folder that the api may write \(ENOTDIR.*\)\n$/,
    );
  }, 30_000);

  test('SIGTERM ends it with 0, although a connection is open and a request is half sent', async () => {
    const port = await freePort();
    const files = mkdtempSync(join(tmpdir(), 'duban-files-'));
    const { child, ended, printed } = start({
      DATABASE_URL: database.url('duban_api'),
      EVIDENCE_DIR: files,
      PORT: String(port),
    });
    await until('it serves', async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok, 25_000);
    const half = connect(port, '127.0.0.1');
    await new Promise((connected) => half.once('connect', connected));
    half.on('error', () => undefined);
    half.write('POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n');
    child.kill('SIGTERM');
    expect([await ended, printed().includes('rror')]).toEqual([0, false]);
    half.destroy();
    rmSync(files, { recursive: true });
  }, 60_000);
});

test('the description of the API is the golden one', async () => {
  const golden = fileURLToPath(new URL('../golden/openapi.json', import.meta.url));
  const { text } = await raw('/api/docs-json');
  const described = `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
  if (process.env['GOLDEN'] === 'write') writeFileSync(golden, described);
  expect(described).toBe(readFileSync(golden, 'utf8'));
  const ui = await raw('/api/docs');
  expect([ui.status, ui.text.includes('swagger-ui')]).toEqual([200, true]);
});

test('pages and answers carry the usual protections, and no strict transport over plain http', async () => {
  const { headers } = await raw('/');
  expect(headers['content-security-policy']).toContain("script-src 'self'");
  expect(headers['x-frame-options']).toBe('SAMEORIGIN');
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['strict-transport-security']).toBeUndefined();
});

const LETTERS = `
insert into duban.letter (plan, form, person, address, message_id, round_at, plan_day, content, state, attempts, next_try_at, sent_at, thread, tasks)
select 'small', 'issued', 'east-district.liaison', 'a@test.example', 'm' || n, now() + make_interval(secs => n), '2020-01-02',
  jsonb_build_object('form', 'issued', 'number', '〔2020〕' || n || '号', 'planTitle', '清水行动计划', 'planDay', '2020-01-02',
    'office', jsonb_build_object('name', '市专项办'),
    'to', jsonb_build_object('person', 'east-district.liaison', 'name', '某人', 'unit', 'east-district', 'unitName', '东城区政府', 'post', 'liaison', 'address', 'a@test.example'),
    'items', jsonb_build_array(jsonb_build_object('task', 'small-001', 'by', '2020-01-03'), jsonb_build_object('task', 'small-001', 'by', '2020-01-03'))),
  'sent', 1, now(), '2026-01-01T00:00:00Z', '[]', '["small-001"]'
from generate_series(1, 2) n`;
