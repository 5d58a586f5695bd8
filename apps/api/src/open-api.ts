import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { ApiModule } from './api.module.ts';
import type { Config } from './config.ts';
import { describe } from './description.ts';
import { openFiles } from './files.ts';
import { FORM_LIMITS } from './form.ts';
import { openGate } from './gate.ts';
import { requestId, type Watch, watchRequests, watchWith } from './watch.ts';

/** Five hundred orders are a fifth of this. */
const BODY_LIMIT_BYTES = 1_048_576;

/** A request that takes longer to arrive is not meant: 50 MB over a county's line of 2 Mbit/s take three and a half minutes. */
const REQUEST_TIMEOUT_MS = 300_000;
/** Its headers are a few lines at any speed. */
const HEADERS_TIMEOUT_MS = 30_000;

/** The whole application, ready to listen. Throws a sentence when its folder of files cannot be written. */
export const openApi = async (config: Config, given: Partial<Watch> = {}): Promise<NestFastifyApplication> => {
  const watch = watchWith(given);
  const files = await openFiles(config);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
    forceCloseConnections: 'idle',
    genReqId: requestId,
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.of(config, files, watch), adapter, {
    logger: watch.log.quiet,
    abortOnError: false,
  });
  const isHttps = config.PAGE_URL?.startsWith('https:') ?? false;
  const parse = adapter.getInstance().getDefaultJsonParser('error', 'error');
  app.useBodyParser('application/json', { bodyLimit: BODY_LIMIT_BYTES }, (request, body, done) => {
    // Some orders say all they have to say by their address.
    if (body.length === 0) done(null, undefined);
    // The adapter's type also speaks of HTTP/2, which this server does not.
    else void parse(request as FastifyRequest, body.toString(), done);
  });
  watchRequests(adapter.getInstance(), watch);
  openGate(adapter.getInstance(), config);
  adapter.getInstance().addHook('onSend', (_request, reply, payload, done) => {
    // What somebody may read is for nobody else, and may be different a moment later.
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    done(null, payload);
  });
  await app.register(helmet, {
    hsts: isHttps,
    // With no referrer at all browsers would send "Origin: null" with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    contentSecurityPolicy: {
      directives: {
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        ...(!isHttps && { 'upgrade-insecure-requests': null }),
      },
    },
  });
  await app.register(cookie);
  await app.register(multipart, { limits: FORM_LIMITS });
  describe(app);
  return app;
};
