import { readFileSync } from 'node:fs';
import { isOfTheAddress } from './outcome.ts';
import { type Bounce, readBounce } from './read-bounce.ts';

const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/${name}.eml`, import.meta.url));

const recipient = 'gone@east.example';
const messageId = '<small.digest.east-district.liaison.1578272400000@duban>';

const reports: readonly (readonly [string, Bounce])[] = [
  [
    'postfix',
    {
      kind: 'failed',
      recipient,
      messageId,
      cause: '5.1.1 550 5.1.1 <gone@east.example>: Recipient address rejected: User unknown',
    },
  ],
  [
    'exchange',
    {
      kind: 'failed',
      recipient,
      messageId,
      cause: '5.1.10 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    },
  ],
  // It says 5.0.0 of everything: three of these in a day condemn an address, one does not.
  ['exim', { kind: 'temporary', recipient, messageId, cause: '5.0.0' }],
  [
    'mailbox-full',
    { kind: 'temporary', recipient, messageId, cause: '4.2.2 452 Requested mail action not taken: mailbox full' },
  ],
  [
    'delayed',
    {
      kind: 'delayed',
      recipient,
      messageId,
      cause: '4.4.1 450 4.4.1 <gone@east.example>: Recipient address rejected: User unknown',
    },
  ],
];

test.each(reports)('the report of %s is read', async (name, bounce) => {
  expect(await readBounce(fixture(name))).toEqual(bounce);
});

test.each(['auto-reply', 'relayed'])('%s is no bounce', async (name) => {
  expect(await readBounce(fixture(name))).toBeNull();
});

test('what is no mail at all is no bounce', async () => {
  expect(await readBounce(Buffer.from([0, 255, 10, 13, 10]))).toBeNull();
  expect(await readBounce(Buffer.alloc(0))).toBeNull();
});

test.each([
  ['5.1.1', true],
  ['5.1.10', true],
  ['5.2.0', true],
  ['5.2.1', true],
  ['5.2.2', false],
  ['5.3.4', false],
  ['5.7.1', false],
  ['5.0.0', false],
  ['4.1.1', false],
  ['', false],
])('status %s: the address is at fault: %s', (status, isAtFault) => {
  expect(isOfTheAddress(status)).toBe(isAtFault);
});
