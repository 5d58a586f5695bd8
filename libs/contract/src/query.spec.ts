import { clockSetting } from './clock.ts';
import { idempotencyKey, planId, taskId } from './ids.ts';
import { orderList } from './order.ts';
import { momentText } from './moments.ts';
import { taskQuery } from './task.ts';

test('a query of the ledger table comes from an address: numbers are read from text, and have limits', () => {
  expect(taskQuery.parse({})).toEqual({ after: 0, limit: 100 });
  expect(taskQuery.parse({ limit: '5', due: '2022', stage: 'draft', q: ' 焚烧 ' })).toEqual({
    after: 0,
    limit: 5,
    due: 2022,
    stage: 'draft',
    q: '焚烧',
  });
  for (const query of [
    { limit: '201' },
    { limit: '0' },
    { after: '-1' },
    { due: '20' },
    { stage: 'lost' },
    { colour: 'red' },
  ])
    expect(taskQuery.safeParse(query).success).toBe(false);
});

test('the clock is set to a rate of 0 to 86,400, to a moment with its offset, or both, but not to nothing', () => {
  expect(clockSetting.parse({ rate: 0, planNow: '2020-01-06T08:25:00+08:00' })).toEqual({
    rate: 0,
    planNow: Date.parse('2020-01-06T00:25:00Z'),
  });
  for (const setting of [
    {},
    { rate: -1 },
    { rate: 86_401 },
    { rate: '1' },
    { planNow: '2020-01-06T08:25:00' },
    { planNow: '2020-01-06' },
    { planNow: '2999-01-06T08:25:00+08:00' },
  ])
    expect(clockSetting.safeParse(setting).success).toBe(false);
});

test('a key has 8 to 100 letters, digits, or _ . : -', () => {
  for (const key of ['12345678', 'a'.repeat(100), 'order:17_a.b-c'])
    expect(idempotencyKey.safeParse(key).success).toBe(true);
  for (const key of ['1234567', 'a'.repeat(101), 'with space', '钥匙钥匙钥匙钥匙'])
    expect(idempotencyKey.safeParse(key).success).toBe(false);
});

test('ids are slugs', () => {
  expect(planId.safeParse('cq-zero-waste').success).toBe(true);
  for (const id of ['', 'CQ', '-cq', 'cq_zero', '../cq', 'x'.repeat(81)])
    expect(taskId.safeParse(id).success).toBe(false);
});

test('a call has 1 to 500 orders', () => {
  const orders = (n: number) => ({
    orders: Array.from({ length: n }, () => ({ task: 'cq-001', command: { kind: 'register' } })),
  });
  expect(orderList.safeParse(orders(500)).success).toBe(true);
  for (const n of [0, 501]) expect(orderList.safeParse(orders(n)).success).toBe(false);
});

test('a moment is told in the plan’s zone', () => {
  expect(momentText(new Date('2020-01-02T16:30:00Z'))).toBe('2020-01-03T00:30:00+08:00');
});
