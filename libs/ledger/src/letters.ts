import type { LetterContent } from '#domain/letter';
import type { PlanId } from '#domain/task';
import type { Ledger } from './open-ledger.ts';

/** `waiting` to be sent · `sending` marked for one attempt · `sent` · `doubtful` the attempt's outcome is unknown · `failed` refused for good. */
export type LetterState = 'waiting' | 'sending' | 'sent' | 'doubtful' | 'failed';

export interface ClaimedLetter {
  readonly id: number;
  readonly messageId: string;
  readonly address: string;
  readonly content: LetterContent;
  readonly attempts: number;
}

/** Marks the next waiting letter for one attempt, committed before anything is sent; undefined when none waits. */
export const claimLetter = async (ledger: Ledger, plan: PlanId): Promise<ClaimedLetter | undefined> => {
  const [letter] = await ledger.ask<ClaimedLetter>(CLAIM, [plan]);
  return letter;
};

/** What became of the attempt. After a definite "not now" the letter waits again, 30 s doubling to an hour. */
export type Attempt =
  | { readonly kind: 'sent' }
  | { readonly kind: 'notNow'; readonly cause: string }
  | { readonly kind: 'failed'; readonly cause: string }
  | { readonly kind: 'doubtful'; readonly cause: string };

const FIRST_WAIT_S = 30;
const LONGEST_WAIT_S = 3_600;
/** Causes are for people; a relay's whole answer is not needed. */
const LONGEST_CAUSE = 500;

export const settleLetter = async (ledger: Ledger, id: number, attempt: Attempt): Promise<void> => {
  const cause = attempt.kind === 'sent' ? null : attempt.cause.slice(0, LONGEST_CAUSE);
  await ledger.ask(
    SETTLE[attempt.kind],
    attempt.kind === 'notNow' ? [id, cause, FIRST_WAIT_S, LONGEST_WAIT_S] : [id, cause],
  );
};

/** Letters marked for an attempt so long ago that it must have ended: the worker died over it. */
export const strandedLetters = async (
  ledger: Ledger,
  plan: PlanId,
  olderThanMs: number,
): Promise<readonly { id: number; messageId: string }[]> =>
  ledger.ask(
    `select id, message_id as "messageId" from duban.letter
     where plan = $1 and state = 'sending' and marked_at <= clock_timestamp() - make_interval(secs => $2) order by id limit 200`,
    [plan, olderThanMs / 1000],
  );

/** Clears up a stranded letter: it was sent, it was not and waits again, or nobody can say. */
export const clearUp = async (ledger: Ledger, id: number, found: 'sent' | 'notSent' | 'unknown'): Promise<void> => {
  await ledger.ask(CLEAR_UP[found], [id]);
};

const CLAIM = `
update duban.letter set state = 'sending', marked_at = clock_timestamp(), attempts = attempts + 1
where id = (select id from duban.letter where plan = $1 and state = 'waiting' and next_try_at <= clock_timestamp() order by id limit 1 for update skip locked)
  and state = 'waiting'
returning id, message_id as "messageId", address, content, attempts`;

const SETTLE: { readonly [K in Attempt['kind']]: string } = {
  sent: `update duban.letter set state = 'sent', sent_at = clock_timestamp(), cause = $2 where id = $1`,
  notNow: `update duban.letter set state = 'waiting', cause = $2,
    next_try_at = clock_timestamp() + make_interval(secs => least($4, $3 * power(2, attempts - 1))) where id = $1`,
  failed: `update duban.letter set state = 'failed', cause = $2 where id = $1`,
  doubtful: `update duban.letter set state = 'doubtful', cause = $2 where id = $1`,
};

const CLEAR_UP = {
  sent: `update duban.letter set state = 'sent', sent_at = marked_at where id = $1 and state = 'sending'`,
  notSent: `update duban.letter set state = 'waiting', next_try_at = clock_timestamp() where id = $1 and state = 'sending'`,
  unknown: `update duban.letter set state = 'doubtful', cause = 'the worker ended during the attempt' where id = $1 and state = 'sending'`,
};
