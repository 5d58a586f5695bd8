import { isTime } from './nightly.ts';

/** Three in the morning at +08:00 is seven in the evening of the day before at Greenwich. */
const at = (text: string): Date => new Date(`${text}+08:00`);

test.each([
  ['never before', null, at('2026-11-27T14:00:00'), true],
  ['last night, and it is day', at('2026-11-27T03:01:00'), at('2026-11-27T14:00:00'), false],
  ['last night, and it is night', at('2026-11-26T03:01:00'), at('2026-11-27T03:02:00'), true],
  ['this night, and it is still night', at('2026-11-27T03:01:00'), at('2026-11-27T03:40:00'), false],
  ['yesterday by day, for no worker lived at night', at('2026-11-26T09:00:00'), at('2026-11-27T14:00:00'), true],
])('verified %s', (_, last, now, answer) => {
  expect(isTime(last === null ? null : { at: last, differences: 0 }, now)).toBe(answer);
});

test('verified a moment ago, and something differed', () => {
  const now = at('2026-11-27T14:00:00');
  expect(isTime({ at: now, differences: 1 }, now)).toBe(true);
});
