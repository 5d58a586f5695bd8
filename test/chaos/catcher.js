/**
 * A mail server that is killed with the others: every letter is on disk before it is answered, so that what it said it
 * has, it has. Answers as the product's own catcher does (`/api/email?messageId=`), with whom a letter was handed over
 * for. Plain JavaScript, so that it is up again at once. Arguments: its file, its SMTP port, its page's port.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { SMTPServer } from 'smtp-server';

const [file, smtpPort, pagePort] = process.argv.slice(2);

const read = (line) => {
  try {
    return [JSON.parse(line)];
  } catch {
    // A kill broke it off: it was never answered.
    return [];
  }
};
const caught = existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(read) : [];
const disk = openSync(file, 'a');
// A line that a kill broke off must not swallow the next one.
writeSync(disk, '\n');

const keep = (letter) => {
  writeSync(disk, `${JSON.stringify(letter)}\n`);
  fsyncSync(disk);
  caught.push(letter);
};

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  logger: false,
  onData: (stream, session, done) => {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => {
      const messageId = /^message-id:\s*(<[^>]*>)/im.exec(Buffer.concat(parts).toString('utf8'))?.[1];
      if (messageId === undefined) return done(new Error('a letter without a Message-ID'));
      keep({ messageId, to: session.envelope.rcptTo.map(({ address }) => ({ name: '', address })) });
      done();
    });
  },
});
smtp.on('error', () => undefined);
smtp.listen(Number(smtpPort), '127.0.0.1');

createServer((request, response) => {
  const wanted = new URL(request.url, 'http://127.0.0.1').searchParams.get('messageId');
  const items = caught.filter(({ messageId }) => wanted === null || messageId === wanted);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ items, next: null }));
}).listen(Number(pagePort), '127.0.0.1');

process.on('SIGTERM', () => {
  closeSync(disk);
  process.exit(0);
});
