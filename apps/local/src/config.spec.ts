import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readConfig } from './config.ts';
import { Obstacle } from './obstacle.ts';

const read = (env: Record<string, string>): ReturnType<typeof readConfig> => readConfig(env, '/srv/duban');

test('without any variable everything has its place', () => {
  expect(read({})).toEqual({
    home: '/srv/duban/.duban',
    demoPassword: null,
    databaseUrl: null,
    temporalAddress: null,
    temporalCli: null,
    smtpUrl: null,
    port: 3000,
  });
});

test('a variable set to nothing is a variable that is not set', () => {
  expect(read({ DUBAN_PORT: '', DATABASE_URL: '' })).toEqual(read({}));
});

test('a home may be named from the project on', () => {
  expect(read({ DUBAN_HOME: 'second' }).home).toBe('/srv/duban/second');
  const elsewhere = join(tmpdir(), `duban-${process.pid}`);
  expect(read({ DUBAN_HOME: elsewhere }).home).toBe(resolve(elsewhere));
});

test.each([
  ['DUBAN_PORT', 'http', 'DUBAN_PORT is "http"; allowed is a port number from 1 to 65535.'],
  ['DUBAN_PORT', '70000', 'DUBAN_PORT is "70000"'],
  ['DUBAN_HOME', '/', 'DUBAN_HOME is "/"; allowed is the path of a folder'],
  [
    'DATABASE_URL',
    'mysql://x/y',
    'DATABASE_URL is "mysql://x/y"; allowed is postgres://owner:password@host:port/database',
  ],
  ['DATABASE_URL', 'postgres://me@here:5432', 'DATABASE_URL is "postgres://me@here:5432"'],
  ['TEMPORAL_ADDRESS', 'localhost', 'TEMPORAL_ADDRESS is "localhost"; allowed is host:port'],
  ['TEMPORAL_CLI', '/no/such/temporal', 'TEMPORAL_CLI is "/no/such/temporal"; allowed is the path of an executable'],
  ['SMTP_URL', 'mail.example', 'SMTP_URL is "mail.example"; allowed is smtp://host:port'],
  ['DUBAN_DEMO_PASSWORD', 'short', 'DUBAN_DEMO_PASSWORD is a text of 5 characters; allowed is 8 to 128'],
])('a wrong %s (%s) is named with what it holds and what is allowed', (name, held, sentence) => {
  expect(() => read({ [name]: held })).toThrow(sentence);
  expect(() => read({ [name]: held })).toThrow(Obstacle);
});

test('every wrong variable is named at once, and no password is shown', () => {
  expect(() => read({ DUBAN_PORT: '0', DATABASE_URL: 'postgres://me:secret@/' })).toThrow(
    /DATABASE_URL is "postgres:\/\/me:\*\*\*@\/"[^]*DUBAN_PORT is "0"/,
  );
  expect(() => read({ DATABASE_URL: 'me:secret@here' })).toThrow('DATABASE_URL is "me:***@here"');
});
