import { z } from 'zod';
import { readSettings, shown, watchSettings } from './settings.ts';

test.each(['METRICS_TOKEN', 'MAIL_BOUNCE_SECRET', 'DUBAN_DEMO_PASSWORD'])('what %s holds is not shown', (name) => {
  expect(shown(name, 'too short')).toBe('a text of 9 characters');
});

test('what another variable holds is shown, and nothing as such', () => {
  expect([shown('PORT', '70000'), shown('METRICS_TOKEN', undefined)]).toEqual(['"70000"', 'nothing']);
});

test('the password of an address is not shown', () => {
  expect(shown('DATABASE_URL', 'mysql://duban:ge/he:im@db:5432/duban')).toBe('"mysql://duban:***@db:5432/duban"');
  expect(shown('SMTP_URL', 'smtp//duban:25')).toBe('"smtp//duban:25"');
});

const schema = z.object({ ...watchSettings, DATABASE_URL: z.url({ protocol: /^postgres$/, error: 'an address' }) });
const DATABASE_URL = 'postgres://duban@db/duban';

test('a variable set to nothing is not set', () => {
  const empty = { DATABASE_URL, LOG_LEVEL: '', METRICS_TOKEN: '', METRICS_NETWORKS: '' };
  expect(readSettings(schema, empty)).toEqual({ DATABASE_URL, LOG_LEVEL: 'info', METRICS_NETWORKS: [] });
});

test('every wrong variable is named with what it holds and what is allowed', () => {
  const wrong = { DATABASE_URL: 'mysql://duban:secret@db', LOG_LEVEL: 'loud', METRICS_NETWORKS: '10.0.0.0/99' };
  expect(() => readSettings(schema, wrong)).toThrow(
    [
      'LOG_LEVEL holds "loud"; allowed is one of trace, debug, info, warn, error, fatal, silent',
      'METRICS_NETWORKS holds "10.0.0.0/99"; allowed is networks separated by commas, such as 10.0.0.0/8',
      'DATABASE_URL holds "mysql://duban:***@db"; allowed is an address',
    ].join('\n'),
  );
});
