import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { type Mail, openPostbox, type Outcome, type PostboxOptions } from './postbox.ts';

const letter: Mail = {
  messageId: '<cq-zero-waste.digest.7.1578272400000@duban>',
  thread: [],
  to: 'yuzhong-district.liaison@duban.example',
  subject: '【督办日报】2020年1月6日 共2项：逾期2项',
  text: '渝中区政府联络员：',
  html: '<p>渝中区政府联络员：</p>',
};

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A mail server on a free port, which behaves as said. */
const mailServer = async (behaviour: SMTPServerOptions): Promise<{ url: string; hangUp: () => void }> => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1,
    ...behaviour,
  });
  server.on('error', () => undefined);
  closers.push(
    () =>
      new Promise((closed) => {
        server.close(closed);
      }),
  );
  const url = await addressOf(server.listen(0, '127.0.0.1'));
  const hangUp = (): void => {
    for (const connection of server.connections) connection.close();
  };
  return { url, hangUp };
};

/** A server that says what it likes: a word for each line it hears. */
const rudeServer = async (greet: string | null, answer: (line: string, socket: Socket) => void): Promise<string> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').slice(0, -1)) answer(line, socket);
    });
    if (greet !== null) socket.write(greet);
  });
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((closed) => server.close(closed));
  });
  return addressOf(server.listen(0, '127.0.0.1'));
};

const addressOf = async (server: Server): Promise<string> => {
  if (!server.listening) await once(server, 'listening');
  // The server listens on a port, not on a pipe.
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const post = async (url: string, mail: Partial<Mail> = {}, options: Partial<PostboxOptions> = {}): Promise<Outcome> => {
  const postbox = openPostbox(url, { from: '市无废办 <duban@duban.example>', ...options });
  try {
    return await postbox.send({ ...letter, ...mail });
  } finally {
    postbox.close();
  }
};

const refusal = (responseCode: number, words: string): Error => Object.assign(new Error(words), { responseCode });

test('a letter that the server takes is accepted, keeps its Message-ID and says that a machine sent it', async () => {
  const caught: string[] = [];
  const { url } = await mailServer({
    onData: (stream, _session, done) => {
      void text(stream).then((mail) => {
        caught.push(mail);
        done();
      });
    },
  });
  const outcome = await post(url);
  expect(outcome).toEqual({ kind: 'accepted', response: expect.stringMatching(/^250/) as string });
  expect(caught).toHaveLength(1);
  expect(caught[0]).toContain(`Message-ID: ${letter.messageId}`);
  expect(caught[0]).toContain('Auto-Submitted: auto-generated');
  expect(caught[0]).not.toMatch(/^X-Mailer/m);
});

test('letters of one morning share the pool and each has its own outcome', async () => {
  const { url } = await mailServer({
    onRcptTo: ({ address }, _session, done) => {
      done(address.startsWith('gone') ? refusal(550, 'no such user') : undefined);
    },
  });
  const postbox = openPostbox(url, { from: 'duban@duban.example' });
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      postbox.send({ ...letter, messageId: `<${n}@duban>`, to: `${n % 3 === 0 ? 'gone' : 'here'}.${n}@duban.example` }),
    ),
  );
  postbox.close();
  expect(outcomes.map((one) => one.kind === 'accepted')).toEqual(outcomes.map((_, n) => n % 3 !== 0));
});

test('a recipient refused with 550 is refused for good', async () => {
  const { url } = await mailServer({
    onRcptTo: (_address, _session, done) => {
      done(refusal(550, 'no such user'));
    },
  });
  expect(await post(url)).toMatchObject({
    kind: 'refused',
    at: 'recipient',
    cause: expect.stringContaining('no such user') as string,
  });
});

test('an address that is none is refused for good, and a comma in it makes no second recipient', async () => {
  const recipients: string[] = [];
  const { url } = await mailServer({
    onRcptTo: ({ address }, _session, done) => {
      recipients.push(address);
      done();
    },
  });
  expect(await post(url, { to: '' })).toMatchObject({ kind: 'refused', at: 'recipient' });
  await post(url, { to: 'a@duban.example, b@duban.example' });
  expect(recipients).not.toContain('b@duban.example');
});

test('a letter whose text is refused with 554 is refused for good', async () => {
  const { url } = await mailServer({
    onData: (stream, _session, done) => {
      stream.resume().once('end', () => {
        done(refusal(554, 'not wanted'));
      });
    },
  });
  expect(await post(url)).toMatchObject({ kind: 'refused', at: 'letter' });
});

