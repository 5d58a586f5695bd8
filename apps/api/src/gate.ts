import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from './config.ts';
import { Trouble, type TroubleKind } from './trouble.ts';

/** Methods that change nothing. */
const READING = ['GET', 'HEAD', 'OPTIONS'];
/** Where a plain form of our own pages may be sent to. */
const FORMS = ['/login', '/logout'];
/** Where files may be sent to: a plan document, evidence. */
const FILES = ['/api/plans', '/api/uploads'];
/** Whoever gathers figures comes by the address he was given; who may read them is decided there alone. */
const FIGURES = '/metrics';

/**
 * What every request has to pass before any route hears of it: it calls this server by a name of its own (or a foreign
 * page could reach it under a name that it makes point here), and a change comes as JSON from no foreign page.
 */
export const openGate = (server: FastifyInstance, config: Config): void => {
  server.addHook('onRequest', (request, _reply, done) => {
    const trouble = troubleOf(request, config);
    if (trouble === null) done();
    else if (trouble === 'wrongHost') done(wrongHost(request, config));
    else done(new Trouble(trouble));
  });
};

const troubleOf = (request: FastifyRequest, config: Config): TroubleKind | null => {
  const { host, origin } = request.headers;
  if (request.method === 'GET' && pathOf(request) === FIGURES) return null;
  if (host === undefined || host === '') return 'noHost';
  const allowed = allowedHosts(config, request.socket.localPort);
  if (!allowed.has(host.toLowerCase())) return 'wrongHost';
  if (READING.includes(request.method)) return null;
  if (!isFromHere(origin, allowed)) return 'foreignOrigin';
  if (isAcceptable(request)) return null;
  return isForFiles(request) ? 'notMultipart' : 'notJson';
};

/** Whoever came by another name is told by which ones to come. */
const wrongHost = (request: FastifyRequest, config: Config): Trouble => {
  const allowed = [...allowedHosts(config, request.socket.localPort)];
  return new Trouble('wrongHost', {
    errors: [{ field: 'host', message: `允许：${allowed.join('、')}`, messageEn: `allowed: ${allowed.join(', ')}` }],
  });
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

/**
 * A foreign form cannot send JSON, nor a DELETE. It can send a file: then its Origin gives it away, which every browser
 * names with a POST, and the session's cookie does not come along.
 */
const isAcceptable = (request: FastifyRequest): boolean => {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (isForFiles(request)) return type === 'multipart/form-data';
  if (type === 'application/json') return true;
  if (request.method === 'DELETE') return type === '';
  return FORMS.includes(pathOf(request)) && type === 'application/x-www-form-urlencoded';
};

const isForFiles = (request: FastifyRequest): boolean => request.method === 'POST' && FILES.includes(pathOf(request));

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? '';
