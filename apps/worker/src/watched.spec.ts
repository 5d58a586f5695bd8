import { OutcomeUnknown } from '#ledger/outcome-unknown';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { watchWith } from './watch.ts';
import { watched } from './watched.ts';

/** The activity `deliver` of a plan's postman fails so, the ordinary one at this attempt. Gives what was noted of it. */
const notedOf = async (cause: Error, attempt = 5): Promise<readonly object[]> => {
  const noted: object[] = [];
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
  const { deliver } = watched({ deliver: failing }, { watch: watchWith({}), attended: () => undefined }, troubles);
  const workflowExecution = { workflowId: 'post:pilot-2025', runId: 'r' };
  const info = { attempt, isLocal: false, workflowExecution };
  const environment = new MockActivityEnvironment(info, { logger: new DefaultLogger('ERROR') });
  await expect(environment.run(deliver, 'pilot-2025')).rejects.toBe(cause);
  return noted;
};
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
