import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Recorded runs of every kind of life, played again by today's workflows: code that would not do the same is found here. */
const folder = fileURLToPath(new URL('histories/', import.meta.url));
const codePath = fileURLToPath(new URL('../../dist/workflow-bundle.js', import.meta.url));

interface RecordedEvent {
  eventId: string;
  eventType: string;
  timerStartedEventAttributes?: { timerId: string };
  [attributes: string]: unknown;
}
interface Recorded {
  events: RecordedEvent[];
}
const recorded = (name: string): Recorded => JSON.parse(readFileSync(folder + name, 'utf8')) as Recorded;
const replay = (history: unknown, name: string): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle: { codePath }, replayName: name }, history, name);

beforeAll(() => {
  Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('ERROR') });
});

test('a life of every kind is recorded', () => {
  expect(readdirSync(folder).sort()).toEqual(['plan.json', 'postman.json', 'task-in-steps.json', 'task.json']);
});

test.each(['plan.json', 'postman.json', 'task-in-steps.json', 'task.json'])(
  '%s is played again without a difference',
  async (name) => {
    const history = recorded(name);
    expect(history.events.length).toBeGreaterThan(10);
    await replay(history, name);
  },
);

test('histories hold ids and kinds, no names and no texts', () => {
  for (const name of readdirSync(folder)) expect(readFileSync(folder + name, 'utf8')).not.toMatch(/[\u4e00-\u9fff]/);
});

test('a timer that the workflow would not start is found', async () => {
  const history = recorded('task.json');
  const timer = history.events.find((event) => event.timerStartedEventAttributes !== undefined);
  if (timer === undefined) throw new Error('the recorded life has no timer');
  timer.eventType = 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED';
  delete timer.timerStartedEventAttributes;
  timer['activityTaskScheduledEventAttributes'] = {
    activityId: '1',
    activityType: { name: 'foreign' },
    taskQueue: { name: 'duban' },
  };
  await expect(replay(history, 'foreign-activity')).rejects.toMatchObject({ name: 'DeterminismViolationError' });
});

test('an activity of another name is found', async () => {
  const text = readFileSync(folder + 'plan.json', 'utf8');
  expect(text).toContain('spreadClock');
  await expect(replay(JSON.parse(text.replaceAll('spreadClock', 'spreadOther')), 'renamed')).rejects.toMatchObject({
    name: 'DeterminismViolationError',
  });
});
