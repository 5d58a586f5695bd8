import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askMailLog } from './mail-log.ts';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const log = async (answer: RequestListener): Promise<string> => {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // It listens on a port, not on a pipe.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const kept = ['<one@duban>', '<a+b&c@duban>'];
const catcher: RequestListener = (request, response) => {
  const asked = new URL(request.url ?? '', 'http://log').searchParams.get('messageId');
  response.end(JSON.stringify({ items: kept.filter((one) => one === asked).map((messageId) => ({ messageId })) }));
};

test('a letter in the log is there, one that is not is not', async () => {
  const url = await log(catcher);
  expect(await askMailLog(url, '<one@duban>')).toBe(true);
  expect(await askMailLog(`${url}/`, '<a+b&c@duban>')).toBe(true);
  expect(await askMailLog(url, '<two@duban>')).toBe(false);
});

test('a log that answers with every letter does not vouch for a strange one', async () => {
  const url = await log((_request, response) =>
    response.end(JSON.stringify({ items: [{ messageId: '<one@duban>' }] })),
  );
  expect(await askMailLog(url, '<two@duban>')).toBe(false);
  expect(await askMailLog(url, 'one@duban')).toBe(true);
});

test('a log that does not answer properly is no answer', async () => {
  let url = await log((_request, response) => response.writeHead(500).end());
  await expect(askMailLog(url, '<one@duban>')).rejects.toThrow('answered 500');
  server.close();
  url = await log((_request, response) => response.end('[]'));
  await expect(askMailLog(url, '<one@duban>')).rejects.toThrow('without a list');
  server.close();
  await expect(askMailLog(url, '<one@duban>')).rejects.toThrow();
});

test('a log that is silent for two seconds is no answer', async () => {
  const url = await log(() => undefined);
  await expect(askMailLog(url, '<one@duban>')).rejects.toThrow(/timeout|aborted/i);
});
