import type { PlanId } from '#domain/task';
import type { Ask } from './ask.ts';
import type { Ledger } from './open-ledger.ts';
import { lockPlan, release } from './release.ts';

/** A report that came to the return address of a letter, which only we can have signed. */
export interface Report {
  readonly letter: number;
  /** Of which address it speaks: not the letter's where somebody passes his letters on. */
  readonly recipient: string;
  /** Of the letter that it encloses, where it does. */
  readonly messageId: string | null;
  readonly kind: 'failed' | 'temporary' | 'delayed';
  readonly cause: string;
}

/** What came of a return: `noted`, or `unknown`: it names no letter of ours that has been sent. */
export type Noted = 'noted' | 'unknown';

/** Causes are for people; a relay's whole answer is not needed. */
const LONGEST_CAUSE = 500;

/**
 * Takes note of a letter that came back: `failed` condemns its address, `temporary` only means that it has not been
 * delivered, until it happens for the third time in a day, `delayed` that it may still be; so does a report on an address to
 * which somebody passes his letters on. What an undelivered letter told is told anew in the next round; of one that waits to
 * be sent again, or was taken back, only the address is learnt. A report that comes twice changes nothing.
 */
export const noteReturn = async (ledger: Ledger, report: Report): Promise<Noted> => {
  const plan = await ledger.transact<PlanId | null>(async (ask) => {
    const [row] = await ask<Sent>(SENT, [report.letter]);
    if (row === undefined || (report.messageId !== null && report.messageId !== row.messageId)) return null;
    if (row.state === 'bounced') return row.plan;
    const cause = report.cause.slice(0, LONGEST_CAUSE);
    const isOurs = report.recipient.toLowerCase() === row.address.toLowerCase();
    if (!row.isOut) {
      if (report.kind === 'failed' && isOurs) await ask(CONDEMN, [report.letter, cause]);
    } else if (report.kind === 'delayed' || !isOurs)
      await ask('update duban.letter set cause = $2 where id = $1', [report.letter, cause]);
    else await bounce(ask, report.letter, cause, report.kind === 'failed' || (await isGivenUpAgain(ask, row.address)));
    return row.plan;
  });
  if (plan === null) return 'unknown';
  ledger.announce(`post:${plan}`);
  return 'noted';
};

/** What came back is told anew within a quarter of an hour: without an end to it a full mailbox would get 38 letters a day. */
const MOST_RETURNS_A_DAY = 3;

const isGivenUpAgain = async (ask: Ask, address: string): Promise<boolean> => {
  const [row] = await ask<{ returns: number }>(
    `select count(*)::int as returns from duban.letter
     where lower(address) = lower($1) and state = 'bounced' and marked_at > clock_timestamp() - interval '1 day'`,
    [address],
  );
  return (row?.returns ?? 0) + 1 >= MOST_RETURNS_A_DAY;
};

interface Sent {
  readonly plan: PlanId;
  readonly state: string;
  /** Somebody may have it. */
  readonly isOut: boolean;
  readonly address: string;
  readonly messageId: string;
}

/** The letter was not delivered; with `condemned` its address takes none until it is changed or cleared. */
export const bounce = async (ask: Ask, letter: number, cause: string, condemned: boolean): Promise<void> => {
  const [row] = await ask<{ plan: PlanId }>(
    `update duban.letter set state = 'bounced', cause = $2 where id = $1 returning plan`,
    [letter, cause],
  );
  if (row === undefined) throw new Error(`no letter ${letter}`);
  await lockPlan(ask, row.plan);
  if (condemned) await ask(CONDEMN, [letter, cause]);
  await release(ask, [letter]);
};

const SENT = `
select plan, state, state in ('sending', 'sent', 'doubtful') as "isOut", address, message_id as "messageId" from duban.letter
where id = $1 and (state in ('sending', 'sent', 'doubtful', 'bounced') or (state in ('waiting', 'recalled', 'merged', 'failed') and attempts > 0)) for update`;

const CONDEMN = `
insert into duban.bounced_address (address, since, cause, letter)
select lower(address), clock_timestamp(), $2, id from duban.letter where id = $1 on conflict do nothing`;
