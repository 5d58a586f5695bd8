import { Log } from './log.ts';
import { prettyLine } from './pretty.ts';

const recording = (level: 'info' | 'debug' = 'info') => {
  const lines: string[] = [];
  const log = Log.open('test', { level, to: { write: (line) => lines.push(line) } });
  return { log, lines, said: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
};

test('an event is one JSON line with its name, time, level and fields', () => {
  const { log, lines, said } = recording();
  log.event('order', { task: 'small-001', seq: 4, why: undefined });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/\}\n$/);
  expect(said()).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      app: 'test',
      event: 'order',
      task: 'small-001',
      seq: 4,
    },
  ]);
});

test('what is below the level is not said', () => {
  const { log, lines } = recording();
  log.event('request', {}, 'debug');
  log.debug('one');
  log.quiet.log('a route of Nest');
  expect(lines).toEqual([]);
});

test('it speaks as Nest’s logger does: sentences with who says them, errors with their stack', () => {
  const { log, said } = recording('debug');
  log.warn('the clocks were not kept', 'worker');
  log.error('it broke', 'Error: it broke\n    at there', 'api');
  log.quiet.log('Mapped {/api}', 'RouterExplorer');
  log.error(new Error('fault'));
  expect(said()).toEqual([
    expect.objectContaining({ level: 'warn', msg: 'the clocks were not kept', by: 'worker' }),
    expect.objectContaining({ level: 'error', msg: 'it broke', stack: 'Error: it broke\n    at there', by: 'api' }),
    expect.objectContaining({ level: 'debug', msg: 'Mapped {/api}' }),
    expect.objectContaining({
      msg: 'fault',
      err: expect.objectContaining({ stack: expect.stringContaining('log.spec') as string }) as object,
    }),
  ]);
});

test('at a terminal the same line is one for people', () => {
  const line = prettyLine(
    '{"level":"info","time":"2026-11-27T14:00:01.123Z","app":"api","event":"order","task":"small-001","seq":4}\n',
  );
  expect(line).toBe('14:00:01.123 INFO  api order task=small-001 seq=4\n');
});
