import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/processes.ts';
import { catchOf, guards, isGuard } from './guards.ts';

/** The last column of the README's table: what each guard was found out by. */
const rows = readFileSync(join(ROOT, 'test', 'chaos', 'README.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, name = '', , , found = ''] = line.split('|').map((cell) => cell.trim());
    const guard = /^`([a-z-]+)`$/.exec(name)?.[1];
    return guard === undefined ? [] : [{ guard, found: /`([^`]*)`/.exec(found)?.[1] ?? '' }];
  });

test('the table has every guard, and each is found out by what stands there', () => {
  expect(rows.map(({ guard }) => guard).sort()).toEqual(Object.keys(guards).sort());
  for (const { guard, found } of rows)
    expect([guard, isGuard(guard) && catchOf(guards[guard], ['something else', found])]).toEqual([guard, found]);
});

test('a violation that has nothing to do with the guard does not find it out', () => {
  for (const { found } of Object.values(guards))
    expect(
      catchOf({ found }, ['worker has gone by itself: it ended with code 1', 'chaos-1-1 got no final answer']),
    ).toBe(undefined);
});
