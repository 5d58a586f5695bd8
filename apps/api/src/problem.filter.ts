import type { Problem } from '#contract/problem';
import type { Said } from '#contract/names';
import { OutcomeUnknown } from '#ledger/outcome-unknown';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isOutage } from '#ledger/outage';
import { problemPage } from './pages/problem-page.ts';
import { Denied, Trouble, type TroubleKind } from './trouble.ts';
import { routeOf, type Watch, WATCH } from './watch.ts';
import type { Log } from '#watch/log';

/** The only place where an error gets its HTTP code: every one leaves as application/problem+json (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log: Log;

  constructor(@Inject(WATCH) { log }: Watch) {
    this.#log = log;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemOf(error);
    if (problem.status >= 500) {
      const told = { request: request.id, route: routeOf(request), why: problem.why, err: error };
      this.#log.event('fault', told, problem.status === 500 ? 'error' : 'warn');
    }
    if (error instanceof Trouble && error.retryAfterS !== null) void reply.header('retry-after', error.retryAfterS);
    if (problem.status === 503) void reply.header('retry-after', 1);
    void reply.status(problem.status);
    if (wantsPage(request)) void reply.type('text/html; charset=utf-8').send(problemPage(problem));
    else void reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
  }
}

/** What an error means for whoever asked. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof Denied) return { type: `urn:duban:refusal:${error.told.why}`, status: 422, ...error.told };
  if (error instanceof Trouble) {
    const [status, zh, en] = troubles[error.kind];
    const errors = error.errors.length > 0 ? { errors: [...error.errors] } : {};
    return { ...problem(status, error.kind, { zh, en }), ...errors };
  }
  if (error instanceof OutcomeUnknown) return { ...named('outcomeUnknown'), outcome: 'unknown' };
  if (isOutage(error)) return named('outage');
  const status = statusOf(error);
  return named(byStatus[status] ?? (status >= 400 && status < 500 ? 'badRequest' : 'broken'));
};

/** A bug of ours, not an answer to anybody. */
export const isBroken = (error: unknown): boolean => problemOf(error).why === 'broken';

const troubles: { readonly [K in TroubleKind]: readonly [status: number, zh: string, en: string] } = {
  invalid: [400, '请求内容不合要求', 'The request is not as it should be'],
  noKey: [
    400,
    '缺少 Idempotency-Key 请求头，或其格式不对：8 至 100 个字母、数字或 _ . : -',
    'The Idempotency-Key header is missing or malformed: 8 to 100 letters, digits or _ . : -',
  ],
  notLoggedIn: [401, '请先登录', 'Log in first'],
  wrongPassword: [401, '用户名或密码不对', 'The login or the password is wrong'],
  notYours: [403, '您无权查看或办理此内容', 'This is not yours to see or do'],
  notFound: [404, '没有找到', 'There is nothing here'],
  keyReused: [409, '此 Idempotency-Key 已用于另一项指令', 'This Idempotency-Key was used before for another order'],
  notJson: [415, '请求须为 application/json', 'The request must be application/json'],
  notMultipart: [415, '请求须为 multipart/form-data', 'The request must be multipart/form-data'],
  badDocument: [422, '方案文件无法导入，未作任何更改', 'The plan document cannot be imported; nothing was changed'],
  documentTooLarge: [413, '方案文件须小于20 MB', 'The plan document must be smaller than 20 MB'],
  badForm: [400, '表单无法读取', 'The form cannot be read'],
  fileTooLarge: [413, '文件不得超过50 MB', 'A file must not be larger than 50 MB'],
  uploadsSpent: [
    429,
    '24小时内上传已达上限（2,000个文件或5 GB），请稍后再试',
    'Within 24 hours 2,000 files or 5 GB can be uploaded; try again later',
  ],
  planTaken: [409, '此标识已用于另一方案，请另取标识', 'This id belongs to another plan: choose another'],
  wrongHost: [421, '此服务器不以该主机名提供服务', 'This server is not called by that host name'],
  noHost: [400, '请求缺少 Host', 'The request has no Host'],
  foreignOrigin: [403, '不接受来自其他网站的请求', 'Requests from other sites are not accepted'],
  tooOften: [429, '登录尝试过于频繁，请一分钟后再试', 'Too many attempts to log in; try again in a minute'],
};

const others = {
  badRequest: [400, '请求无法理解', 'The request cannot be understood'],
  notFound: [404, '没有找到', 'There is nothing here'],
  tooLarge: [413, '请求内容过大', 'The request is too large'],
  notJson: [415, '请求须为 application/json', 'The request must be application/json'],
  outage: [
    503,
    '数据库暂不可用，未作任何更改，请稍后再试',
    'The database does not answer; nothing was changed, try again',
  ],
  outcomeUnknown: [
    504,
    '结果未知：请用同一个 Idempotency-Key 重复一次，即得最终答复',
    'The outcome is unknown: repeat with the same Idempotency-Key for the final answer',
  ],
  broken: [500, '服务器内部错误', 'Something broke on our side'],
} as const satisfies Readonly<Record<string, readonly [number, string, string]>>;

const byStatus: Readonly<Partial<Record<number, keyof typeof others>>> = {
  404: 'notFound',
  405: 'notFound',
  413: 'tooLarge',
  415: 'notJson',
};

const named = (why: keyof typeof others): Problem => {
  const [status, zh, en] = others[why];
  return problem(status, why, { zh, en });
};

const problem = (status: number, why: string, { zh, en }: Said): Problem => ({
  type: `urn:duban:problem:${why}`,
  title: zh,
  titleEn: en,
  status,
  why,
});

/** Nest and Fastify say with a status what went wrong before any of our code ran. */
const statusOf = (error: unknown): number => {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error === 'object' && error !== null && 'statusCode' in error) return Number(error.statusCode);
  return 500;
};

/** Plain pages are for people with a browser; everything under /api is for programs. */
const wantsPage = (request: FastifyRequest): boolean =>
  !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');
