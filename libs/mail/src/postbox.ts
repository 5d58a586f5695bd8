import type { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import { types } from 'node:util';
import { createTransport } from 'nodemailer';
import { type Outcome, outcomeOf } from './outcome.ts';

export type { Outcome } from './outcome.ts';

export interface Mail {
  /** With its angle brackets, `<…@…>`; unique, and kept: an unknown outcome is looked up by it. */
  readonly messageId: string;
  /** Message-IDs of the letters before it in its thread, oldest first; it answers the last one. */
  readonly thread: readonly string[];
  /** One address. */
  readonly to: string;
  /** The envelope's sender, to which a relay returns what it cannot deliver; else the ordinary sender. */
  readonly returnTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Postbox {
  /** One attempt, never repeated here; `stop` breaks it off. Does not throw for what a mail server or the network does. */
  readonly send: (mail: Mail, stop?: AbortSignal) => Promise<Outcome>;
  readonly close: () => void;
}

export interface PostboxOptions {
  /** The sender: `督办 <duban@example.org>`. */
  readonly from: string;
  /** How long connecting, the greeting, or any silence may last. */
  readonly timeoutMs?: number;
  /** A certificate authority of one's own, as PEM, beside those that Node knows. */
  readonly authority?: string;
}

const TIMEOUT_MS = 10_000;
/** A server that trickles its answers is never silent; waiting in the pool counts too. */
const LONGEST_TIMEOUTS = 4;
/** No attempt lasts longer, unless other timeouts are given. */
export const LONGEST_ATTEMPT_MS = TIMEOUT_MS * LONGEST_TIMEOUTS;
/** One morning's letters share connections; afterwards they are given back before a server would end them. */
const IDLE_MS = 5_000;
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Whether a host's name is this machine's own. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.has(hostname);

/** Opens a pool of connections to a mail server; none is made before the first letter. Throws when the address is none. */
export const openPostbox = (smtpUrl: string, { from, timeoutMs = TIMEOUT_MS, authority }: PostboxOptions): Postbox => {
  const { protocol, hostname } = new URL(smtpUrl);
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    // The pool must not send again by itself: only the ledger decides that.
    maxRequeues: 0,
    idleTimeout: IDLE_MS,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    // A catcher on this machine has no certificate worth checking.
    ignoreTLS: protocol === 'smtp:' && isLoopback(hostname),
    // A certificate that does not verify stops everything: a letter that waits is better than one that a stranger reads.
    ...(authority !== undefined && { tls: { ca: [...rootCertificates, authority] } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const texts = new WeakMap<object, Readable>();
  transport.use('stream', (mail, done) => {
    const { signal } = mail.data;
    mail.message.processFunc((text) => {
      if (signal !== undefined) texts.set(signal, text);
      return text;
    });
    done();
  });

  return {
    send: async ({ to, thread, returnTo, ...letter }, stop) => {
      const longest = AbortSignal.timeout(timeoutMs * LONGEST_TIMEOUTS);
      const signal = stop === undefined ? longest : AbortSignal.any([longest, stop]);
      try {
        const { response } = await transport.sendMail({
          ...letter,
          from,
          ...(thread.length > 0 && { inReplyTo: thread.at(-1), references: [...thread] }),
          // As an object, so that a comma in it does not become a second recipient.
          to: { name: '', address: to },
          ...(returnTo !== undefined && { envelope: { from: returnTo, to: [{ name: '', address: to }] } }),
          headers: { 'Auto-Submitted': 'auto-generated' },
          xMailer: false,
          signal,
        });
        return { kind: 'accepted', response };
      } catch (error) {
        if (!types.isNativeError(error)) throw error;
        return outcomeOf(error, texts.get(signal)?.readableDidRead === true);
      }
    },
    close: () => {
      transport.close();
    },
  };
};
