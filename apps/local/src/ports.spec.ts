import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { isFree, openPorts } from './ports.ts';

const listen = async (host: string): Promise<{ server: Server; port: number }> => {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  // A server that listens on a port has an address of this kind.
  return { server, port: (server.address() as AddressInfo).port };
};

test.each(['127.0.0.1', '0.0.0.0'])(
  'a port that somebody on %s listens on moves to the next free one, and that is said',
  async (host) => {
    const { server, port } = await listen(host);
    const said: string[] = [];
    const ports = openPorts((line) => said.push(line));
    try {
      const given = await ports.claim('the page', port);
      expect(given).toBeGreaterThan(port);
      expect(await isFree(given)).toBe(true);
      expect(said).toEqual([`Port ${port} (the page) is taken; ${given} is used instead.`]);
    } finally {
      await ports.release();
      server.close();
    }
  },
);

test('two launchers that start at the same time are never given the same port', async () => {
  const { server, port } = await listen('127.0.0.1');
  server.close();
  await once(server, 'close');
  const [one, other] = [openPorts(() => undefined), openPorts(() => undefined)];
  try {
    const given = await Promise.all([one, other, one, other].map((ports) => ports.claim('x', port)));
    expect(new Set(given).size).toBe(4);
  } finally {
    await Promise.all([one.release(), other.release()]);
  }
});
