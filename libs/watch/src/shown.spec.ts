import { shown } from './shown.ts';

test.each(['METRICS_TOKEN', 'MAIL_BOUNCE_SECRET', 'DUBAN_DEMO_PASSWORD'])('what %s holds is not shown', (name) => {
  expect(shown(name, 'too short')).toBe('a text of 9 characters');
});

test('what another variable holds is shown, and nothing as such', () => {
  expect([shown('PORT', '70000'), shown('METRICS_TOKEN', undefined)]).toEqual(['"70000"', 'nothing']);
});

test.each([
  ['as it should be', 'postgres://duban:secret@db:5432/duban', 'postgres://duban:***@db:5432/duban'],
  ['with signs that would end it', 'mysql://duban:se/cr@e:t@db:5432/duban', 'mysql://duban:***@db:5432/duban'],
  ['with blanks', 'postgres://duban:se cr et@db/duban', 'postgres://duban:***@db/duban'],
  ['over two lines', 'postgres://duban:secret\n@db/duban', 'postgres://duban:***@db/duban'],
  ['without a scheme', 'duban:secret@db', 'duban:***@db'],
  ['with one stroke', 'postgres:/duban:secret@db/duban', 'postgres:***@db/duban'],
  ['with a stroke of its own', 'duban:/secret@db', 'duban:***@db'],
  ['without a stroke', 'postgres:duban:secret@db/duban', 'postgres:***@db/duban'],
  ['without a colon', 'postgresql//duban:secret@db/duban', 'postgresql//duban:***@db/duban'],
  ['behind a name of a domain', 'postgres://user@server:secret@host/duban', 'postgres://user@server:***@host/duban'],
  ['of such a name without a scheme', 'user@server:secret@host', 'user@server:***@host'],
  ['as a parameter', 'postgres://db/duban?user=duban&password=secret', 'postgres://db/duban?user=duban&password=***'],
  [
    'as the first of several',
    'postgres://db?sslpassword=sec ret&user=duban',
    'postgres://db?sslpassword=***&user=duban',
  ],
  ['as a word of its own', 'host=db user=duban password=secret', 'host=db user=duban password=***'],
  ['twice', 'postgres://duban:sec?password=ret@db/duban?password=secret', 'postgres://duban:***@db/duban?password=***'],
])('the password of an address is not shown: %s', (_, held, told) => {
  expect(shown('DATABASE_URL', held)).toBe(JSON.stringify(told));
});

test.each([
  'postgres://me@here:5432/db',
  'postgres://here:5432/db?sslmode=require',
  'smtp//duban:25',
  '127.0.0.1:7233',
  'Duban <duban@duban.example>',
  '/srv/duban',
])('%s has no password and is shown whole', (held) => {
  expect(shown('DATABASE_URL', held)).toBe(`"${held}"`);
});
