import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** What goes from one part to another, with a hand on the cable: nothing of what it carries is understood or changed. */
export interface Link {
  readonly port: number;
  /** Breaks every connection; new ones may be made at once. Says how many there were. */
  readonly cut: () => number;
  /** Everything takes so much longer, both ways. */
  readonly delay: (ms: number) => void;
  /** What the server says is thrown away from now on, on every connection it says something on; what is asked still reaches it. */
  readonly deafen: (deaf: boolean) => void;
  /** The next answer to a request that holds `marker` is lost with its connection; the request itself arrives. */
  readonly loseAnswerTo: (marker: Buffer | null) => void;
  /** The next request that holds `marker` is lost with its connection: it never arrives. */
  readonly loseRequest: (marker: Buffer | null) => void;
  /** Answers and requests lost in that way so far. */
  readonly lost: () => number;
  readonly close: () => Promise<void>;
}

/** Long enough for the server to have carried out what it was asked, and to have said so. */
const HANG_UP_MS = 150;

export const openLink = async (target: number): Promise<Link> => {
  const pairs = new Set<Pair>();
  const hand: Hand = { delayMs: 0, deaf: false, answerTo: null, request: null, lost: 0 };
  const server = createServer((client) => {
    const pair = join(client, target, hand);
    pairs.add(pair);
    client.once('close', () => pairs.delete(pair));
  });
  const port = await listening(server);
  return {
    port,
    cut: () => {
      const count = pairs.size;
      for (const pair of pairs) pair.hangUp();
      return count;
    },
    delay: (ms) => {
      hand.delayMs = ms;
    },
    deafen: (deaf) => {
      hand.deaf = deaf;
    },
    loseAnswerTo: (marker) => {
      hand.answerTo = marker;
    },
    loseRequest: (marker) => {
      hand.request = marker;
    },
    lost: () => hand.lost,
    close: async () => {
      const closed = new Promise((done) => server.close(done));
      for (const pair of pairs) pair.hangUp();
      await closed;
    },
  };
};

/** What the hand does just now. */
interface Hand {
  delayMs: number;
  deaf: boolean;
  answerTo: Buffer | null;
  request: Buffer | null;
  lost: number;
}

interface Pair {
  readonly hangUp: () => void;
}

const join = (client: Socket, target: number, hand: Hand): Pair => {
  const server = connect({ port: target, host: '127.0.0.1', noDelay: true });
  client.setNoDelay(true);
  let deaf = false;
  const hangUp = (): void => {
    client.destroy();
    server.destroy();
  };
  // A connection that breaks is what this is for.
  for (const end of [client, server]) end.on('error', hangUp).once('close', hangUp);
  const asked = inOrder(server, hand);
  const answered = inOrder(client, hand);
  client.on('data', (bytes) => {
    if (hand.request !== null && bytes.includes(hand.request)) {
      hand.request = null;
      hand.lost += 1;
      hangUp();
      return;
    }
    if (hand.answerTo !== null && bytes.includes(hand.answerTo)) {
      hand.answerTo = null;
      hand.lost += 1;
      deaf = true;
      setTimeout(hangUp, HANG_UP_MS + hand.delayMs);
    }
    asked(bytes);
  });
  server.on('data', (bytes) => {
    // A stream does not go on behind a gap: once something is lost, the rest is.
    deaf ||= hand.deaf;
    if (!deaf) answered(bytes);
  });
  return { hangUp };
};

/** Hands bytes on in their order, each after the delay of the moment it came: one timer, for two may go off in either order. */
const inOrder = (to: Socket, hand: Hand): ((bytes: Buffer) => void) => {
  const waiting: { readonly at: number; readonly bytes: Buffer }[] = [];
  let timer: NodeJS.Timeout | null = null;
  const handOn = (): void => {
    timer = null;
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const ms = next.at - Date.now();
      if (ms > 0) {
        timer = setTimeout(handOn, ms);
        return;
      }
      waiting.shift();
      write(to, next.bytes);
    }
  };
  return (bytes) => {
    waiting.push({ at: Date.now() + hand.delayMs, bytes });
    if (timer === null) handOn();
  };
};

const write = (to: Socket, bytes: Buffer): void => {
  if (!to.destroyed) to.write(bytes);
};

const listening = (server: Server): Promise<number> =>
  new Promise((found, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      // A TCP server's address is never a path.
      found((server.address() as AddressInfo).port);
    });
  });
