import type { PlanId } from '#domain/task';
import type { Ask } from './ask.ts';
import type { Ledger } from './open-ledger.ts';

/** By what a returned letter is known: by a return address that only we can have signed, or by its Message-ID and the very address it went to. */
export type ReturnedLetter = { readonly letter: number } | { readonly messageId: string; readonly recipient: string };

/** What came of a return: `noted`, or `unknown`: it names no letter of ours that has been sent. */
export type Noted = 'noted' | 'unknown';

/** Causes are for people; a relay's whole answer is not needed. */
const LONGEST_CAUSE = 500;

/**
 * Takes note of a letter that came back: `failed` condemns its address, `temporary` only means that it has not been
 * delivered, `delayed` that it may still be. What an undelivered letter told is told anew in the next round. A report that comes twice changes nothing.
 */
export const noteReturn = async (
  ledger: Ledger,
  returned: ReturnedLetter,
  report: { readonly kind: 'failed' | 'temporary' | 'delayed'; readonly cause: string },
): Promise<Noted> => {
  const plan = await ledger.transact<PlanId | null>(async (ask) => {
    const [row] = await ask<{ id: number; plan: PlanId; state: string }>(
      'letter' in returned ? BY_ID : BY_MESSAGE,
      'letter' in returned ? [returned.letter] : [returned.messageId, returned.recipient],
    );
    if (row === undefined) return null;
    const cause = report.cause.slice(0, LONGEST_CAUSE);
    if (row.state === 'bounced') return row.plan;
    if (report.kind === 'delayed') await ask('update duban.letter set cause = $2 where id = $1', [row.id, cause]);
    else await bounce(ask, row.id, cause, report.kind === 'failed');
    return row.plan;
  });
  if (plan === null) return 'unknown';
  ledger.announce(`post:${plan}`);
  return 'noted';
};

/** The letter was not delivered; with `condemned` its address takes none until it is changed or cleared. */
export const bounce = async (ask: Ask, letter: number, cause: string, condemned: boolean): Promise<void> => {
  await ask(`update duban.letter set state = 'bounced', cause = $2 where id = $1`, [letter, cause]);
  if (condemned) await ask(CONDEMN, [letter, cause]);
  await ask(RELEASE, [letter]);
};

const SENT = `select id, plan, state from duban.letter where state in ('sending', 'sent', 'doubtful', 'bounced')`;
const BY_ID = `${SENT} and id = $1 for update`;
const BY_MESSAGE = `${SENT} and message_id = $1 and lower(address) = lower($2) for update`;

const CONDEMN = `
insert into duban.bounced_address (address, since, cause, letter)
select lower(address), clock_timestamp(), $2, id from duban.letter where id = $1 on conflict do nothing`;

/** Where another holder of the same post got the same letter, its notices have been told; all others wait for the next round. */
const RELEASE = `
update duban.notice n set letter = (
  select max(o.id) from duban.letter o
  where o.plan = l.plan and o.form = l.form and o.round_at = l.round_at and o.id <> l.id
    and o.content -> 'to' ->> 'unit' = n.unit and o.content -> 'to' ->> 'post' = n.post
    and o.state in ('waiting', 'sending', 'sent', 'doubtful'))
from duban.letter l where l.id = $1 and n.letter = l.id`;
