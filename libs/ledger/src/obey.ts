import { decide, type Order } from '#domain/decide';
import type { Fact } from '#domain/event';
import type { Refusal } from '#domain/refusal';
import type { Day } from '#domain/time/day';
import { append } from './append.ts';
import { canonical, sha256 } from './canonical.ts';
import { type Answered, lockTask, surroundingsOf } from './context.ts';
import type { Ask } from './ask.ts';
import type { Ledger } from './open-ledger.ts';
import { telling } from './told-order.ts';

/** What became of an order. */
export type Obeyed =
  | { readonly verdict: 'accepted'; readonly seq: number; readonly facts: readonly Fact[] }
  | { readonly verdict: 'refused'; readonly refusal: Refusal }
  /** The key was used before for another order. */
  | { readonly verdict: 'keyReused' }
  | { readonly verdict: 'noSuchTask' };

/**
 * Decides a person's order and appends its facts, once, in one transaction. People click twice and networks repeat, so a
 * known key is normal and gets the first answer again; the same key with another order is refused. A refusal is not
 * remembered. Throws PostgreSQL's errors, and OutcomeUnknown when the answer to COMMIT was lost: the same key then gives
 * the final answer, for the task's row is locked before the key is looked up.
 */
export const obey = async (ledger: Ledger, task: string, order: Order, key: string): Promise<Obeyed> => {
  const obeyed = await telling(ledger.tell, { task, order, key }, (decided) =>
    ledger.transact((ask, last) => obeyIn(ledger, ask, task, order, key, { write: last, decided })),
  );
  if (obeyed.verdict === 'accepted') ledger.announce(task);
  return obeyed;
};

/** The same inside a transaction: what it writes goes out by `write`; `decided` hears on which plan day, unless the key is known. */
const obeyIn = async (
  ledger: Ledger,
  ask: Ask,
  id: string,
  order: Order,
  key: string,
  { write, decided }: { readonly write: Ask; readonly decided: (on: Day) => void },
): Promise<Obeyed> => {
  if (order.by === 'clock') throw new Error('the clock has its own way in: carryOut');
  const { person } = order.by;
  const bodyHash = sha256(canonical(order.command));
  const locked = await lockTask(ledger, ask, id, { person, key, kind: order.command.kind });
  if (locked === undefined) return { verdict: 'noSuchTask' };
  const { answered } = locked.around;
  if (answered !== null) return again(answered, bodyHash);
  const named = order.command.kind === 'submitEvidence' ? order.command.upload : null;
  const { moment, at } = await surroundingsOf(ledger, ask, locked, named);
  decided(moment.on);
  const decision = decide(locked.task, order, moment);
  if (decision.verdict === 'refused') return decision;
  const { facts } = decision;
  const after = await append(ledger, write, locked, [{ person, key, bodyHash, facts }], {
    planAt: moment.now,
    at,
    calendar: moment.calendar,
  });
  return { verdict: 'accepted', seq: after.seq, facts };
};

const again = ({ hash, seq, facts }: Answered, bodyHash: Buffer): Obeyed =>
  hash === bodyHash.toString('hex') ? { verdict: 'accepted', seq, facts: facts ?? [] } : { verdict: 'keyReused' };
