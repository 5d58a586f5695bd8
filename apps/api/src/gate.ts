import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from './config.ts';
import { Trouble, type TroubleKind } from './trouble.ts';

/** Methods that change nothing. */
const READING = ['GET', 'HEAD', 'OPTIONS'];
/** Where a plain form of our own pages may be sent to. */
const FORMS = ['/login', '/logout'];

/**
 * What every request has to pass before any route hears of it: it calls this server by a name of its own (or a foreign
 * page could reach it under a name that it makes point here), and a change comes as JSON from no foreign page.
 */
export const openGate = (server: FastifyInstance, config: Config): void => {
  server.addHook('onRequest', (request, _reply, done) => {
    const trouble = troubleOf(request, config);
    if (trouble === null) done();
    else done(new Trouble(trouble));
  });
};

const troubleOf = (request: FastifyRequest, config: Config): TroubleKind | null => {
  const { host, origin } = request.headers;
  if (host === undefined || host === '') return 'noHost';
  const allowed = allowedHosts(config, request.socket.localPort);
  if (!allowed.has(host.toLowerCase())) return 'wrongHost';
  if (READING.includes(request.method)) return null;
  if (!isFromHere(origin, allowed)) return 'foreignOrigin';
  return isAcceptable(request) ? null : 'notJson';
};

/** Names under which this server may be called, with the port that was really taken. */
const allowedHosts = (config: Config, localPort: number | undefined): ReadonlySet<string> => {
  const port = config.PORT === 0 ? (localPort ?? 0) : config.PORT;
  const own = [config.HOST, 'localhost', '127.0.0.1'].flatMap((name) => [
    `${name}:${port}`,
    ...(port === 80 ? [name] : []),
  ]);
  const page = config.PAGE_URL === undefined ? [] : [new URL(config.PAGE_URL).host];
  return new Set([...own, ...page, ...config.ALLOWED_HOSTS].map((host) => host.toLowerCase()));
};

/** Browsers name the page that a change comes from; other programs do not. */
const isFromHere = (origin: string | undefined, allowed: ReadonlySet<string>): boolean => {
  if (origin === undefined) return true;
  return URL.canParse(origin) && allowed.has(new URL(origin).host.toLowerCase());
};

/** A foreign form cannot send JSON, nor a DELETE. */
const isAcceptable = (request: FastifyRequest): boolean => {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json') return true;
  if (request.method === 'DELETE') return type === '';
  const path = request.url.split('?')[0] ?? '';
  return FORMS.includes(path) && type === 'application/x-www-form-urlencoded';
};
