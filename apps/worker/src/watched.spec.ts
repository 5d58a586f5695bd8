import { type Day, day } from '#domain/time/day';
import { OutcomeUnknown } from '#ledger/outcome-unknown';
import { Log } from '#watch/log';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { watchWith } from './watch.ts';
import { watched } from './watched.ts';

interface Told {
  readonly noted: readonly object[];
  /** Its line of the log. */
  readonly line: unknown;
}

/** The activity `deliver` of a plan's postman fails so, the ordinary one at this attempt. Gives what was told of it. */
const toldOf = async (cause: Error, attempt = 5, planDay = today): Promise<Told> => {
  const noted: object[] = [];
  const lines: string[] = [];
  const log = Log.open('worker', { level: 'info', to: { write: (line) => lines.push(line) } });
  const troubles = {
    note: async (trouble: object) => {
      noted.push(trouble);
    },
    succeeded: async () => undefined,
  };
  const failing = async (id: string): Promise<void> => {
    expect(id).toBe('pilot-2025');
    throw cause;
  };
  const { deliver } = watched(
    { deliver: failing },
    { watch: watchWith({ log }), attended: () => undefined, planDay },
    troubles,
  );
  const workflowExecution = { workflowId: 'post:pilot-2025', runId: 'r' };
  const info = { attempt, isLocal: false, workflowExecution };
  const environment = new MockActivityEnvironment(info, { logger: new DefaultLogger('ERROR') });
  await expect(environment.run(deliver, 'pilot-2025')).rejects.toBe(cause);
  return { noted, line: JSON.parse(lines.join('')) as unknown };
};
const notedOf = async (cause: Error, attempt?: number): Promise<readonly object[]> =>
  (await toldOf(cause, attempt)).noted;
const today = async (): Promise<Day> => day('2020-02-20');
const error = (message: string, more: object = {}): Error => Object.assign(new Error(message), more);

test('what keeps failing is noted, with its plan and what was said', async () => {
  expect(await notedOf(error('no such column'), 2)).toEqual([]);
  expect(await notedOf(error('no such column'))).toEqual([
    { subject: 'post:pilot-2025', what: 'deliver', plan: 'pilot-2025', cause: 'no such column' },
  ]);
});

test('a broken promise is noted at once', async () => {
  expect(await notedOf(error('broken promise: planted'), 1)).toHaveLength(1);
});

test.each([
  ['that is away', error('connect', { code: 'ECONNREFUSED' })],
  ['that shuts down', error('terminating connection', { code: '57P01' })],
  ['that lost the answer to COMMIT', new OutcomeUnknown(error('Connection terminated'))],
  ['that is away, as fetch tells it', new TypeError('fetch failed', { cause: error('', { code: 'ECONNREFUSED' }) })],
  ['that does not answer in time', new DOMException('too long', 'TimeoutError')],
])('a neighbour %s is no fault of the software, however long it lasts', async (_, cause) => {
  expect(await notedOf(cause, 100)).toEqual([]);
});

test('a failure is told with its plan, plan day, workflow and attempt', async () => {
  expect((await toldOf(error('no such column'), 2)).line).toMatchObject({
    ...{ event: 'activityFailed', activity: 'deliver', workflow: 'post:pilot-2025', plan: 'pilot-2025' },
    ...{ planDay: '2020-02-20', attempt: 2, local: false },
  });
});

test('the plan day is asked of no neighbour that is away, and waited for no longer than a second', async () => {
  let asked = 0;
  const never = (): Promise<Day> => {
    asked += 1;
    return new Promise(() => undefined);
  };
  expect((await toldOf(error('connect', { code: 'ECONNREFUSED' }), 2, never)).line).toMatchObject({ planDay: null });
  expect(asked).toBe(0);
  expect((await toldOf(error('no such column'), 2, never)).line).toMatchObject({ planDay: null });
  const fails = (): Promise<Day> => Promise.reject(error('connect', { code: 'ECONNREFUSED' }));
  expect((await toldOf(error('no such column'), 2, fails)).line).toMatchObject({ planDay: null });
});
