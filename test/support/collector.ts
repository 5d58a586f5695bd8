import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as a collector keeps it. */
export interface Span {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly failed: boolean;
}

/** A small receiver of OTLP over HTTP, in JSON. */
export interface Collector {
  readonly url: string;
  readonly spans: () => readonly Span[];
  /** How often something came. */
  readonly received: () => number;
  readonly close: () => Promise<void>;
}

interface Value {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly boolValue?: boolean;
  readonly doubleValue?: number;
}
type Attributes = readonly { readonly key: string; readonly value: Value }[];
/** OTLP's own shape, as far as it is read. */
interface Body {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: Attributes };
    readonly scopeSpans: readonly {
      readonly spans: readonly {
        readonly name: string;
        readonly traceId: string;
        readonly spanId: string;
        readonly parentSpanId?: string;
        readonly attributes: Attributes;
        readonly status: { readonly code?: number };
      }[];
    }[];
  }[];
}

const read = (attributes: Attributes): Record<string, unknown> =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value.stringValue ?? value.intValue ?? value.boolValue ?? value.doubleValue,
    ]),
  );

export const startCollector = async (): Promise<Collector> => {
  const spans: Span[] = [];
  let received = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (bytes: Buffer) => parts.push(bytes));
    request.on('end', () => {
      received += 1;
      const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as Body;
      for (const { resource, scopeSpans } of body.resourceSpans)
        for (const { name, traceId, spanId, parentSpanId, attributes, status } of scopeSpans.flatMap(
          (one) => one.spans,
        ))
          spans.push({
            service: String(read(resource.attributes)['service.name']),
            ...{ name, traceId, spanId, parentSpanId },
            attributes: read(attributes),
            failed: status.code === 2,
          });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: () => spans,
    received: () => received,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};
