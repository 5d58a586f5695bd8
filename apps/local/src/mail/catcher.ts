import { simpleParser } from 'mailparser';
import type { Server } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { letterBox } from './letter-box.ts';
import { mailWeb } from './web.ts';

/** A mail server that sends nothing on: every letter stays here and can be read. */
export interface Catcher {
  readonly smtpPort: number;
  readonly pagePort: number;
  readonly close: () => Promise<void>;
}

/** Far above any letter of ours; without a limit a mistake could fill the memory. */
const LARGEST_BYTES = 10 * 1024 * 1024;

/** Starts both servers on 127.0.0.1; port 0 takes any free one. */
export const startCatcher = async (ports: { readonly smtp: number; readonly page: number }): Promise<Catcher> => {
  const box = letterBox();
  const smtp = new SMTPServer({
    name: 'localhost',
    banner: 'Duban mail catcher',
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST_BYTES,
    closeTimeout: 500,
    logger: false,
    onData: (stream, session, done) => {
      simpleParser(stream)
        .then((mail) => {
          // Answered only after it is kept, so that a letter reported as sent can be found.
          box.put(
            mail,
            session.envelope.rcptTo.map(({ address }) => address),
          );
          done();
        })
        .catch((error: unknown) => {
          done(error instanceof Error ? error : new Error(String(error)));
        });
    },
  });
  // A client that hangs up in the middle is its own affair.
  smtp.on('error', () => undefined);
  const web = mailWeb(box);
  const smtpPort = await listening(smtp.server, () => smtp.listen(ports.smtp, '127.0.0.1'));
  try {
    const pagePort = await listening(web, () => web.listen(ports.page, '127.0.0.1'));
    return { smtpPort, pagePort, close: () => close(smtp, web) };
  } catch (thrown) {
    await close(smtp, web);
    throw thrown;
  }
};

/** The port listened on; rejects when it is taken. */
const listening = (server: NetServer, listen: () => unknown): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => {
      server.off('error', reject);
      // A server that listens on a port has an address of this kind.
      resolve((server.address() as AddressInfo).port);
    });
    listen();
  });

const close = async (smtp: SMTPServer, web: Server): Promise<void> => {
  web.closeAllConnections();
  await Promise.all([
    new Promise<void>((resolve) => {
      smtp.close(resolve);
    }),
    new Promise<void>((resolve) => {
      web.close(() => {
        resolve();
      });
    }),
  ]);
};
