import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createWebServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';

/** The places of a session at which a relay can misbehave; `text` is the answer to the letter's last line. */
export type Step = 'greeting' | 'ehlo' | 'starttls' | 'mail' | 'rcpt' | 'data' | 'text';

/** What it does there instead of answering well. */
export type Fault =
  | { readonly kind: 'answers'; readonly line: string }
  /** Closes the connection instead of answering; at `text` the letter has been taken. */
  | { readonly kind: 'drops' }
  /** At `text`: closes while the text is coming in, and takes nothing. */
  | { readonly kind: 'dropsInside' }
  /** Answers well and closes the connection with the same breath. */
  | { readonly kind: 'answersAndDrops' }
  /** Says nothing more. */
  | { readonly kind: 'hangs' }
  /** Takes the letter at its last line, or only with the late answer. */
  | { readonly kind: 'answersLate'; readonly ms: number; readonly takesLate?: boolean };

/** A relay for tests: it behaves as told, and remembers every letter it took. */
export interface Relay {
  readonly url: string;
  /** A page that knows what was taken, asked by Message-ID like the catcher's. */
  readonly logUrl: string;
  /** Message-IDs of the letters taken, as often as they were. */
  readonly taken: readonly string[];
  /** To whom, as the envelope says. */
  readonly envelopes: readonly { readonly from: string; readonly to: string; readonly messageId: string }[];
  /** Letters whose text has begun and which have had no answer yet. */
  readonly inHand: () => number;
  /** Resolves when the texts of so many more letters have begun. */
  readonly begun: (letters: number) => Promise<void>;
  /** From the next step on it behaves like this. */
  readonly behave: (faults: Faults) => void;
  readonly close: () => Promise<void>;
}

export type Faults = Readonly<Partial<Record<Step, Fault>>>;

/** What it shows for a certificate: one that the tests' authority signed, one for another name, or none that is one. */
export type Identity = 'good' | 'wrongName' | 'broken';

export interface RelayOptions {
  readonly faults?: Faults;
  /** Speaks TLS from the first byte. */
  readonly tls?: Identity;
  /** Offers STARTTLS, or expressly not. It then listens on 127.0.0.2, for with a catcher on 127.0.0.1 nobody encrypts. */
  readonly startTls?: Identity | 'notOffered';
}

export const AUTHORITY = new URL('./certificates/authority.pem', import.meta.url);

const pem = (name: string): string => readFileSync(new URL(`./certificates/${name}`, import.meta.url), 'utf8');
const identityOf = (identity: Identity): { cert: string; key: string } | undefined => {
  if (identity === 'broken') return undefined;
  const name = identity === 'good' ? 'relay' : 'elsewhere';
  return { cert: pem(`${name}.pem`), key: pem(`${name}.key.pem`) };
};

/** Starts a relay on a free port. */
export const startRelay = async ({ faults = {}, tls, startTls }: RelayOptions = {}): Promise<Relay> => {
  const state: State = {
    faults,
    startTls,
    taken: [],
    envelopes: [],
    inHand: 0,
    waiting: [],
    sockets: new Set(),
    timers: new Set(),
  };
  const meet = (socket: Socket): void => {
    serve(state, socket, 'greeting');
  };
  const shown = tls === undefined ? undefined : identityOf(tls);
  const server = tls === undefined ? createServer(meet) : createTlsServer(shown ?? {}, meet);
  server.on('connection', (socket: Socket) => {
    state.sockets.add(socket);
    socket.once('close', () => state.sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  server.on('tlsClientError', () => undefined);
  const log = createWebServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://log').searchParams.get('messageId');
    const items = state.taken.filter((id) => id === asked).map((messageId) => ({ messageId }));
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ items }));
  });
  const host = startTls === undefined ? '127.0.0.1' : '127.0.0.2';
  const port = await portOf(server.listen(0, host));
  const logPort = await portOf(log.listen(0, '127.0.0.1'));
  return {
    url: `${tls === undefined ? 'smtp' : 'smtps'}://${host}:${port}`,
    logUrl: `http://127.0.0.1:${logPort}`,
    taken: state.taken,
    envelopes: state.envelopes,
    inHand: () => state.inHand,
    begun: (letters) =>
      new Promise((resolve) => {
        state.waiting.push({ left: letters, resolve });
      }),
    behave: (next) => {
      state.faults = next;
    },
    close: async () => {
      for (const timer of state.timers) clearTimeout(timer);
      for (const socket of state.sockets) socket.destroy();
      log.closeAllConnections();
      await Promise.all([server, log].map((one) => new Promise((closed) => one.close(closed))));
    },
  };
};

