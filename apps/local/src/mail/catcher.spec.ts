import { request } from 'node:http';
import { connect } from 'node:net';
import { type Catcher, startCatcher } from './catcher.ts';

let catcher: Catcher;
beforeAll(async () => {
  catcher = await startCatcher({ smtp: 0, page: 0 });
});
afterAll(() => catcher.close());

/** Hands a letter over as a mail server would: line by line, each after the answer to the one before. */
const deliver = (letter: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect(catcher.smtpPort, '127.0.0.1');
    const lines = [
      'HELO here',
      'MAIL FROM:<duban@duban.example>',
      'RCPT TO:<somebody@duban.example>',
      'DATA',
      `${letter}\r\n.`,
      'QUIT',
    ];
    socket.on('data', () => {
      const line = lines.shift();
      if (line !== undefined) socket.write(`${line}\r\n`);
    });
    socket.on('error', reject);
    socket.on('close', () => {
      resolve();
    });
  });

const encoded = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

const letterOf = (id: string, subject: string, body: string, type = 'text/plain'): string =>
  [
    `Message-ID: <${id}@duban.example>`,
    `From: ${encoded('督办')} <duban@duban.example>`,
    'To: somebody@duban.example',
    `Subject: ${subject}`,
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: 8bit',
    '',
    body,
  ].join('\r\n');

const page = (path: string): string => `http://127.0.0.1:${catcher.pagePort}${path}`;

interface Letters {
  readonly items: readonly {
    readonly id: number;
    readonly messageId: string;
    readonly subject: string;
    readonly text: string;
  }[];
}
const letters = async (query: string): Promise<Letters['items']> =>
  ((await (await fetch(page(`/api/email${query}`))).json()) as Letters).items;

test('letters are kept whole, oldest first, and found by Message-ID with or without brackets', async () => {
  await deliver(letterOf('one', encoded('蓝色提醒单'), '一、请于三日内办理。'));
  await deliver(letterOf('two', 'second', '二'));
  expect(await letters('')).toMatchObject([
    {
      messageId: '<one@duban.example>',
      subject: '蓝色提醒单',
      text: '一、请于三日内办理。\n',
      from: [{ name: '督办', address: 'duban@duban.example' }],
      to: [{ name: '', address: 'somebody@duban.example' }],
    },
    { messageId: '<two@duban.example>' },
  ]);
  expect(await letters('?limit=1')).toMatchObject([{ subject: 'second' }]);
  for (const id of ['one@duban.example', '<one@duban.example>']) {
    expect(await letters(`?messageId=${encodeURIComponent(id)}`)).toMatchObject([{ subject: '蓝色提醒单' }]);
  }
  expect(await letters('?messageId=three@duban.example')).toEqual([]);
});

test('the pages list letters and show one, and nothing in a letter becomes part of a page', async () => {
  await deliver(letterOf('evil', '<b>bold</b>', '<script>alert(1)</script>', 'text/html'));
  const list = await (await fetch(page('/'))).text();
  expect(list).toContain('&lt;b&gt;bold&lt;/b&gt;');
  expect(list).not.toContain('<b>');
  const last = (await letters('?limit=1'))[0];
  const answer = await fetch(page(`/letters/${last?.id ?? 0}`));
  const shown = await answer.text();
  expect(shown).toContain('srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(shown).not.toContain('<script>');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await fetch(page('/letters/999'))).status).toBe(404);
});

test('it answers under its own name only, and only to reading', async () => {
  const status = (options: { method?: string; host?: string }): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const asked = request(page('/api/email'), {
        method: options.method ?? 'GET',
        headers: { host: options.host ?? 'localhost' },
      });
      asked.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on('error', reject);
      asked.end();
    });
  expect(await status({})).toBe(200);
  expect(await status({ host: 'evil.example' })).toBe(403);
  expect(await status({ host: `127.0.0.1.evil.example:${catcher.pagePort}` })).toBe(403);
  expect(await status({ method: 'DELETE' })).toBe(405);
});
