import type { Ring } from '#conductor/conductor';
import { jest } from '@jest/globals';
import { RollCall } from './roll-call.ts';

const plan = (id: string): Ring => ({ kind: 'plan', id });
const everybody = ['a', 'b', 'c', 'd', 'e'].map(plan);
const always = (): boolean => true;

/** Somebody to be rung, of whom only the caller says when he looks. */
const rung = () => {
  const ids: string[] = [];
  const send = async ({ id }: Ring): Promise<void> => {
    ids.push(id);
  };
  return { ids, send };
};

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => {
  jest.useRealTimers();
});

test('two are rung, the next when one of them has looked', async () => {
  const { ids, send } = rung();
  const rollCall = new RollCall(send);
  const called = rollCall.call(everybody, always);
  await jest.advanceTimersByTimeAsync(0);
  expect(ids).toEqual(['a', 'b']);
  rollCall.attended('plan:b');
  await jest.advanceTimersByTimeAsync(0);
  expect(ids).toEqual(['a', 'b', 'c']);
  // Of somebody else, and of one who was through already: nobody's turn.
  for (const id of ['plan:e', 'plan:b']) rollCall.attended(id);
  await jest.advanceTimersByTimeAsync(0);
  expect(ids).toEqual(['a', 'b', 'c']);
  for (const id of ['a', 'c', 'd', 'e']) {
    rollCall.attended(`plan:${id}`);
    await jest.advanceTimersByTimeAsync(0);
  }
  expect(ids).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(await called).toEqual([]);
});

test('a look of which nothing is heard is waited for no longer than 300 ms', async () => {
  const { ids, send } = rung();
  const called = new RollCall(send).call(everybody, always);
  await jest.advanceTimersByTimeAsync(299);
  expect(ids).toHaveLength(2);
  await jest.advanceTimersByTimeAsync(1);
  expect(ids).toHaveLength(4);
  await jest.advanceTimersByTimeAsync(600);
  expect(await called).toEqual([]);
});

test('one who cannot be reached does not keep the others from their turn, and is named', async () => {
  const { ids, send } = rung();
  const rollCall = new RollCall(async (ring) => {
    if (ring.id === 'b') throw new Error('too long');
    await send(ring);
    rollCall.attended(`plan:${ring.id}`);
  });
  expect(await rollCall.call(everybody, always)).toEqual([plan('b')]);
  expect(ids).toEqual(['a', 'c', 'd', 'e']);
});

test('it ends when it is told to, and names whose turn did not come', async () => {
  const { ids, send } = rung();
  let goes = true;
  const called = new RollCall(send).call(everybody, () => goes);
  await jest.advanceTimersByTimeAsync(0);
  goes = false;
  await jest.advanceTimersByTimeAsync(300);
  expect((await called).map(({ id }) => id).sort()).toEqual(['c', 'd', 'e']);
  expect(ids).toEqual(['a', 'b']);
});
