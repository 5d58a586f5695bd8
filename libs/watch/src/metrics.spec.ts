import { Metrics } from './metrics.ts';
import { Recent } from './recent.ts';
import { isNetwork, mayRead } from './scrape.ts';

test('counts, delays and figures stand in Prometheus’ own text, in its units', async () => {
  const metrics = new Metrics('test');
  metrics.orders.inc({ kind: 'acknowledge', outcome: 'accepted' });
  metrics.orderSeconds.observe(0.007);
  metrics.gauge('duban_stuck_tasks', 'stuck', async () => 2);
  metrics.gauges('duban_letters', 'letters', 'state', ['waiting', 'sent'], async () => ({ sent: 3 }));
  metrics.watchPool(() => ({ total: 5, idle: 3, waiting: 1 }));
  const { type, body } = await metrics.text();
  expect(type).toContain('text/plain');
  for (const line of [
    'duban_orders_total{kind="acknowledge",outcome="accepted",app="test"} 1',
    'duban_order_seconds_bucket{le="0.01",app="test"} 1',
    'duban_stuck_tasks{app="test"} 2',
    'duban_letters{state="waiting",app="test"} 0',
    'duban_letters{state="sent",app="test"} 3',
    'duban_database_connections{state="in_use",app="test"} 2',
    'duban_database_waiting{app="test"} 1',
  ])
    expect(body.split('\n')).toContain(line);
  expect(body).toContain('nodejs_eventloop_lag_seconds');
});

test('what is not known is not told, and then told again', async () => {
  const metrics = new Metrics('test');
  let known: number | undefined = 1;
  metrics.gauge('duban_stuck_tasks', 'stuck', async () => known);
  metrics.gauges('duban_stuck', 'stuck', 'kind', ['facts'], async () =>
    known === undefined ? undefined : { facts: known },
  );
  const figures = async () => (await metrics.text()).body.split('\n').filter((line) => line.startsWith('duban_stuck'));
  const both = ['duban_stuck_tasks{app="test"} 1', 'duban_stuck{kind="facts",app="test"} 1'];
  expect(await figures()).toEqual(both);
  known = undefined;
  expect(await figures()).toEqual([]);
  known = 1;
  expect(await figures()).toEqual(both);
});

test('the slowest of the last minute is forgotten after it', () => {
  let now = 0;
  const recent = new Recent(() => now);
  expect(recent.most).toBeNull();
  recent.add(50);
  now = 30_000;
  recent.add(20);
  expect(recent.most).toBe(50);
  now = 70_000;
  expect(recent.most).toBe(20);
  now = 120_000;
  expect(recent.most).toBeNull();
});

describe('the figures may be read', () => {
  const may = mayRead({ networks: ['10.1.0.0/16'], token: 'a-token-of-sixteen' });
  const host = '127.0.0.1:3000';

  test.each([
    ['from this machine', '127.0.0.1', { host }, true],
    ['from this machine, by its other address', '::ffff:127.0.0.1', { host: 'localhost:3000' }, true],
    ['from a network that was named', '10.1.2.3', { host: '10.1.0.9:3000' }, true],
    ['from any other', '10.2.2.3', { host: '10.1.0.9:3000' }, false],
    ['through a proxy on this machine', '127.0.0.1', { host, 'x-forwarded-for': '203.0.113.9' }, false],
    ['by a name that somebody makes point here', '127.0.0.1', { host: 'rebound.example' }, false],
    [
      'from anywhere with the token',
      '203.0.113.9',
      { host: 'duban.example', authorization: 'Bearer a-token-of-sixteen' },
      true,
    ],
    ['with another token', '203.0.113.9', { host, authorization: 'Bearer another' }, false],
    ['by nobody who cannot be told', undefined, { host }, false],
  ])('%s', (_, from, headers, answer) => {
    expect(may({ from, headers })).toBe(answer);
  });

  test('a network is an address and how many bits of it count', () => {
    expect(['10.0.0.0/8', '::1/128', '10.0.0.0', '10.0.0.0/33', 'here/8'].map(isNetwork)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
