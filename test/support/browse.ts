import { randomUUID } from 'node:crypto';

/** Somebody's logged-in browser, as far as HTTP goes. */
export interface Browse {
  readonly get: <T>(path: string) => Promise<T>;
  readonly send: (method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown, key?: string) => Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  // What an answer holds is each test's own business.
  readonly body: Readonly<Record<string, unknown>>;
}

export const browse = async (page: string, login: string, password: string): Promise<Browse> => {
  const response = await fetch(`${page}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (!response.ok || cookie === undefined)
    throw new Error(`${login} could not log in: ${response.status} ${await response.text()}`);
  return {
    get: async <T>(path: string) => {
      const answer = await fetch(`${page}/api${path}`, { headers: { cookie } });
      if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    },
    send: async (method, path, body, key = randomUUID()) => {
      const answer = await fetch(`${page}/api${path}`, {
        method,
        headers: { cookie, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
    },
  };
};
