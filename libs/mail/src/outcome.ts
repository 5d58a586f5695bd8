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
    // A 5xx to the greeting or the login is about us, not about this letter: it would else condemn every address.
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

const isAboutTheLetter = ({ code }: Failure): boolean => code === 'EENVELOPE' || code === 'EMESSAGE';

/** A relay that will not pass our letters on says 5.7.x of whatever recipient: that is about us, and condemns no address. */
const POLICY = /\b5\.7\.\d/;

const placeOf = ({ code, command, message }: Failure): 'recipient' | 'letter' =>
  code === 'EENVELOPE' && (command === 'RCPT TO' || command === 'API') && !POLICY.test(message)
    ? 'recipient'
    : 'letter';

const causeOf = ({ code, command, message }: Failure): string =>
  [code, command].filter((part) => typeof part === 'string').join(' ') + `: ${message}`;
