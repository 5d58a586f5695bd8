import type { ToldOrder } from '#ledger/told-order';
import { Log } from '#watch/log';
import { Metrics } from '#watch/metrics';
import { tellOrder } from '#watch/tell-order';
import { noTracing, type TracedRequest, type Tracing } from '#watch/tracing';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** What is told of the api's work: lines, figures, traces. */
export interface Watch {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
}
export const WATCH = Symbol('watch');

/** Nobody watches but whom it is given to. */
export const watchWith = (given: Partial<Watch>): Watch => ({
  log: Log.silent,
  tracing: noTracing,
  ...given,
  metrics: given.metrics ?? new Metrics('api'),
});

/** The header by which a caller names a request, and hears how it was named. */
const REQUEST_ID = 'x-request-id';
const A_NAME = /^[\w.:-]{8,100}$/;

/** The caller's own name for the request where it is one; a new one otherwise. */
export const requestId = ({ headers }: { readonly headers: IncomingHttpHeaders } | IncomingMessage): string => {
  const given = headers[REQUEST_ID];
  return typeof given === 'string' && A_NAME.test(given) ? given : randomUUID();
};

/** The request in whose course something is done. */
const underWay = new AsyncLocalStorage<string>();

/** Names every request, tells of it when it is answered, and lets whatever is done in its course know it. */
export const watchRequests = (server: FastifyInstance, { log, tracing }: Watch): void => {
  const traces = new WeakMap<FastifyRequest, TracedRequest>();
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header(REQUEST_ID, request.id);
    if (tracing.isOn) traces.set(request, tracing.request(`${request.method} ${routeOf(request)}`, request.headers));
    done();
  });
  // A body is read in between, which leaves the context of whoever began.
  server.addHook('preHandler', (request, _reply, done) => {
    underWay.run(request.id, () => {
      const trace = traces.get(request);
      if (trace === undefined) done();
      else trace.inside(done);
    });
  });
  server.addHook('onResponse', (request, reply, done) => {
    const told = { request: request.id, method: request.method, route: routeOf(request), status: reply.statusCode };
    log.event('request', { ...told, ms: rounded(reply.elapsedTime) }, reply.statusCode >= 500 ? 'warn' : 'debug');
    traces.get(request)?.end(reply.statusCode, {
      'http.request.method': request.method,
      'http.route': told.route,
      'duban.request': request.id,
    });
    done();
  });
};

/** Tells of every order in whose course it was given. */
export const tellingOf = (watch: Watch): ((told: ToldOrder) => void) =>
  tellOrder(watch, () => ({ request: underWay.getStore() }));

/** The route's pattern: addresses hold ids, and what people look for. */
export const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'none';

const rounded = (ms: number): number => Math.round(ms * 10) / 10;
