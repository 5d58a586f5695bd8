import type { LetterContent } from '#domain/letter';
import type { LetterState } from '#contract/letter';
import type { PlanId } from '#domain/task';
import type { Thread } from './letter-threads.ts';
import { bounce } from './bounces.ts';
import type { Ledger } from './open-ledger.ts';
import type { PostHours } from './post-hours.ts';
import { READER_GONE } from './reader-gone.ts';

/**
 * `waiting` to be sent · `sending` marked for one attempt · `sent` · `doubtful` the attempt's outcome is unknown · `failed`
 * refused for good · `bounced` taken by the relay, and come back later · `merged` never sent: a later letter tells it all ·
 * `recalled` never sent: its reader has left the post, or has another address.
 */
export type { LetterState } from '#contract/letter';

export interface ClaimedLetter {
  readonly id: number;
  readonly messageId: string;
  readonly address: string;
  readonly content: LetterContent;
  readonly thread: Thread;
  readonly attempts: number;
}

/**
 * Marks the next waiting letter for one attempt, committed before anything is sent; undefined when none waits whose reader is
 * still there, when the clock stands, or when it is another than that of the hours, which let some leave or all.
 */
export const claimLetter = async (
  ledger: Ledger,
  plan: PlanId,
  { opensInMs, lastRound, clockVersion }: PostHours,
): Promise<ClaimedLetter | undefined> => {
  const [letter] = await ledger.ask<ClaimedLetter>(CLAIM, [plan, clockVersion, opensInMs === 0, lastRound]);
  return letter;
};

/** What became of the attempt. After a definite "not now" the letter waits again, 30 s doubling to an hour. */
export type Attempt =
  | { readonly kind: 'sent' }
  | { readonly kind: 'notNow'; readonly cause: string }
  | { readonly kind: 'failed'; readonly cause: string }
  /** The recipient's address was refused for good. */
  | { readonly kind: 'bounced'; readonly cause: string }
  | { readonly kind: 'doubtful'; readonly cause: string };

const FIRST_WAIT_S = 30;
const LONGEST_WAIT_S = 3_600;
/** Causes are for people; a relay's whole answer is not needed. */
const LONGEST_CAUSE = 500;

/** A relay that refuses so many addresses in an hour and takes nothing means us, whatever it says. */
const MOST_REFUSED = 5;

/**
 * Settles one attempt; an attempt that was cleared up meanwhile and made again has no say any more. Where nobody's letters
 * are taken a refused address is not believed, and the letter waits.
 */
export const settleLetter = async (
  ledger: Ledger,
  { id, attempts }: Pick<ClaimedLetter, 'id' | 'attempts'>,
  attempt: Attempt,
): Promise<void> => {
  const cause = attempt.kind === 'sent' ? null : attempt.cause.slice(0, LONGEST_CAUSE);
  if (attempt.kind === 'bounced') {
    await ledger.transact(async (ask) => {
      const [mine] = await ask(`${MINE} for update`, [id, attempts]);
      if (mine === undefined) return;
      const [hour] = await ask<{ taken: number; refused: number }>(LAST_HOUR);
      if (hour !== undefined && hour.taken === 0 && hour.refused >= MOST_REFUSED)
        await ask(`${SETTLE.notNow} where id = $1`, [id, cause]);
      else await bounce(ask, id, attempt.cause.slice(0, LONGEST_CAUSE), true);
    });
    return;
  }
  await ledger.ask(`${SETTLE[attempt.kind]} where id = $1 and attempts = $3 and state = 'sending'`, [
    id,
    cause,
    attempts,
  ]);
};

/** How an unknown outcome is cleared up. */
export interface Doubt {
  /** An attempt older than this has ended, one way or the other. */
  readonly afterMs: number;
  /** There is a log of letters to look into; without one a doubtful letter stays so. */
  readonly canAsk: boolean;
}

/** States of letters whose outcome nobody knows yet and somebody could find out. */
export const unknownStates = ({ canAsk }: Doubt): readonly LetterState[] =>
  canAsk ? ['sending', 'doubtful'] : ['sending'];

export type Stranded = Pick<ClaimedLetter, 'id' | 'messageId' | 'attempts'>;

/** Letters whose attempt must have ended and whose outcome is to be found out: the worker died over it, or the answer was lost. */
export const strandedLetters = async (ledger: Ledger, plan: PlanId, doubt: Doubt): Promise<readonly Stranded[]> =>
  ledger.ask(
    `select id, message_id as "messageId", attempts from duban.letter
     where plan = $1 and state = any($3) and marked_at <= clock_timestamp() - make_interval(secs => $2) order by id limit 200`,
    [plan, doubt.afterMs / 1000, unknownStates(doubt)],
  );

/** It was sent, it was not, nobody can say, or nobody could be asked. */
export type Found = 'sent' | 'notSent' | 'unknown' | 'notAsked';

/**
 * Clears up a stranded letter: what was not sent waits again, and what could not be asked for is asked for later. Says
 * nothing of an attempt that was made meanwhile.
 */
export const clearUp = async (
  ledger: Ledger,
  { id, attempts }: Pick<Stranded, 'id' | 'attempts'>,
  found: Found,
): Promise<void> => {
  await ledger.ask(CLEAR_UP[found], [id, attempts]);
};

const CLAIM = `
update duban.letter set state = 'sending', marked_at = clock_timestamp(), attempts = attempts + 1
where id = (
  select l.id from duban.letter l where l.plan = $1 and l.state = 'waiting' and l.next_try_at <= clock_timestamp()
    and ($3::boolean or (l.attempts = 0 and l.round_at = $4)) and not ${READER_GONE} order by l.id limit 1 for update of l skip locked)
  and state = 'waiting' and exists (select 1 from duban.clock c where c.plan = $1 and c.rate <> 0 and c.version = $2)
returning id, message_id as "messageId", address, content, thread, attempts`;

const LAST_HOUR = `
select count(*) filter (where state = 'sent')::int as taken, count(*) filter (where state = 'bounced')::int as refused
from duban.letter where marked_at > clock_timestamp() - interval '1 hour'`;

const MINE = `select 1 from duban.letter where id = $1 and attempts = $2 and state = 'sending'`;

const SETTLE: { readonly [K in Exclude<Attempt['kind'], 'bounced'>]: string } = {
  sent: `update duban.letter set state = 'sent', sent_at = clock_timestamp(), cause = $2`,
  notNow: `update duban.letter set state = 'waiting', cause = $2,
    next_try_at = clock_timestamp() + make_interval(secs => least(${LONGEST_WAIT_S}, ${FIRST_WAIT_S} * power(2, least(attempts - 1, 20))))`,
  failed: `update duban.letter set state = 'failed', cause = $2`,
  // The other end may still be taking it: how long it has to is counted from the end of the attempt.
  doubtful: `update duban.letter set state = 'doubtful', cause = $2, marked_at = clock_timestamp()`,
};

const OPEN = `where id = $1 and attempts = $2 and state in ('sending', 'doubtful')`;
const CLEAR_UP: { readonly [F in Found]: string } = {
  sent: `update duban.letter set state = 'sent', sent_at = marked_at, cause = null ${OPEN}`,
  notSent: `update duban.letter set state = 'waiting', next_try_at = clock_timestamp() ${OPEN}`,
  unknown: `update duban.letter set state = 'doubtful', cause = 'the worker ended during the attempt' ${OPEN}`,
  notAsked: `update duban.letter set marked_at = clock_timestamp() ${OPEN}`,
};
