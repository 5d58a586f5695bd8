import type { PlanId } from '#domain/task';
import {
  type Attempt,
  type ClaimedLetter,
  claimLetter,
  clearUp,
  type Doubt,
  settleLetter,
  strandedLetters,
} from '#ledger/letters';
import type { Ledger } from '#ledger/open-ledger';
import { holdPost } from '#ledger/post-lock';
import { askMailLog } from '#mail/mail-log';
import type { Outcome, Postbox } from '#mail/postbox';
import { renderLetter } from '#mail/render-letter';
import { type Returns, returnAddressOf } from '#mail/return-address';

/** Relays take a few connections from one sender. */
const AT_ONCE = 4;
/** One delivery ends after so long, well before its activity's limit; the next goes on. */
const LONGEST_MS = 60_000;

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
}

/**
 * Clears up what an ended worker left, then sends what waits: one attempt after a committed marker. Ends when every
 * attempt has ended, also after a failure, so that no attempt outlives it; takes no new letter once it is told to leave.
 * Throws while another still delivers for this plan: Temporal may take a worker for dead that is only slow, and an attempt
 * under way must not be cleared up.
 */
export const deliver = async (office: Office, plan: PlanId, leaving: AbortSignal): Promise<void> => {
  const lock = await holdPost(office.databaseUrl, plan);
  if (lock === null) throw new Error(`another worker still delivers the letters of ${plan}`);
  try {
    await carry(office, plan, AbortSignal.any([leaving, lock.lost]));
  } finally {
    await lock.release();
  }
};

const carry = async (office: Office, plan: PlanId, leaving: AbortSignal): Promise<void> => {
  // Where the log is away, what is in doubt stays so; everything else can leave.
  const clearedUp = await clearUpStranded(office, plan).then(
    () => null,
    (cause: unknown) => ({ cause }),
  );
  const until = Date.now() + LONGEST_MS;
  const carrier = async (): Promise<void> => {
    while (Date.now() < until && !leaving.aborted) {
      const letter = await claimLetter(office.ledger, plan);
      if (letter === undefined) return;
      const attempt = attemptOf(await send(office, letter));
      office.attempted(letter, attempt);
      await settleLetter(office.ledger, letter, attempt);
    }
  };
  const carriers = await Promise.allSettled(Array.from({ length: AT_ONCE }, carrier));
  const failed = carriers.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  if (clearedUp !== null) throw clearedUp.cause;
};

const send = (office: Office, letter: ClaimedLetter): Promise<Outcome> => {
  const { subject, text, html } = renderLetter(letter.content, { pageUrl: office.pageUrl });
  const { id, messageId, address: to, thread } = letter;
  const returnTo = office.returns && returnAddressOf(office.returns, id);
  return office.postbox.send({
    messageId,
    to,
    ...(returnTo !== undefined && { returnTo }),
    thread,
    subject,
    text,
    html,
  });
};

const attemptOf = (outcome: Outcome): Attempt => {
  if (outcome.kind === 'accepted') return { kind: 'sent' };
  const { cause } = outcome;
  if (outcome.kind === 'refusedForNow') return { kind: 'notNow', cause };
  if (outcome.kind === 'unknown') return { kind: 'doubtful', cause };
  return { kind: outcome.at === 'recipient' ? 'bounced' : 'failed', cause };
};

/** Never blindly repeated: a letter whose attempt ended with its worker is looked up by its Message-ID. */
const clearUpStranded = async (office: Office, plan: PlanId): Promise<void> => {
  for (const { id, messageId } of await strandedLetters(office.ledger, plan, office.doubt)) {
    if (office.mailLogUrl === undefined) await clearUp(office.ledger, id, 'unknown');
    else await clearUp(office.ledger, id, (await askMailLog(office.mailLogUrl, messageId)) ? 'sent' : 'notSent');
  }
};
