/**
 * A mail server that is killed with the others: every letter is on disk before it is answered, so that what it said it
 * has, it has. Answers as the product's own catcher does (`/api/email?messageId=`). Plain JavaScript, so that it is up
 * again at once. Arguments: its file, its SMTP port, its page's port.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { SMTPServer } from 'smtp-server';

const [file, smtpPort, pagePort] = process.argv.slice(2);
const whole = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
const caught = whole.filter((line) => line !== '');
const disk = openSync(file, 'a');
// A line that a kill broke off was never answered; it must not swallow the next one.
writeSync(disk, '\n');

const keep = (messageId) => {
  writeSync(disk, `${messageId}\n`);
  fsyncSync(disk);
  caught.push(messageId);
};

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  logger: false,
  onData: (stream, _session, done) => {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => {
      const messageId = /^message-id:\s*(<[^>]*>)/im.exec(Buffer.concat(parts).toString('utf8'))?.[1];
      if (messageId === undefined) return done(new Error('a letter without a Message-ID'));
      keep(messageId);
      done();
    });
  },
});
smtp.on('error', () => undefined);
smtp.listen(Number(smtpPort), '127.0.0.1');

createServer((request, response) => {
  const wanted = new URL(request.url, 'http://127.0.0.1').searchParams.get('messageId');
  const items = caught.filter((one) => wanted === null || one === wanted).map((messageId) => ({ messageId }));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ items, next: null }));
}).listen(Number(pagePort), '127.0.0.1');

process.on('SIGTERM', () => {
  closeSync(disk);
  process.exit(0);
});
