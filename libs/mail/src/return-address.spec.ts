import { letterOf, returnAddressOf } from './return-address.ts';

const returns = { to: 'Bounces@duban.example', secret: 'a secret of sixteen' };

test('a return address names its letter, whatever a mail server does to its case', () => {
  const address = returnAddressOf(returns, 417);
  expect(address).toMatch(/^bounces\+417\.[0-9a-z]{12}@duban\.example$/);
  expect(letterOf(returns, address)).toBe(417);
  expect(letterOf(returns, address.toUpperCase())).toBe(417);
});

test('nobody else can make one', () => {
  const address = returnAddressOf(returns, 417);
  expect(letterOf(returns, address.replace('417', '418'))).toBeNull();
  expect(letterOf({ ...returns, secret: 'another secret here' }, address)).toBeNull();
  for (const other of [
    '',
    '@',
    'bounces@duban.example',
    'bounces+417@duban.example',
    address.replace('duban.', 'other.'),
  ])
    expect(letterOf(returns, other)).toBeNull();
});
