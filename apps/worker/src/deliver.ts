import type { PlanId } from '#domain/task';
import {
  type Attempt,
  type ClaimedLetter,
  claimLetter,
  clearUp,
  type Doubt,
  type Found,
  settleLetter,
  strandedLetters,
} from '#ledger/letters';
import type { Ledger } from '#ledger/open-ledger';
import { Outage } from '#ledger/outage';
import { readPost } from '#ledger/post-desk';
import { postHours } from '#ledger/post-hours';
import { holdPost } from '#ledger/post-lock';
import { recallLetters } from '#ledger/recall';
import { askMailLog } from '#mail/mail-log';
import { LONGEST_ATTEMPT_MS, type Outcome, type Postbox } from '#mail/postbox';
import { renderLetter } from '#mail/render-letter';
import { type Returns, returnAddressOf } from '#mail/return-address';

/** Relays take a few connections from one sender. */
const AT_ONCE = 4;
/** One delivery ends after so long, well before its activity's limit; the next goes on. */
const LONGEST_MS = 60_000;
const NEVER = new AbortController().signal;

export interface Office {
  readonly ledger: Ledger;
  /** The ledger's address: who delivers holds a lock on a connection of its own. */
  readonly databaseUrl: string;
  readonly postbox: Postbox;
  /** Where letters come back to; without it they come back to the ordinary sender, and nobody reads them. */
  readonly returns?: Returns | undefined;
  readonly pageUrl: string;
  /** Where letters can be looked up; only a catcher has that. */
  readonly mailLogUrl: string | undefined;
  readonly doubt: Doubt;
  /** Hears of every attempt, before it is settled. */
  readonly attempted: (letter: ClaimedLetter, attempt: Attempt) => void;
  /** Hears why the mail log could not be asked. */
  readonly notAsked: (cause: unknown) => void;
}

/**
 * Clears up what an ended worker left, then sends what waits: one attempt after a committed marker. Ends when every
 * attempt has ended, also after a failure, so that no attempt outlives it; takes no new letter once it is told to leave, nor
 * after the hours of the post.
 * Throws while another still delivers for this plan: Temporal may take a worker for dead that is only slow, and an attempt
 * under way must not be cleared up.
 */
export const deliver = async (office: Office, plan: PlanId, leaving: AbortSignal): Promise<void> => {
  const lock = await holdPost(office.databaseUrl, plan);
  if (lock === null) throw new Outage(`another worker still delivers the letters of ${plan}`);
  try {
    await carry(office, plan, { leaving: AbortSignal.any([leaving, lock.lost]), lost: lock.lost });
  } finally {
    await lock.release();
  }
};

interface Signals {
  /** No new letter is taken. */
  readonly leaving: AbortSignal;
  /** Another may deliver now: an attempt under way is broken off, if somebody could ask for it before its end. */
  readonly lost: AbortSignal;
}

const carry = async (office: Office, plan: PlanId, { leaving, lost }: Signals): Promise<void> => {
  await clearUpStranded(office, plan);
  await recallLetters(office.ledger, plan);
  const post = await readPost(office.ledger, office.ledger.ask, plan);
  if (post === undefined) return;
  const hours = postHours(post);
  const until = Date.now() + Math.min(LONGEST_MS, hours.forMs);
  const given = office.doubt.afterMs > LONGEST_ATTEMPT_MS ? NEVER : lost;
  const carrier = async (): Promise<void> => {
    while (Date.now() < until && !leaving.aborted) {
      const letter = await claimLetter(office.ledger, plan, hours);
      if (letter === undefined) return;
      const attempt = attemptOf(await send(office, letter, given));
      office.attempted(letter, attempt);
      await settleLetter(office.ledger, letter, attempt);
    }
  };
  const carriers = await Promise.allSettled(Array.from({ length: AT_ONCE }, carrier));
  const failed = carriers.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
};

const send = (office: Office, letter: ClaimedLetter, stop: AbortSignal): Promise<Outcome> => {
  const { subject, text, html } = renderLetter(letter.content, { pageUrl: office.pageUrl });
  const { id, messageId, address: to, thread } = letter;
  const returnTo = office.returns && returnAddressOf(office.returns, id);
  return office.postbox.send(
    { messageId, to, ...(returnTo !== undefined && { returnTo }), thread, subject, text, html },
    stop,
  );
};

const attemptOf = (outcome: Outcome): Attempt => {
  if (outcome.kind === 'accepted') return { kind: 'sent' };
  const { cause } = outcome;
  if (outcome.kind === 'refusedForNow') return { kind: 'notNow', cause };
  if (outcome.kind === 'unknown') return { kind: 'doubtful', cause };
  return { kind: outcome.at === 'recipient' ? 'bounced' : 'failed', cause };
};

/**
 * Never blindly repeated: a letter whose attempt ended with its worker is looked up by its Message-ID. Where the log is
 * away, what is in doubt stays so, and everything else can leave.
 */
const clearUpStranded = async (office: Office, plan: PlanId): Promise<void> => {
  const left = [...(await strandedLetters(office.ledger, plan, office.doubt))];
  for (let letter = left.shift(); letter !== undefined; letter = left.shift()) {
    const found = await lookUp(office, letter.messageId);
    for (const one of found === 'notAsked' ? [letter, ...left.splice(0)] : [letter])
      await clearUp(office.ledger, one, found);
  }
};

const lookUp = async (office: Office, messageId: string): Promise<Found> => {
  if (office.mailLogUrl === undefined) return 'unknown';
  try {
    return (await askMailLog(office.mailLogUrl, messageId)) ? 'sent' : 'notSent';
  } catch (cause) {
    office.notAsked(cause);
    return 'notAsked';
  }
};
