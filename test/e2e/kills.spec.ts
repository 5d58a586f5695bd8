import { openLedger } from '#ledger/open-ledger';
import { randomUUID } from 'node:crypto';
import type { Browse } from '../support/browse.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

/** kill -9 of worker, api and PostgreSQL in the middle of 200 orders: what was answered stands, once. */
const PLAN = 'cq-zero-waste';
const MINUTE = 60_000;
const ORDERS = 200;
let product: Product;
let office: Browse;

beforeAll(async () => {
  product = await startProduct();
  office = await product.login('zero-waste-office.chief');
  await office.send('PUT', `/plans/${PLAN}/clock`, { rate: 1 });
}, 3 * MINUTE);
afterAll(() => product.remove(), MINUTE);

test(
  'sixty orders at once on one task over HTTP are each answered and each in the ledger once',
  async () => {
    const task = `${PLAN}-017`;
    const district = await product.login('dadukou-district.chief');
    const order = (kind: object, key?: string) => district.send('POST', `/tasks/${task}/orders`, kind, key);
    await order({ kind: 'acknowledge', assignment: 'responsible.dadukou-district' });
    const name = (leader: string): object => ({
      kind: 'nameOwner',
      assignment: 'responsible.dadukou-district',
      leader,
      handler: '乙',
      liaison: '丙',
    });
    const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => order(name(`齐${i}`))));
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    const seqs = answers.map((answer) => answer.body['seq'] as number).sort((a, b) => a - b);
    expect(seqs.map((seq) => seq - (seqs[0] ?? 0))).toEqual(seqs.map((_, i) => i));
  },
  MINUTE,
);

interface Sent {
  readonly task: string;
  readonly key: string;
  readonly name: string;
  /** The answer's status; 0 when no answer came. */
  status: number;
}

test(
  'orders answered 200 are in the ledger exactly once, the others are answered once when repeated; every notice once; all routed within 30 s',
  async () => {
    const district = await product.login('banan-district.deputy');
    const { items } = await district.get<{ items: readonly { task: string }[] }>('/inbox?limit=200');
    const tasks = items.map((item) => item.task).slice(0, 20);
    await district.send('POST', '/orders', {
      orders: tasks.map((task) => ({
        task,
        command: { kind: 'acknowledge', assignment: 'responsible.banan-district' },
      })),
    });
    // The lines of a morning fall due while the parts are being killed.
    await office.send('PUT', `/plans/${PLAN}/clock`, { planNow: '2020-01-06T08:29:30+08:00', rate: 30 });

    const orders: Sent[] = Array.from({ length: ORDERS }, (_, i) => ({
      task: tasks[i % tasks.length] ?? '',
      key: randomUUID(),
      name: `第${i}人`,
      status: 0,
    }));
    let begun = 0;
    let lastKillAt = 0;
    const give = async (order: Sent): Promise<void> => {
      const command = {
        kind: 'nameOwner',
        assignment: 'responsible.banan-district',
        leader: order.name,
        handler: '乙',
        liaison: '丙',
      };
      order.status = await district.send('POST', `/tasks/${order.task}/orders`, command, order.key).then(
        (answer) => answer.status,
        () => 0,
      );
    };
    const kills: Readonly<Record<number, 'worker' | 'api' | 'postgres'>> = { 40: 'worker', 90: 'api', 140: 'postgres' };
    const client = async (): Promise<void> => {
      for (let order = orders[begun++]; order !== undefined; order = orders[begun++]) {
        const part = kills[begun - 1];
        if (part !== undefined) {
          product.kill(part);
          lastKillAt = Date.now();
        }
        await give(order);
        // The page is away: a person would wait a moment too.
        if (order.status !== 200)
          await until('the api answers', async () => (await fetch(`${product.run().page}/api/readyz`)).ok, MINUTE);
      }
    };
    await Promise.all(Array.from({ length: 8 }, client));
    const unanswered = orders.filter((order) => order.status !== 200);
    expect(unanswered.length).toBeGreaterThan(0);
    const answeredAtOnce = orders.filter((order) => order.status === 200);
    expect(answeredAtOnce.length).toBeGreaterThan(100);

    const ledger = await openLedger(product.run().postgres, { name: 'test' });
    try {
      const left = lastKillAt + 30_000 - Date.now();
      const unrouted = () => ledger.ask('select 1 from duban.task where seq > routed_seq');
      await until(
        'every fact is routed within 30 s after the last kill',
        async () => (await unrouted()).length === 0,
        Math.max(0, left),
      );
      const counts = async (): Promise<ReadonlyMap<string, number>> => {
        const rows = await ledger.ask<{ name: string; n: number }>(
          `select fact -> 'owner' ->> 'leader' as name, count(*)::int as n from duban.task_event where kind = 'ownerNamed' group by 1`,
        );
        return new Map(rows.map(({ name, n }) => [name, n]));
      };
      const before = await counts();
      for (const order of answeredAtOnce) expect([order.name, before.get(order.name)]).toEqual([order.name, 1]);
      for (const order of unanswered) expect(before.get(order.name) ?? 0).toBeLessThanOrEqual(1);
      for (const order of unanswered) {
        await until(
          `an answer for ${order.name}`,
          async () => {
            await give(order);
            return order.status === 200;
          },
          MINUTE,
        );
      }
      const after = await counts();
      expect(orders.map((order) => after.get(order.name))).toEqual(orders.map(() => 1));

      await until(
        'every fact is routed',
        async () => (await ledger.ask('select 1 from duban.task where seq > routed_seq')).length === 0,
        30_000,
      );
      await until(
        'the morning’s lines are carried out',
        async () =>
          (await ledger.ask(`select 1 from duban.task where next_at <= '2020-01-06T08:30:00+08:00'`)).length === 0,
        MINUTE,
      );
      await until(
        'and routed',
        async () => (await ledger.ask('select 1 from duban.task where seq > routed_seq')).length === 0,
        30_000,
      );
      // A reminder concerns two posts, and tells each of them once.
      const notices = await ledger.ask<{ n: number; posts: number }>(
        `select count(n.id)::int as n, count(distinct n.post)::int as posts from duban.task_event e left join duban.notice n on n.task = e.task and n.seq = e.seq
       where e.kind = 'reminded' group by e.task, e.seq`,
      );
      expect(notices.length).toBeGreaterThan(100);
      expect(notices.filter(({ n, posts }) => n !== 2 || posts !== 2)).toEqual([]);
      await office.send('PUT', `/plans/${PLAN}/clock`, { rate: 600 });
      await until(
        'the digest has left',
        async () => {
          const [open] = await ledger.ask<{ n: number; sent: number }>(
            `select count(*) filter (where state not in ('sent', 'merged'))::int as n, count(*) filter (where form = 'digest' and plan_day = '2020-01-06')::int as sent from duban.letter`,
          );
          return open !== undefined && open.n === 0 && open.sent > 0;
        },
        2 * MINUTE,
      );
      const response = await fetch(`${product.run().mail}/api/email?limit=5000`);
      const caught = ((await response.json()) as { items: readonly { messageId: string }[] }).items.map(
        (letter) => letter.messageId,
      );
      expect(new Set(caught).size).toBe(caught.length);
      const written = await ledger.ask<{ message_id: string }>(
        `select message_id from duban.letter where state <> 'merged'`,
      );
      expect([...caught].sort()).toEqual(written.map((letter) => letter.message_id).sort());
    } finally {
      await ledger.close();
    }
  },
  6 * MINUTE,
);
