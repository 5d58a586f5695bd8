import { z } from 'zod';
import { readSettings, watchSettings } from './settings.ts';

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
