import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Obstacle, reasonOf } from '../obstacle.ts';

/** The office at its own desk: what it asks for goes through the product like anybody's order. */
export interface Office {
  readonly get: <Answer>(path: string, shape: z.ZodType<Answer>) => Promise<Answer>;
  /** `key` is the same at every attempt, also at the next start: the order is then given once. */
  readonly post: (path: string, body: object, key: string) => Promise<unknown>;
  readonly put: (path: string, body: object) => Promise<unknown>;
}

interface Ask {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A part that dies is up again well within this time. */
const PATIENCE_MS = 90_000;
const ANSWER_MS = 20_000;
const PAUSE_MS = 500;

const problemShape = z.looseObject({ title: z.string() });

/** Logs in. Throws an Obstacle when the product says no; outages are waited for. */
export const openOffice = async (
  page: string,
  login: string,
  password: string,
  signal: AbortSignal,
): Promise<Office> => {
  const ask = async ({ method, path, body, headers }: Ask): Promise<Response> => {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await fetch(`${page}/api${path}`, {
        method,
        headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
      }).catch((thrown: unknown) => {
        signal.throwIfAborted();
        return reasonOf(thrown);
      });
      const away = typeof answer === 'string' ? answer : isOutage(answer) ? `answered ${answer.status}` : null;
      if (away === null && typeof answer !== 'string') return answer;
      if (performance.now() > end) throw new Obstacle(`${method} ${path}: ${away ?? 'no answer'}`);
      await sleep(PAUSE_MS, undefined, { signal });
    }
  };
  const entered = await ask({ method: 'POST', path: '/session', body: { login, password } });
  if (!entered.ok) throw new Obstacle(`${login} cannot log in: ${await titleOf(entered)}`);
  const cookie = entered.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const told = async (what: Ask): Promise<unknown> => {
    const answer = await ask({ ...what, headers: { ...what.headers, cookie } });
    if (!answer.ok) throw new Obstacle(`${what.method} ${what.path} was refused: ${await titleOf(answer)}`);
    return await answer.json();
  };
  return {
    get: async (path, shape) => shape.parse(await told({ method: 'GET', path })),
    post: (path, body, key) => told({ method: 'POST', path, body, headers: { 'idempotency-key': key } }),
    put: (path, body) => told({ method: 'PUT', path, body }),
  };
};

/** Somebody is down or busy; the same request will succeed later. */
const isOutage = ({ status }: Response): boolean => status >= 500 || status === 429;

const titleOf = async (answer: Response): Promise<string> => {
  const problem = problemShape.safeParse(await answer.json().catch(() => null));
  return problem.success ? `${problem.data.title} ${JSON.stringify(problem.data)}` : String(answer.status);
};
