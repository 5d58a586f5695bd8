import { createServer, type Server, type ServerResponse } from 'node:http';
import type { LetterBox } from './letter-box.ts';
import { letterPage, listPage } from './page.ts';

/** Shown at first; a link leads to all. */
const LISTED = 200;
const MOST = 5_000;

/** The letters as pages for people and as JSON (`/api/email?limit=&messageId=`) for the worker and for tests. */
export const mailWeb = (box: LetterBox): Server =>
  createServer((request, response) => {
    const url = urlOf(request.url ?? '/');
    // Only under its own name: a page elsewhere must not read letters by giving its name our address.
    if (url === null || !isOwnName(request.headers.host))
      return answer(response, 403, 'text/plain', 'Not this host.\n');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(response, 405, 'text/plain', 'Only GET.\n');
    const limit = limitOf(url.searchParams.get('limit'));
    if (url.pathname === '/api/email') {
      const items = box.newest(limit ?? MOST, url.searchParams.get('messageId') ?? undefined);
      return answer(response, 200, 'application/json', JSON.stringify({ items, next: null }));
    }
    if (url.pathname === '/') {
      return answer(response, 200, 'text/html', listPage(box.newest(limit ?? LISTED).toReversed(), box.count()));
    }
    const id = /^\/letters\/(\d{1,9})$/.exec(url.pathname)?.[1];
    const letter = id === undefined ? undefined : box.byId(Number(id));
    if (letter === undefined) return answer(response, 404, 'text/plain', 'No such letter.\n');
    return answer(response, 200, 'text/html', letterPage(letter));
  });

const urlOf = (target: string): URL | null =>
  URL.canParse(target, 'http://127.0.0.1') ? new URL(target, 'http://127.0.0.1') : null;

const isOwnName = (host: string | undefined): boolean => /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');

const limitOf = (text: string | null): number | null =>
  text === null || !/^\d{1,5}$/.test(text) ? null : Math.min(Math.max(Number(text), 1), MOST);

const answer = (response: ServerResponse, status: number, type: string, body: string): void => {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  });
  response.end(body);
};
