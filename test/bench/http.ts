import { Agent, request } from 'node:http';

/** A client as browsers and programs are: its connections are kept open. */
export interface Http {
  readonly send: (method: 'GET' | 'POST' | 'PUT', path: string, more?: Sent) => Promise<Answer>;
  readonly close: () => void;
}

export interface Sent {
  readonly cookie?: string;
  readonly key?: string;
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly cookie: string | undefined;
}

export const openHttp = (address: string): Http => {
  const { hostname, port } = new URL(address);
  const agent = new Agent({ keepAlive: true });
  return {
    send: (method, path, { cookie, key, body } = {}) =>
      new Promise((answered, failed) => {
        const text = body === undefined ? undefined : JSON.stringify(body);
        const headers = {
          ...(cookie !== undefined && { cookie }),
          ...(key !== undefined && { 'idempotency-key': key }),
          ...(text !== undefined && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(text),
          }),
        };
        const asked = request({ agent, hostname, port, method, path, headers }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.once('error', failed);
          answer.once('end', () => {
            answered({
              status: answer.statusCode ?? 0,
              text: Buffer.concat(chunks).toString(),
              cookie: answer.headers['set-cookie']?.[0]?.split(';')[0],
            });
          });
        });
        asked.once('error', failed);
        asked.end(text);
      }),
    close: () => {
      agent.destroy();
    },
  };
};