interface State {
  faults: Faults;
  readonly startTls: Identity | 'notOffered' | undefined;
  readonly taken: string[];
  readonly envelopes: { from: string; to: string; messageId: string }[];
  inHand: number;
  readonly waiting: { left: number; readonly resolve: () => void }[];
  readonly sockets: Set<Socket>;
  readonly timers: Set<NodeJS.Timeout>;
}

const offersTls = ({ startTls }: State): Identity | null =>
  startTls === undefined || startTls === 'notOffered' ? null : startTls;

const portOf = async (server: Server): Promise<number> => {
  if (!server.listening) await once(server, 'listening');
  // The server listens on a port, not on a pipe.
  return (server.address() as AddressInfo).port;
};

const steps: Readonly<Record<string, Step>> = {
  EHLO: 'ehlo',
  HELO: 'ehlo',
  STAR: 'starttls',
  MAIL: 'mail',
  RCPT: 'rcpt',
  DATA: 'data',
};

/** One session, from the greeting or, after STARTTLS, from the second EHLO. */
const serve = (state: State, socket: Socket, from: 'greeting' | 'ehlo'): void => {
  let unread = '';
  let text: string | null = null;
  const envelope = { from: '', to: '' };
  const encrypted = socket instanceof TLSSocket;
  let holding = false;
  const release = (): void => {
    if (holding) state.inHand -= 1;
    holding = false;
  };

  const hear = (chunk: Buffer): void => {
    unread += chunk.toString('utf8');
    if (text !== null && state.faults.text?.kind === 'dropsInside') return void socket.destroy();
    for (let end = unread.indexOf('\r\n'); end >= 0; end = unread.indexOf('\r\n')) {
      const line = unread.slice(0, end);
      unread = unread.slice(end + 2);
      if (text === null) command(line);
      else if (line === '.') {
        const messageId = /^Message-ID: *(<[^>]*>)/im.exec(text)?.[1] ?? '';
        text = null;
        answer('text', '250 2.0.0 taken', () => {
          state.taken.push(messageId);
          state.envelopes.push({ ...envelope, messageId });
        });
      } else text += `${line}\r\n`;
    }
  };
  const command = (line: string): void => {
    const step = steps[line.slice(0, 4).toUpperCase()];
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    if (step === undefined) return void socket.write(line.startsWith('QUIT') ? '221 bye\r\n' : '250 well\r\n');
    if (step === 'mail') envelope.from = address;
    if (step === 'rcpt') envelope.to = address;
    if (step === 'ehlo')
      return answer(step, offersTls(state) === null || encrypted ? '250 here' : '250-here\r\n250 STARTTLS');
    if (step === 'starttls' && offersTls(state) === null) return void socket.write('502 not here\r\n');
    if (step === 'starttls') return answer(step, '220 go on', undefined, encrypt);
    if (step === 'data')
      return answer(step, '354 go on', undefined, () => {
        text = '';
        holding = true;
        state.inHand += 1;
        for (const one of state.waiting) {
          one.left -= 1;
          if (one.left === 0) one.resolve();
        }
      });
    answer(step, '250 well');
  };
  /** `take` is done when the letter has been taken, whatever is said of it; `then` after a good answer. */
  const answer = (step: Step, good: string, take?: () => void, then?: () => void): void => {
    const fault = state.faults[step];
    const late = fault?.kind === 'answersLate' && fault.takesLate === true;
    const reply = (): void => {
      if (late) take?.();
      if (step === 'text') release();
      then?.();
      if (!socket.destroyed) socket.write(`${good}\r\n`);
    };
    if (fault?.kind !== 'answers' && !late) take?.();
    if (fault === undefined || fault.kind === 'dropsInside') return reply();
    if (fault.kind === 'answers') {
      if (step === 'text') release();
      socket.write(`${fault.line}\r\n`);
    } else if (fault.kind === 'drops') socket.destroy();
    else if (fault.kind === 'answersAndDrops') socket.end(`${good}\r\n`);
    else if (fault.kind === 'answersLate') {
      const timer = setTimeout(() => {
        state.timers.delete(timer);
        reply();
      }, fault.ms);
      state.timers.add(timer);
    }
  };
  const encrypt = (): void => {
    socket.off('data', hear);
    const shown = identityOf(offersTls(state) ?? 'broken');
    setImmediate(() => {
      if (shown === undefined) return void socket.write('this is no TLS\r\n');
      const secure = new TLSSocket(socket, { isServer: true, ...shown });
      secure.on('error', () => undefined);
      serve(state, secure, 'ehlo');
    });
  };

  socket.on('error', () => undefined);
  socket.once('close', release);
  socket.on('data', hear);
  if (from === 'greeting') answer('greeting', '220 relay');
};
