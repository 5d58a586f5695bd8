import { type Ledger, openLedger } from '#ledger/open-ledger';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browse } from '../support/browse.ts';
import { type Collector, startCollector } from '../support/collector.ts';
import { openHistories } from '../support/histories.ts';
import { ROOT } from '../support/processes.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

/** What is told of the whole product's work: lines of both processes, figures of both, traces, and a task that is stuck for real. */
const PLAN = 'cq-zero-waste';
const TASK = `${PLAN}-004`;
const MINUTE = 60_000;
let collector: Collector;
let product: Product;
let office: Browse;
let ledger: Ledger;

beforeAll(async () => {
  collector = await startCollector();
  product = await startProduct({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '200' });
  office = await product.login('zero-waste-office.chief');
  await office.send('PUT', `/plans/${PLAN}/clock`, { rate: 1 });
  ledger = await openLedger(product.run().postgres, { name: 'test' });
}, 3 * MINUTE);
afterAll(async () => {
  await ledger.close();
  await product.remove();
  await collector.close();
}, MINUTE);

type Line = Readonly<Record<string, unknown>>;
const lines = (app: 'api' | 'worker'): readonly Line[] =>
  readFileSync(join(product.home, 'logs', `${app}.log`), 'utf8')
    .split('\n')
    // What stands behind the last end of a line is not written to its end yet.
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
const figures = async (url: string): Promise<ReadonlyMap<string, number>> =>
  new Map(
    (await (await fetch(url)).text())
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
interface Stuck {
  readonly items: readonly Line[];
}
const stuckTask = async (id: string): Promise<Line | undefined> =>
  (await office.get<Stuck>(`/plans/${PLAN}/stuck`)).items.find(({ task }) => task === id);

test(
  'one order is a line of the api, a trace through it, and a ring and an activity of the worker',
  async () => {
    const traceId = 'a'.repeat(32);
    const me = await fetch(`${product.run().page}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'yuzhong-district.liaison', password: product.run().password }),
    });
    const answer = await fetch(`${product.run().page}/api/tasks/${TASK}/orders`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: me.headers.get('set-cookie')?.split(';')[0] ?? '',
        'idempotency-key': 'watched-order-1',
        'x-request-id': 'request-of-the-test',
        traceparent: `00-${traceId}-${'b'.repeat(16)}-01`,
      },
      body: JSON.stringify({ kind: 'acknowledge', assignment: 'responsible.yuzhong-district' }),
    });
    expect(answer.status).toBe(200);
    const order = await until('the order is told', () => lines('api').find(({ key }) => key === 'watched-order-1'));
    expect(order).toMatchObject({
      event: 'order',
      task: TASK,
      order: 'acknowledge',
      outcome: 'accepted',
      request: 'request-of-the-test',
    });
    expect(lines('worker').filter(({ event, order: kind }) => event === 'order' && kind === 'dispatch')).toHaveLength(
      111,
    );

    const spans = await until('the order’s trace', () => {
      const mine = collector.spans().filter((span) => span.traceId === traceId);
      return mine.some(({ name }) => name.startsWith('POST')) ? mine : null;
    });
    const request = spans.find(({ name }) => name === 'POST /api/tasks/:id/orders');
    const given = spans.find(({ name }) => name === 'order acknowledge');
    expect(request).toMatchObject({ service: 'duban-api', parentSpanId: 'b'.repeat(16) });
    expect(given).toMatchObject({ parentSpanId: request?.spanId, attributes: { 'duban.task': TASK } });
    expect(
      spans.find(({ name, parentSpanId }) => name === 'transaction' && parentSpanId === given?.spanId),
    ).toBeDefined();
    for (const name of ['ring', 'activity route'])
      await until(`${name} of the worker`, () =>
        collector
          .spans()
          .find(
            (span) =>
              span.service === 'duban-worker' && span.name === name && span.attributes['duban.subject'] === TASK,
          ),
      );
  },
  MINUTE,
);

test(
  'the worker’s figures stand where run.json says, the api’s at its page',
  async () => {
    const worker = await figures(product.run().metrics);
    expect(worker.get('duban_routed_lag_seconds_count{app="worker"}')).toBeGreaterThanOrEqual(111);
    expect(worker.get('duban_ring_seconds_count{app="worker"}')).toBeGreaterThan(0);
    expect(worker.get('duban_activity_seconds_count{app="worker",activity="look"}')).toBeGreaterThan(111);
    expect(worker.get('duban_orders_total{kind="dispatch",outcome="accepted",app="worker"}')).toBe(111);
    const api = await figures(`${product.run().page}/metrics`);
    expect(api.get('duban_orders_total{kind="acknowledge",outcome="accepted",app="api"}')).toBe(1);
    // The first sign is given before there is anything to tell; the next, ten seconds later, tells of the dispatch.
    const status = await until('the worker has given a sign since the dispatch', async () => {
      const { work } = (await (await fetch(`${product.run().page}/status`)).json()) as { work: Line | null };
      return work?.['workerSince'] == null || work['routedLagMs'] === null || work['ringMs'] === null ? null : work;
    });
    expect(status).toMatchObject({
      stuckTasks: 0,
      routedLagMs: expect.any(Number) as number,
      ringMs: expect.any(Number) as number,
    });
  },
  MINUTE,
);

test(
  'a task that cannot go on is listed with the broken promise behind it, and no longer when it is mended',
  async () => {
    // What the clock has carried out is remembered; the state is put back, as if a rule owed it once more.
    const id = `${PLAN}-007`;
    const read = () =>
      ledger.ask<{ next_at: Date; seq: number }>('select next_at, seq from duban.task where id = $1', [id]);
    await ledger.ask('create table public.before as select * from duban.task where id = $1', [id]);
    const [before] = await read();
    await office.send('PUT', `/plans/${PLAN}/clock`, { planNow: '2020-01-06T08:31:00+08:00' });
    await until('a line has been carried out', async () => ((await read())[0]?.seq ?? 0) > (before?.seq ?? 0));
    await until(
      'it is routed',
      async () => (await ledger.ask('select 1 from duban.task where id = $1 and seq > routed_seq', [id])).length === 0,
    );
    await ledger.ask('create table public.after as select * from duban.task where id = $1', [id]);
    await ledger.ask(
      'update duban.task t set state = b.state, next_at = b.next_at from public.before b where t.id = b.id',
    );
    const item = await until('it is listed', () => stuckTask(id), MINUTE);
    expect(item).toMatchObject({
      kind: 'promise',
      detail: expect.stringMatching(/^carryOut: broken promise: /) as string,
    });
    expect(lines('worker').find(({ event, task }) => event === 'activityFailed' && task === id)).toMatchObject({
      level: 'error',
      activity: 'carryOut',
      workflow: `task:${id}`,
      err: { stack: expect.stringContaining('carry-out') as string },
    });
    await until(
      'the figures count it',
      async () => (await figures(`${product.run().page}/metrics`)).get('duban_stuck_tasks{app="api"}') === 1,
    );
    const page = product.run().page;
    product.kill('worker');
    await until(
      'the worker is back, and still knows it',
      async () => {
        const { worker } = (await (await fetch(`${page}/status`)).json()) as Line;
        return worker !== null && (await stuckTask(id)) !== undefined;
      },
      MINUTE,
    );
    await ledger.ask(
      'update duban.task t set state = a.state, next_at = a.next_at from public.after a where t.id = a.id',
    );
    await until('it is listed no more', async () => (await stuckTask(id)) === undefined, MINUTE);
    await until(
      'nobody remembers it',
      async () => (await ledger.ask('select 1 from duban.trouble')).length === 0,
      MINUTE,
    );
    await ledger.ask('drop table public.before, public.after');
  },
  3 * MINUTE,
);

test(
  'histories are as without traces, and without the variable nothing of OpenTelemetry is loaded',
  async () => {
    const histories = await openHistories(product.run().temporal);
    try {
      const { events } = await histories.client.workflow.getHandle(`task:${TASK}`).fetchHistory();
      expect(JSON.stringify(events)).not.toMatch(/traceparent|_tracer-data/);
    } finally {
      await histories.close();
    }
    const loaded = async (endpoint: string): Promise<string> => {
      const script = `
        const { openTracing } = await import('${join(ROOT, 'dist/libs/watch/src/open-tracing.js')}');
        const tracing = await openTracing({ service: 'test', version: '0' }, process.env);
        const { createRequire } = await import('node:module');
        const names = Object.keys(createRequire(import.meta.url).cache).filter((name) => name.includes('@opentelemetry'));
        console.log(tracing.isOn, names.length > 0);
        await tracing.close();`;
      const env = { PATH: process.env['PATH'], OTEL_EXPORTER_OTLP_ENDPOINT: endpoint };
      const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env });
      return (await run).stdout.trim();
    };
    expect(await loaded('')).toBe('false false');
    expect(await loaded(collector.url)).toBe('true true');
  },
  MINUTE,
);
