import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Log } from './log.ts';
import { openTracing } from './open-tracing.ts';

const lines: string[] = [];
const log = Log.open('test', { level: 'warn', to: { write: (line) => lines.push(line) } });
let asked: ServerResponse[];
let collector: Server;
/** What the collector does with a request. */
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  lines.length = 0;
  asked = [];
  collector = createServer((_, response) => {
    asked.push(response);
    answer(response);
  });
  await new Promise<void>((listening) => collector.listen(0, '127.0.0.1', listening));
  // A server that listens on a port has an address of this kind; OpenTelemetry reads its variables from the process.
  const { port } = collector.address() as AddressInfo;
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = `http://127.0.0.1:${port}`;
});
afterEach(() => {
  delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  // Whoever still waits would try again for as long as he may.
  for (const response of asked) response.end('{}');
  collector.close();
  collector.closeIdleConnections();
});

/** How long it took to close. */
const closed = async (): Promise<number> => {
  const tracing = await openTracing({ service: 'test', version: '0', log }, process.env);
  await tracing.part('a part', {}, async () => undefined);
  const since = performance.now();
  await tracing.close();
  return performance.now() - since;
};

test('a collector that does not answer is waited for no longer than two seconds, and the loss is told', async () => {
  answer = () => undefined;
  expect(await closed()).toBeLessThan(4_000);
  expect(lines.join('')).toContain('the last spans were lost: no answer within 2000 ms');
});

test('a collector that refuses the last spans makes nobody fail, and the loss is told', async () => {
  answer = (response) => response.writeHead(400).end();
  await closed();
  expect(lines.join('')).toContain('the last spans were lost');
});

test('what a collector takes is not lost', async () => {
  answer = (response) => response.end('{}');
  await closed();
  expect(asked).toHaveLength(1);
  expect(lines).toEqual([]);
});
