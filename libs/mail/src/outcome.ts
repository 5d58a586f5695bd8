/** What became of one attempt to send a letter. Causes are sentences for people. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly response: string }
  /** Certainly not accepted, and another attempt may succeed: a 4xx answer, no connection, a login that failed. */
  | { readonly kind: 'refusedForNow'; readonly cause: string }
  /** Refused for good, and by what: the recipient's address, or something else in the letter. */
  | { readonly kind: 'refused'; readonly at: 'recipient' | 'letter'; readonly cause: string }
  /** The letter's text was on its way when the connection was lost or silent for too long: nobody can say. */
  | { readonly kind: 'unknown'; readonly cause: string };

/** The fields that nodemailer puts on its errors. */
interface Failure {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
  readonly message: string;
}

/**
 * Judges a failed attempt. `begun` says whether any of the letter's text was handed to the connection: the error alone does not
 * tell, for a connection lost while greeting and one lost after the last line carry the same code.
 */
export const outcomeOf = (error: Error, begun: boolean): Outcome => {
  const failure: Failure = error;
  const cause = causeOf(failure);
  if (typeof failure.responseCode === 'number' && failure.responseCode >= 400) {
    // A 5xx to the greeting, the login or the sender is about us, not about this letter: it would else condemn every address.
    return failure.responseCode >= 500 && isAboutTheLetter(failure)
      ? { kind: 'refused', at: placeOf(failure), cause }
      : { kind: 'refusedForNow', cause };
  }
  if (begun) return { kind: 'unknown', cause };
  // Without an answer these mean an address that is none, or a letter above the size that the server announced.
  return isAboutTheLetter(failure)
    ? { kind: 'refused', at: placeOf(failure), cause }
    : { kind: 'refusedForNow', cause };
};

/** The sender is the same in all letters, and so is what a relay has against passing them on. */
const isAboutTheLetter = (failure: Failure): boolean =>
  failure.code === 'EMESSAGE' ||
  (failure.code === 'EENVELOPE' && failure.command !== 'MAIL FROM' && !isForNow(failure));

/** Said of a recipient, and no fault of the address: a policy (5.7.x), a full mailbox and the like (RFC 3463), or no relaying. */
const isForNow = ({ command, message }: Failure): boolean => {
  if (command !== 'RCPT TO') return false;
  const status = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(message)?.[0];
  return status === undefined ? /\brelay/i.test(message) : !isOfTheAddress(status);
};

/** Whether a status code for good (RFC 3463) says that the address itself takes no mail: none such, or switched off. */
export const isOfTheAddress = (status: string): boolean => /^5\.(1\.\d+|2\.[01])$/.test(status);

const placeOf = ({ code, command }: Failure): 'recipient' | 'letter' =>
  code === 'EENVELOPE' && (command === 'RCPT TO' || command === 'API') ? 'recipient' : 'letter';

const causeOf = ({ code, command, message }: Failure): string =>
  [code, command].filter((part) => typeof part === 'string').join(' ') + `: ${message}`;
