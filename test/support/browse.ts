import { randomUUID } from 'node:crypto';

/** Somebody's logged-in browser, as far as HTTP goes. */
export interface Browse {
  readonly get: <T>(path: string) => Promise<T>;
  /** What a file's address answers. */
  readonly bytes: (path: string) => Promise<ArrayBuffer>;
  /** Sends a form with one file, `document`. */
  readonly upload: (path: string, document: Uint8Array, fields?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** Sends any form. */
  readonly form: (path: string, form: FormData) => Promise<Answer>;
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
  const form = async (path: string, body: FormData): Promise<Answer> => {
    const answer = await fetch(`${page}/api${path}`, { method: 'POST', headers: { cookie }, body });
    return { status: answer.status, body: (await answer.json()) as Answer['body'] };
  };
  return {
    form,
    get: async <T>(path: string) => {
      const answer = await fetch(`${page}/api${path}`, { headers: { cookie } });
      if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    },
    bytes: async (path) => {
      const answer = await fetch(`${page}/api${path}`, { headers: { cookie } });
      if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
      return answer.arrayBuffer();
    },
    upload: async (path, document, fields = {}) => {
      const sent = new FormData();
      for (const [name, value] of Object.entries(fields)) sent.set(name, value);
      sent.set('document', new Blob([new Uint8Array(document)]), 'plan.txt');
      return form(path, sent);
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
