import type { Ask } from '#ledger/ask';
import { openLedger } from '#ledger/open-ledger';
import { OutcomeUnknown } from '#ledger/outcome-unknown';
import { isOutage } from '#ledger/outage';
import { type Database, openDatabase } from '../support/database.ts';

const DEADLINE_MS = 500;
let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.drop());

/** A ledger of one connection, with the process at its other end. */
const open = async () => {
  const ledger = await openLedger(database.url('duban_api'), {
    name: 'test-frozen',
    poolSize: 1,
    deadlineMs: DEADLINE_MS,
  });
  const [row] = await ledger.ask<{ pid: number }>('select pg_backend_pid() as pid');
  return { ledger, pid: row?.pid ?? 0 };
};

test('a database that hangs without answering is an outage after the deadline, and the next one asked answers', async () => {
  const { ledger, pid } = await open();
  process.kill(pid, 'SIGSTOP');
  try {
    const failure: unknown = await ledger.ask('select 1').catch((cause: unknown) => cause);
    expect(isOutage(failure)).toBe(true);
    // On a connection of its own, for the frozen one is dropped.
    expect(await ledger.ask('select 2 as n')).toEqual([{ n: 2 }]);
  } finally {
    process.kill(pid, 'SIGCONT');
    await ledger.close();
  }
});

test('one that hangs in the middle of a transaction is an outage, and nothing of it stands', async () => {
  const { ledger, pid } = await open();
  try {
    const failure: unknown = await ledger
      .transact(async (ask) => {
        await ask(
          `insert into duban.session (token_hash, person, created_at, expires_at) values ('frozen', 'p', now(), now())`,
        );
        process.kill(pid, 'SIGSTOP');
        await ask('select 1');
      })
      .catch((cause: unknown) => cause);
    expect(failure).not.toBeInstanceOf(OutcomeUnknown);
    expect(isOutage(failure)).toBe(true);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  expect(await ledger.ask(`select 1 from duban.session where token_hash = 'frozen'`)).toEqual([]);
  await ledger.close();
});

test('one that hangs at COMMIT leaves the outcome unknown', async () => {
  const { ledger, pid } = await open();
  try {
    const failure: unknown = await ledger
      .transact(async (ask) => {
        await ask('select 1');
        process.kill(pid, 'SIGSTOP');
      })
      .catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(OutcomeUnknown);
  } finally {
    process.kill(pid, 'SIGCONT');
    await ledger.close();
  }
});

test('one that hangs at its last statement leaves the outcome unknown, for COMMIT is on its way', async () => {
  const { ledger, pid } = await open();
  try {
    const failure: unknown = await ledger
      .transact(async (ask, last) => {
        await ask('select 1');
        process.kill(pid, 'SIGSTOP');
        await last('select 2');
      })
      .catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(OutcomeUnknown);
  } finally {
    process.kill(pid, 'SIGCONT');
    await ledger.close();
  }
});

test('a last statement that the database refuses is no unknown outcome: nothing of the transaction stands', async () => {
  const { ledger } = await open();
  const session = (hash: string, person: string | null) =>
    [
      'insert into duban.session (token_hash, person, created_at, expires_at) values ($1, $2, now(), now())',
      [Buffer.from(hash), person],
    ] as const;
  const failure: unknown = await ledger
    .transact(async (ask, last) => {
      await ask(...session('before', 'p'));
      await last(...session('last', null));
    })
    .catch((cause: unknown) => cause);
  expect(failure).not.toBeInstanceOf(OutcomeUnknown);
  expect(String(failure)).toMatch(/null value in column "person"/);
  expect(await ledger.ask(`select 1 from duban.session where token_hash in ('before', 'last')`)).toEqual([]);
  // The connection is as good as before.
  await ledger.transact((_ask, last) => last(...session('after', 'p')));
  expect(await ledger.ask(`select 1 as n from duban.session where token_hash = 'after'`)).toEqual([{ n: 1 }]);
  await ledger.close();
});

test('nothing can be asked after the last statement', async () => {
  const { ledger } = await open();
  await expect(
    ledger.transact(async (ask, last) => {
      await last('select 1');
      await ask('select 2');
    }),
  ).rejects.toThrow('nothing can be asked after the end of a transaction');
  await ledger.close();
});

test('whoever passes over a statement that failed is not told that the rest stands', async () => {
  const { ledger } = await open();
  const done = ledger.transact(async (ask) => {
    await ask(
      `insert into duban.session (token_hash, person, created_at, expires_at) values ('passed over', 'p', now(), now())`,
    );
    await ask('select 1/0').catch(() => undefined);
  });
  await expect(done).rejects.toThrow('nothing was written');
  await expect(done).rejects.not.toBeInstanceOf(OutcomeUnknown);
  expect(await ledger.ask(`select 1 from duban.session where token_hash = 'passed over'`)).toEqual([]);
  await ledger.close();
});

test('nothing is asked after a transaction has failed, however late', async () => {
  const { ledger } = await open();
  const asks: Ask[] = [];
  const done = ledger.transact(async (given) => {
    asks.push(given);
    await given('select 1/0');
  });
  await expect(done).rejects.toThrow('division by zero');
  await expect(asks[0]?.('select 1')).rejects.toThrow('after the end of a transaction');
  await ledger.close();
});
