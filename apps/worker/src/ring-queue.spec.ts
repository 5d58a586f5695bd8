import type { Ring } from '#conductor/conductor';
import { jest } from '@jest/globals';
import { RingQueue } from './ring-queue.ts';

const silent = { log: () => undefined, warn: () => undefined, error: () => undefined };
const task = (id: string): Ring => ({ kind: 'task', id, seq: 1, plan: 'p', no: 1, lead: 'u' });

/** A Temporal that answers when it is told to. */
const temporal = () => {
  const waiting: { readonly id: string; readonly answer: () => void; readonly fail: () => void }[] = [];
  return {
    waiting,
    send: (ring: Ring) =>
      new Promise<void>((answer, fail) => {
        waiting.push({
          id: ring.id,
          answer,
          fail: () => {
            fail(new Error('away'));
          },
        });
      }),
  };
};
const settled = async (): Promise<void> => {
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
};

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => {
  jest.useRealTimers();
});

test('at most eight rings are in flight', async () => {
  const { waiting, send } = temporal();
  const queue = new RingQueue(send, silent);
  for (let i = 0; i < 20; i += 1) queue.add(task(`t${i}`), '1');
  expect(waiting).toHaveLength(8);
  waiting[0]?.answer();
  await settled();
  expect(waiting).toHaveLength(9);
});

test('what has made no progress is rung again only after a back-off of 5 s, doubling', () => {
  const { waiting, send } = temporal();
  const queue = new RingQueue(send, silent);
  const ringAt = (ms: number): void => {
    jest.setSystemTime(ms);
    queue.add(task('t'), '1');
  };
  for (const ms of [0, 4_999]) ringAt(ms);
  expect(waiting).toHaveLength(1);
  for (const ms of [5_000, 14_999]) ringAt(ms);
  expect(waiting).toHaveLength(2);
  ringAt(15_000);
  expect(waiting).toHaveLength(3);
});

test('progress makes the next ring immediate', () => {
  const { waiting, send } = temporal();
  const queue = new RingQueue(send, silent);
  queue.add(task('t'), '1');
  queue.add(task('t'), '2');
  expect(waiting).toHaveLength(2);
});

test('after ten minutes of back-off a task is stuck, until it moves', () => {
  const queue = new RingQueue(temporal().send, silent);
  let now = 0;
  for (let waitMs = 5_000; waitMs < 1_300_000; waitMs *= 2) {
    jest.setSystemTime(now);
    queue.add(task('t'), '1');
    now += Math.min(waitMs, 600_000);
  }
  expect(queue.stuck()).toEqual(['task:t']);
  queue.add(task('t'), '2');
  expect(queue.stuck()).toEqual([]);
});

test('a ring that was not delivered may be tried at once', async () => {
  const { waiting, send } = temporal();
  const queue = new RingQueue(send, silent);
  queue.add(task('t'), '1');
  waiting[0]?.fail();
  await settled();
  queue.add(task('t'), '1');
  expect(waiting).toHaveLength(2);
});

test('a hundred announcements for one postman are two rings in a quarter of a second, the second not lost', () => {
  const { waiting, send } = temporal();
  const queue = new RingQueue(send, silent);
  for (let i = 0; i < 100; i += 1) queue.add({ kind: 'postman', id: 'p' }, null);
  expect(waiting).toHaveLength(1);
  jest.advanceTimersByTime(250);
  expect(waiting).toHaveLength(2);
});

test('an announcement is not held back by the back-off of an earlier busy spell', () => {
  const { waiting, send } = temporal();
  const queue = new RingQueue(send, silent);
  const postman: Ring = { kind: 'postman', id: 'p' };
  for (const ms of [0, 5_000, 15_000, 35_000]) {
    jest.setSystemTime(ms);
    queue.add(postman, 'busy');
  }
  const before = waiting.length;
  jest.setSystemTime(36_000);
  queue.add(postman, null);
  expect(waiting).toHaveLength(before + 1);
});

test('after a rest the next busy spell begins with the first wait, and what stays busy is stuck', () => {
  const { waiting, send } = temporal();
  const queue = new RingQueue(send, silent);
  const postman: Ring = { kind: 'postman', id: 'p' };
  for (const ms of [0, 5_000, 15_000]) {
    jest.setSystemTime(ms);
    queue.add(postman, 'busy');
  }
  queue.rest(postman);
  for (const ms of [100_000, 105_000]) {
    jest.setSystemTime(ms);
    queue.add(postman, 'busy');
  }
  expect(waiting).toHaveLength(5);
  let now = 105_000;
  for (let waitMs = 10_000; waitMs < 1_300_000; waitMs *= 2) {
    now += Math.min(waitMs, 600_000);
    jest.setSystemTime(now);
    queue.add(postman, 'busy');
  }
  expect(queue.stuck()).toEqual(['post:p']);
});

test('a task that has nothing to do any more is stuck no longer, and its next busy spell begins with the first wait', async () => {
  const rung: string[] = [];
  const queue = new RingQueue(async ({ id }) => {
    rung.push(id);
  }, silent);
  let now = 0;
  for (let waitMs = 5_000; waitMs < 1_300_000; waitMs *= 2) {
    jest.setSystemTime(now);
    for (const ring of [task('t'), task('u')]) queue.add(ring, '1');
    queue.add({ kind: 'plan', id: 'p' }, 'busy');
    await settled();
    now += Math.min(waitMs, 600_000);
  }
  expect(queue.stuck()).toEqual(['task:t', 'task:u', 'plan:p']);
  queue.restTasksBut(['u']);
  // Plans and postmen are looked at one by one.
  expect(queue.stuck()).toEqual(['task:u', 'plan:p']);
  rung.length = 0;
  for (const ring of [task('t'), task('u')]) queue.add(ring, '1');
  await settled();
  expect(rung).toEqual(['t']);
});
