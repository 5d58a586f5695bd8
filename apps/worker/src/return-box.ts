import { noteReturn } from '#ledger/bounces';
import type { Ledger } from '#ledger/open-ledger';
import { readBounce } from '#mail/read-bounce';
import { letterOf, type Returns } from '#mail/return-address';
import type { LoggerService } from '@nestjs/common';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

/** Takes the delivery reports of letters that came back. */
export interface ReturnBox {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** A report may enclose the whole letter, and the longest of ours is a few hundred kilobytes. */
const LARGEST_BYTES = 2 * 1024 * 1024;
const MOST_CLIENTS = 10;
/** A morning's letters may all come back at once; whoever floods us has to wait. */
const MOST_A_MINUTE = 600;
const MINUTE_MS = 60_000;

interface Desk {
  readonly ledger: Ledger;
  readonly returns: Returns;
  readonly log: LoggerService;
}

/**
 * Listens for delivery reports at `host:port`. Mail is taken for return addresses that we have signed, and for nothing else:
 * Message-IDs can be guessed. What is no report is taken and dropped, for nobody waits for an answer. Rejects when the port is taken.
 */
export const openReturnBox = async (listen: string, desk: Desk): Promise<ReturnBox> => {
  const pace = { since: Date.now(), taken: 0 };
  const server = new SMTPServer({
    banner: 'Duban returns',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST_BYTES,
    maxClients: MOST_CLIENTS,
    socketTimeout: MINUTE_MS,
    closeTimeout: 500,
    logger: false,
    onRcptTo: ({ address }, session, done) => {
      if (letterOf(desk.returns, address) === null) done(answer(550, '5.1.1 no such mailbox'));
      else if (session.envelope.rcptTo.length > 0) done(answer(452, '4.5.3 one at a time'));
      else if (isTooFast(pace)) done(answer(451, '4.3.2 too many, try again later'));
      else done();
    },
    onData: (stream, session, done) => {
      take(desk, stream, session.envelope.rcptTo[0]?.address ?? '').then(done, (cause: unknown) => {
        desk.log.warn(`a delivery report was not taken: ${cause instanceof Error ? cause.message : String(cause)}`);
        // The relay keeps it and tries again.
        done(answer(451, '4.3.0 not now'));
      });
    },
  });
  // A client that hangs up in the middle is its own affair; a port that is taken is told by the server beneath.
  server.on('error', () => undefined);
  const colon = listen.lastIndexOf(':');
  const listening = once(server.server, 'listening');
  server.listen(Number(listen.slice(colon + 1)), listen.slice(0, colon).replace(/^\[|\]$/g, ''));
  await listening;
  return {
    // A server that listens on a port has an address of this kind.
    port: (server.server.address() as AddressInfo).port,
    close: () =>
      new Promise((closed) => {
        server.close(closed);
      }),
  };
};

const take = async (desk: Desk, stream: SMTPServerDataStream, address: string): Promise<Error | null> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= LARGEST_BYTES) chunks.push(chunk);
  }
  if (bytes > LARGEST_BYTES) return answer(552, '5.3.4 too large');
  const letter = letterOf(desk.returns, address);
  const bounce = letter === null ? null : await readBounce(Buffer.concat(chunks)).catch(unreadable(desk));
  if (letter === null || bounce === null) return null;
  const noted = await noteReturn(desk.ledger, { letter, ...bounce });
  desk.log.log(`a report on letter ${letter} was ${noted === 'noted' ? 'noted' : 'not believed'}: ${bounce.cause}`);
  return null;
};

/** It would be no more readable the next time the relay brings it. */
const unreadable =
  ({ log }: Desk) =>
  (cause: unknown): null => {
    log.warn(`what came to a return address cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
    return null;
  };

const isTooFast = (pace: { since: number; taken: number }): boolean => {
  if (Date.now() - pace.since > MINUTE_MS) Object.assign(pace, { since: Date.now(), taken: 0 });
  pace.taken += 1;
  return pace.taken > MOST_A_MINUTE;
};

const answer = (responseCode: number, words: string): Error => Object.assign(new Error(words), { responseCode });
