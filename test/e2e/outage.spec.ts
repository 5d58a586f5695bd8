import { type Ledger, openLedger } from '#ledger/open-ledger';
import { rmSync } from 'node:fs';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import type { Browse } from '../support/browse.ts';
import { openHistories } from '../support/histories.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

const PLAN = 'cq-zero-waste';
const MINUTE = 60_000;
let product: Product;
let office: Browse;
let ledger: Ledger;

beforeAll(async () => {
  product = await startProduct();
  office = await product.login('zero-waste-office.chief');
  await office.send('PUT', `/plans/${PLAN}/clock`, { rate: 1 });
  ledger = await openLedger(product.run().postgres, { name: 'test' });
}, 3 * MINUTE);
afterAll(async () => {
  await ledger.close();
  await product.remove();
}, MINUTE);

const unrouted = async (): Promise<number> =>
  (await ledger.ask('select 1 from duban.task where seq > routed_seq')).length;
/** Nothing is under way: every fact is routed, and no line is due that has not been carried out. */
const isQuiet = async (): Promise<boolean> =>
  (
    await ledger.ask(
      `select 1 from duban.task t join duban.clock c on c.plan = t.plan
       where t.seq > t.routed_seq or t.next_at <= c.anchor_plan + (clock_timestamp() - c.anchor_real) * c.rate`,
    )
  ).length === 0;
const clock = (to: object): Promise<unknown> => office.send('PUT', `/plans/${PLAN}/clock`, to);

test(
  'Temporal stopped for a minute: orders go on, letters follow',
  async () => {
    const district = await product.login('beibei-district.handler');
    const { items: owed } = await district.get<{ items: readonly { task: string; obligation: string }[] }>(
      '/inbox?limit=200',
    );
    const items = owed.filter(({ obligation }) => obligation === 'acknowledge');
    // What the worker has in hand it brings to its end, with Temporal or without.
    await until('nothing is under way', isQuiet, MINUTE);
    product.kill('temporal', 'SIGSTOP');
    const stoppedAt = Date.now();
    try {
      await clock({ planNow: '2020-01-06T08:29:00+08:00', rate: 60 });
      for (const { task } of items.slice(0, 20)) {
        const answer = await district.send('POST', `/tasks/${task}/orders`, {
          kind: 'acknowledge',
          assignment: 'responsible.beibei-district',
        });
        expect(answer.status).toBe(200);
      }
      expect(await unrouted()).toBeGreaterThanOrEqual(20);
      // The minute itself is what is tested: nothing else marks its end.
      await pass(Math.max(0, stoppedAt + MINUTE - Date.now()));
      expect(await unrouted()).toBeGreaterThanOrEqual(20);
    } finally {
      product.kill('temporal', 'SIGCONT');
    }
    await until('every fact is routed', async () => (await unrouted()) === 0, 30_000);
    await until(
      'the digest follows',
      async () => {
        const letters = await ledger.ask(
          `select 1 from duban.letter where form = 'digest' and state = 'sent' and plan_day >= '2020-01-06'`,
        );
        return letters.length > 0;
      },
      2 * MINUTE,
    );
  },
  6 * MINUTE,
);

test(
  'Temporal’s data deleted: after a restart all 111 workflows are back with the same next wake-up',
  async () => {
    await clock({ rate: 0 });
    await until('nothing is under way', isQuiet, MINUTE);
    const before = await ledger.ask('select id, next_at, seq from duban.task order by id');
    await ledger.close();
    await product.stop();
    for (const name of readdirSync(product.home).filter((file) => file.startsWith('temporal')))
      rmSync(join(product.home, name), { recursive: true });
    await product.start();
    ledger = await openLedger(product.run().postgres, { name: 'test' });
    office = await product.login('zero-waste-office.chief');
    const histories = await openHistories(product.run().temporal);
    try {
      await until('111 open workflows', async () => (await histories.open('task')).length === 111, MINUTE);
      expect(await ledger.ask('select id, next_at, seq from duban.task order by id')).toEqual(before);
      await clock({ rate: 1 });
      const rows = await ledger.ask<{ id: string; wake: Date }>(
        `select t.id, c.anchor_real + (t.next_at - c.anchor_plan) / c.rate as wake from duban.task t join duban.clock c on c.plan = t.plan where t.next_at is not null order by t.id`,
      );
      expect(rows.length).toBeGreaterThan(100);
      await until(
        'every timer is the ledger’s next line',
        async () => {
          for (const { id, wake } of rows) {
            const timers = await histories.timers(`task:${id}`);
            const off = timers.length === 1 ? (timers[0] ?? 0) - wake.getTime() : Number.NaN;
            if (!(Math.abs(off) < 1_500)) throw new Error(`${id}: ${timers.length} timers, ${off} ms off`);
          }
          return true;
        },
        MINUTE,
      );
    } finally {
      await histories.close();
    }
  },
  4 * MINUTE,
);
