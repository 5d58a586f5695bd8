import { openPostbox } from '#mail/postbox';
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../support/free-port.ts';
import { clearUp, ROOT, temporaryFolder } from '../support/processes.ts';
import { until } from '../support/until.ts';

afterAll(clearUp);

test('what the catcher has answered it has after kill -9, with whom each letter was handed over for', async () => {
  const file = join(temporaryFolder('duban-caught-'), 'caught');
  const [smtpPort, pagePort] = [await freePort(), await freePort()];
  const page = `http://127.0.0.1:${pagePort}/api/email`;
  const items = async (query = ''): Promise<unknown> =>
    ((await (await fetch(`${page}${query}`)).json()) as { items: unknown }).items;
  const start = async (): Promise<ChildProcess> => {
    const catcher = join(ROOT, 'test', 'chaos', 'catcher.js');
    const child = spawn(process.execPath, [catcher, file, String(smtpPort), String(pagePort)], { stdio: 'ignore' });
    await until('the catcher answers', async () => (await fetch(page)).ok);
    return child;
  };
  const kill = (child: ChildProcess): Promise<unknown> => {
    const ended = new Promise((gone) => child.once('exit', gone));
    child.kill('SIGKILL');
    return ended;
  };
  const postbox = openPostbox(`smtp://127.0.0.1:${smtpPort}`, { from: 'duban@duban.example' });
  const letter = { thread: [], subject: '提醒', text: '请于三日内办理', html: '<p>请于三日内办理</p>' };
  const one = { messageId: '<one@duban>', to: [{ name: '', address: 'one@test.example' }] };
  const two = { messageId: '<two@duban>', to: [{ name: '', address: 'two@test.example' }] };
  let child = await start();
  try {
    for (const { messageId, to } of [one, two])
      expect(await postbox.send({ ...letter, messageId, to: to[0]?.address ?? '' })).toMatchObject({
        kind: 'accepted',
      });
    await kill(child);
    appendFileSync(file, '{"messageId":"<broken@du');
    child = await start();
    expect(await items()).toEqual([one, two]);
    expect(await items(`?messageId=${encodeURIComponent(two.messageId)}`)).toEqual([two]);
    await kill(child);
    child = await start();
    expect(await items()).toEqual([one, two]);
  } finally {
    postbox.close();
    await kill(child);
  }
});
