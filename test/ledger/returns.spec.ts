import { composeRound } from '#ledger/compose-round';
import { route } from '#ledger/route';
import { openPostbox } from '#mail/postbox';
import { returnAddressOf } from '#mail/return-address';
import { readFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import { deliver } from '../../apps/worker/src/deliver.ts';
import { openReturnBox, type ReturnBox } from '../../apps/worker/src/return-box.ts';
import { launch, setTo } from '../support/acts.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { startRelay } from '../support/relay.ts';
import { importSmallPlan, smallPlan } from '../support/small-plan.ts';

/** Delivery reports as mail systems write them, brought by SMTP to the addresses that letters come back to. */
const plan = smallPlan().id;
const returns = { to: 'bounces@duban.example', secret: 'a secret of the tests' };
const silent = { log: () => undefined, warn: () => undefined, error: () => undefined };
let database: Database;
let box: ReturnBox;
let letter: { readonly id: number; readonly messageId: string; readonly address: string };
let envelopes: readonly { readonly from: string; readonly to: string }[];

beforeAll(async () => {
  database = await openDatabase();
  await importSmallPlan(database.owner, 1);
  await launch(database, plan, ['small-001']);
  await route(database.worker, 'small-001');
  await setTo(database, plan, '2020-01-02', '10:00', 1);
  await composeRound(database.worker, plan, false);
  const relay = await startRelay();
  const postbox = openPostbox(relay.url, { from: '督办 <duban@duban.example>' });
  const office = {
    ledger: database.worker,
    databaseUrl: database.url('duban_worker'),
    postbox,
    returns,
    pageUrl: 'http://127.0.0.1:3000',
    attempted: () => undefined,
    notAsked: () => undefined,
    mailLogUrl: undefined,
    doubt: { afterMs: 60_000, canAsk: false },
  };
  await deliver(office, plan, new AbortController().signal);
  envelopes = relay.envelopes;
  postbox.close();
  await relay.close();
  const [first] = await database.owner.ask<typeof letter>(
    `select id, message_id as "messageId", address from duban.letter where person = 'east-district.liaison'`,
  );
  if (first === undefined) throw new Error('no letter');
  letter = first;
  box = await openReturnBox('127.0.0.1:0', { ledger: database.worker, returns, log: silent });
});
afterAll(async () => {
  await box.close();
  await database.drop();
});
beforeEach(async () => {
  await database.owner.ask(`update duban.letter set state = 'sent', cause = null`);
  await database.owner.ask('delete from duban.bounced_address');
});

/** A fixture as it would speak of our letter. */
const report = (name: string): string =>
  readFileSync(new URL(`../../libs/mail/fixtures/${name}.eml`, import.meta.url), 'utf8')
    .replaceAll('<small.digest.east-district.liaison.1578272400000@duban>', letter.messageId)
    .replaceAll('gone@east.example', letter.address);

const bring = async (raw: string | Buffer, to = returnAddressOf(returns, letter.id)): Promise<string> => {
  const transport = createTransport({ host: '127.0.0.1', port: box.port, ignoreTLS: true });
  try {
    const { response } = await transport.sendMail({ envelope: { from: '', to: [to] }, raw });
    return response;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  } finally {
    transport.close();
  }
};

const found = async (): Promise<readonly [state: string | undefined, condemned: readonly string[]]> => {
  const [row] = await database.owner.ask<{ state: string }>('select state from duban.letter where id = $1', [
    letter.id,
  ]);
  const addresses = await database.owner.ask<{ address: string }>('select address from duban.bounced_address');
  return [row?.state, addresses.map(({ address }) => address)];
};

test('each letter leaves with a return address of its own', () => {
  expect(envelopes).toHaveLength(8);
  expect(envelopes).toContainEqual(
    expect.objectContaining({ to: letter.address, from: returnAddressOf(returns, letter.id) }),
  );
});

test.each(['postfix', 'exchange'])('a failure as %s reports it condemns the address', async (name) => {
  expect(await bring(report(name))).toMatch(/^250/);
  expect(await found()).toEqual(['bounced', [letter.address]]);
});

test('a failure without a status of its own, as exim reports it, only means that the letter was not delivered', async () => {
  expect(await bring(report('exim'))).toMatch(/^250/);
  expect(await found()).toEqual(['bounced', []]);
});

test('a full mailbox, as a provider in China reports it, only means that the letter was not delivered', async () => {
  expect(await bring(report('mailbox-full'))).toMatch(/^250/);
  expect(await found()).toEqual(['bounced', []]);
});

test.each(['delayed', 'relayed', 'auto-reply', 'forged'])('%s leaves the letter sent', async (name) => {
  expect(await bring(report(name))).toMatch(/^250/);
  expect(await found()).toEqual(['sent', []]);
});

test('nothing is taken for an address that we have not signed, and nothing that is too large', async () => {
  const signed = returnAddressOf(returns, letter.id);
  for (const to of [returns.to, signed.replace(`+${letter.id}.`, `+${letter.id + 1}.`), 'chief@east.example'])
    expect(await bring(report('postfix'), to)).toMatch(/550 5\.1\.1/);
  expect(await bring(Buffer.alloc(3 * 1024 * 1024, 'a\r\n'))).toMatch(/552|size/i);
  expect(await found()).toEqual(['sent', []]);
});

test('what cannot be read is dropped, for it would only come again', async () => {
  const endless = `X-Long: ${'a'.repeat(1_500_000)}\r\n${report('postfix')}`;
  expect(await bring(endless)).toMatch(/^250/);
  expect(await found()).toEqual(['sent', []]);
});

test('a port that is taken is told, and an address of IPv6 is listened on', async () => {
  const desk = { ledger: database.worker, returns, log: silent };
  await expect(openReturnBox(`127.0.0.1:${box.port}`, desk)).rejects.toThrow('EADDRINUSE');
  const sixth = await openReturnBox('[::1]:0', desk);
  expect(sixth.port).toBeGreaterThan(0);
  await sixth.close();
});
