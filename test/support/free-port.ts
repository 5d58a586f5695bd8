import { createServer, type AddressInfo } from 'node:net';

/** A port nobody listens on just now. */
export const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      // A TCP server's address is never a path.
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        found(port);
      });
    });
  });
