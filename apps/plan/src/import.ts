import { mainlandChina } from '#calendar/mainland-china';
import type { Instant } from '#domain/time/day';
import { demoPeople, HASHING } from '#ledger/demo-people';
import { type Imported, importPlan } from '#ledger/import-plan';
import { openLedger } from '#ledger/open-ledger';
import { OutcomeUnknown } from '#ledger/outcome-unknown';
import { contentOf } from '#plan/content';
import type { Pack } from '#plan/packs';
import type { PlanReading } from '#plan/read-plan';
import { hash } from '@node-rs/argon2';
import { Complaint } from './complaint.ts';
import type { Addresses } from './ledger-address.ts';

/** Everything that is put into the ledger, and how. */
export interface Import {
  readonly reading: PlanReading;
  readonly pack: Pack;
  readonly document: Uint8Array;
  /** A clock that may be set and begins where the pack says, instead of real time. */
  readonly demoClock: boolean;
  /** People for every post, with the demo password. */
  readonly demoPeople: boolean;
}

/** PostgreSQL's codes for a schema or table that is not there. */
const NOT_MIGRATED = ['3F000', '42P01'];

/** Puts a plan into the ledger in one transaction; `told` hears of the progress. Throws a Complaint when the ledger cannot be reached, and the plan is then not in it. */
export const importInto = async (
  { database, demoPassword }: Addresses,
  what: Import,
  told: (words: string) => void,
): Promise<Imported> => {
  const { reading, pack, document } = what;
  if (what.demoPeople && demoPassword === null)
    throw new Complaint('没有演示密码：请设置 DUBAN_DEMO_PASSWORD', 'no demo password: set DUBAN_DEMO_PASSWORD');
  const ledger = await openLedger(database, { name: 'duban-plan', poolSize: 2 }).catch((cause: unknown) => {
    throw unreachable(cause);
  });
  try {
    const content = contentOf(reading, pack, document);
    const start = Date.parse(pack.clockStart) as Instant;
    const clock = what.demoClock ? { start, rate: 0, mayPlay: true } : { start: null, rate: 1, mayPlay: false };
    const all = content.tasks.length;
    return await importPlan(
      ledger,
      { ...content, calendar: mainlandChina, clock },
      {
        people:
          what.demoPeople && demoPassword !== null ? demoPeople(content.units, await hash(demoPassword, HASHING)) : [],
        told: (written) => {
          told(`写入台账 written ${written} / ${all}`);
        },
      },
    );
  } catch (cause) {
    throw unreachable(cause);
  } finally {
    await ledger.close();
  }
};

/** What an outage means for whoever imports. A bug of ours is thrown on. */
const unreachable = (cause: unknown): unknown => {
  if (cause instanceof OutcomeUnknown)
    return new Complaint(
      '结果未知：提交时连接中断；请再运行一次，已经导入的不会重复',
      'the outcome is unknown, for the connection broke at the commit: run it once more, nothing is imported twice',
    );
  const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown };
  if (NOT_MIGRATED.includes(String(code)))
    return new Complaint('台账尚未建表：请先运行 npm run migrate', 'the ledger has no tables yet: run npm run migrate');
  if (typeof code === 'string' || String(message).startsWith('Connection terminated'))
    return new Complaint(
      `台账无法写入，未作任何更改：${String(message)}`,
      `the ledger cannot be written, nothing was changed: ${String(message)}`,
    );
  return cause;
};
