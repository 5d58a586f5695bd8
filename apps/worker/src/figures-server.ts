import type { Log } from '#watch/log';
import type { Metrics } from '#watch/metrics';
import { mayRead, type Readers } from '#watch/scrape';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** A scrape is one small request. */
const REQUEST_TIMEOUT_MS = 10_000;

/** The worker's only door: its figures at `/metrics`, for whoever may read them. */
export class FiguresServer {
  readonly #server: Server;

  constructor(listen: { readonly host: string; readonly port: number }, metrics: Metrics, readers: Readers, log: Log) {
    const may = mayRead(readers);
    const answer = async (
      { url, method, socket, headers }: IncomingMessage,
      response: ServerResponse,
    ): Promise<void> => {
      if (url !== '/metrics' || method !== 'GET') response.writeHead(404).end();
      else if (!may({ from: socket.remoteAddress, headers })) response.writeHead(403).end();
      else {
        const { type, body } = await metrics.text();
        response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
      }
    };
    this.#server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
      answer(request, response).catch((cause: unknown) => {
        log.warn(`the figures could not be told: ${cause instanceof Error ? cause.message : String(cause)}`);
        response.destroy();
      });
    });
    // Figures are no reason to stop working.
    this.#server.on('error', (cause) => {
      log.warn(`no figures at ${listen.host}:${listen.port}: ${cause.message}`);
    });
    this.#server.listen(listen.port, listen.host);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}
