import type { Ring } from '#conductor/conductor';
import { ringAll } from './ring-all.ts';

const everybody = Array.from({ length: 30 }, (_, i): Ring => ({ kind: 'plan', id: `p${i}` }));

test('it gives up on those left when nobody answers, and names them all', async () => {
  const rung: string[] = [];
  const away = async ({ id }: Ring): Promise<void> => {
    rung.push(id);
    throw new Error('away');
  };
  const missed = await ringAll(everybody, away, { atOnce: 2 });
  expect(missed).toHaveLength(30);
  expect(rung.length).toBeLessThan(10);
  // Whose turn did not come is first the next time.
  expect(missed.slice(-rung.length).map(({ id }) => id)).toEqual(rung);
});

test('some who refuse steadily do not keep the others from their turn, and are named', async () => {
  const rung: string[] = [];
  const refusers = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
  const send = async ({ id }: Ring): Promise<void> => {
    if (refusers.includes(id)) throw new Error('too long');
    rung.push(id);
  };
  expect((await ringAll(everybody, send, { atOnce: 2 })).map(({ id }) => id)).toEqual(refusers);
  expect(rung).toHaveLength(23);
});
