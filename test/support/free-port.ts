import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below those the system gives to whoever asks for any, so that nobody is given one between its choice and its use. */
const FIRST = 10_000;
const LAST = 32_000;
const MOST_TRIES = 50;

/** A port nobody listens on just now. */
export const freePort = async (): Promise<number> => {
  for (let tried = 0; tried < MOST_TRIES; tried += 1) {
    const port = randomInt(FIRST, LAST);
    if (await isFree(port)) return port;
  }
  throw new Error(`none of ${MOST_TRIES} ports between ${FIRST} and ${LAST} is free`);
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((found) => {
    const server = createServer();
    server.once('error', () => {
      found(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        found(true);
      });
    });
  });