test('a text that is not taken now (452) was certainly not accepted', async () => {
  const { url } = await mailServer({
    onData: (stream, _session, done) => {
      stream.resume().once('end', () => {
        done(refusal(452, 'disk full'));
      });
    },
  });
  expect(await post(url)).toMatchObject({ kind: 'refusedForNow' });
});

test('421 at the greeting is refused for now', async () => {
  const { url } = await mailServer({
    onConnect: (_session, done) => {
      done(refusal(421, 'closing'));
    },
  });
  expect(await post(url)).toMatchObject({ kind: 'refusedForNow', cause: expect.stringContaining('421') as string });
});

test('451 at the recipient is refused for now', async () => {
  const { url } = await mailServer({
    onRcptTo: (_address, _session, done) => {
      done(refusal(451, 'later'));
    },
  });
  expect(await post(url)).toMatchObject({ kind: 'refusedForNow', cause: expect.stringContaining('451') as string });
});

test('554 at the greeting, or a login that fails, is about us and condemns no address', async () => {
  const closed = await rudeServer('554 no service\r\n', () => undefined);
  expect(await post(closed)).toMatchObject({ kind: 'refusedForNow' });
  const { url: locked } = await mailServer({
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => {
      done(refusal(535, 'bad'));
    },
  });
  expect(await post(locked.replace('smtp://', 'smtp://duban:wrong@'))).toMatchObject({ kind: 'refusedForNow' });
});

test('where nobody listens, the letter was certainly not accepted', async () => {
  const server = createServer();
  const url = await addressOf(server.listen(0, '127.0.0.1'));
  await new Promise((closed) => server.close(closed));
  expect(await post(url)).toMatchObject({
    kind: 'refusedForNow',
    cause: expect.stringContaining('ECONNREFUSED') as string,
  });
});

test('a connection lost before the text began leaves no doubt', async () => {
  const greeting = await rudeServer(null, () => undefined);
  expect(await post(greeting, {}, { timeoutMs: 100 })).toMatchObject({ kind: 'refusedForNow' });
  const envelope = await rudeServer('220 here\r\n', (line, socket) => {
    if (line.startsWith('EHLO')) socket.write('250 here\r\n');
    else socket.destroy();
  });
  expect(await post(envelope)).toMatchObject({ kind: 'refusedForNow' });
  const hangUp = await rudeServer('220 here\r\n', (_line, socket) => socket.end());
  expect(await post(hangUp)).toMatchObject({ kind: 'refusedForNow' });
});

/** Takes the envelope and asks for the text; `atEnd` says what happens after its last line. */
const takingServer = (atEnd: (socket: Socket) => void): Promise<string> => {
  const commands: Record<string, string> = { EHLO: '250 here', MAIL: '250 ok', RCPT: '250 ok', DATA: '354 go on' };
  return rudeServer('220 here\r\n', (line, socket) => {
    const answer = commands[line.slice(0, 4)];
    if (answer !== undefined) socket.write(`${answer}\r\n`);
    if (line === '.') atEnd(socket);
  });
};

test('a connection lost after the text is in doubt, and the letter is not sent again by itself', async () => {
  let taken = 0;
  const url = await takingServer((socket) => {
    taken += 1;
    socket.destroy();
  });
  expect(await post(url)).toMatchObject({ kind: 'unknown' });
  expect(taken).toBe(1);
});

test('a mail server that hangs up while it takes the text leaves the same doubt', async () => {
  const server = await mailServer({
    onData: (stream) =>
      void stream.once('data', () => {
        server.hangUp();
      }),
  });
  expect(await post(server.url)).toMatchObject({ kind: 'unknown' });
});

test('silence after the text is in doubt, too', async () => {
  const url = await takingServer(() => undefined);
  expect(await post(url, {}, { timeoutMs: 100 })).toMatchObject({ kind: 'unknown' });
});

test('a server that trickles its answer for ever does not hold the letter for ever', async () => {
  const timers: NodeJS.Timeout[] = [];
  const url = await takingServer((socket) => {
    timers.push(setInterval(() => socket.write('250-a little more\r\n'), 20));
  });
  const outcome = await post(url, {}, { timeoutMs: 100 });
  for (const timer of timers) clearInterval(timer);
  expect(outcome).toMatchObject({ kind: 'unknown' });
});
