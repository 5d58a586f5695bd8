import { clean, masked } from './clean.ts';

test('addresses of people, passwords in addresses, and tokens do not stand in texts', () => {
  expect(masked('550 no such user wang.wei@water.example')).toBe('550 no such user <address>');
  expect(masked('connect postgres://duban_api:hush@127.0.0.1:5433/duban failed')).toBe(
    'connect postgres://127.0.0.1:5433/duban failed',
  );
  expect(masked('cookie duban_session=abc-def; Path=/')).toBe('cookie duban_session=[redacted]; Path=/');
  expect(masked('authorization: Bearer abc.def')).toBe('authorization: Bearer [redacted]');
});

test('what has a secret’s name, or that of something people have written, is taken out at any depth', () => {
  const line = clean({
    task: 'small-001',
    inner: { password: 'hush', list: [{ reason: '因为' }] },
    cookie: 'c',
    address: 'a@b.cn',
  });
  expect(line).toEqual({
    task: 'small-001',
    inner: { password: '[redacted]', list: [{ reason: '[redacted]' }] },
    cookie: '[redacted]',
    address: '[redacted]',
  });
});

test('an error keeps its stack, its code and its cause, and nothing a driver hangs on it', () => {
  const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const error = Object.assign(new Error('no answer', { cause }), { parameters: ['甲'], client: { password: 'hush' } });
  const { err } = clean({ err: error }) as { err: Record<string, unknown> };
  expect(err).toEqual({
    type: 'Error',
    message: 'no answer',
    stack: expect.stringContaining('clean.spec.ts') as string,
    cause: expect.objectContaining({ message: 'refused', code: 'ECONNREFUSED' }) as object,
  });
});

test('an object without end comes to one', () => {
  const ring: Record<string, unknown> = {};
  ring['self'] = ring;
  expect(() => JSON.stringify(clean(ring))).not.toThrow();
});
