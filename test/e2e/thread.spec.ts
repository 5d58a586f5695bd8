import { openLedger, type Ledger } from '#ledger/open-ledger';
import type { Browse } from '../support/browse.ts';
import { type Histories, openHistories } from '../support/histories.ts';
import { caughtLetters } from '../support/mailbox.ts';
import { ROOT } from '../support/processes.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** The thin thread through everything, on the product as a user starts it: the real plan, real PostgreSQL, Temporal, SMTP, HTTP. */
const PLAN = 'cq-zero-waste';
const MINUTE = 60_000;
let product: Product;
let ledger: Ledger;
let histories: Histories;
let office: Browse;

beforeAll(async () => {
  product = await startProduct();
  office = await product.login('zero-waste-office.chief');
  await clock({ rate: 1 });
  ledger = await openLedger(product.run().postgres, { name: 'test' });
  histories = await openHistories(product.run().temporal);
}, 3 * MINUTE);
afterAll(async () => {
  await ledger.close();
  await histories.close();
  await product.remove();
}, MINUTE);

const clock = async (to: { readonly rate?: number; readonly planNow?: string }): Promise<void> => {
  const answer = await office.send('PUT', `/plans/${PLAN}/clock`, to);
  expect(answer).toEqual(expect.objectContaining({ status: 200 }));
};
const ids = Array.from({ length: 111 }, (_, i) => `task:${PLAN}-${String(i + 1).padStart(3, '0')}`);

/** Sent letters of a plan day: form and receiver, one line each. */
const sent = async (day: string, form: string): Promise<readonly string[]> => {
  const rows = await ledger.ask<{ person: string }>(
    `select p.login as person from duban.letter l join duban.person p on p.id = l.person
     where l.plan = $1 and l.plan_day = $2 and l.form = $3 and l.state = 'sent' order by 1`,
    [PLAN, day, form],
  );
  return rows.map((row) => row.person);
};
/** Waits until somebody's letter of that day and form has been sent, and with it all of its round. */
const allSent = async (day: string, form: string, person: string): Promise<void> => {
  await until(
    `every ${form} of ${day}`,
    async () => {
      const [open] = await ledger.ask<{ n: number }>(
        `select count(*)::int as n from duban.letter where plan = $1 and plan_day = $2 and state not in ('sent', 'merged')`,
        [PLAN, day],
      );
      return open?.n === 0 && (await sent(day, form)).includes(person);
    },
    MINUTE,
  );
};

test(
  '111 workflows are open, each waiting on one timer whose instant is the ledger’s next line',
  async () => {
    await until('111 open workflows', async () => (await histories.open('task')).length === 111);
    expect(await histories.open('task')).toEqual(ids);
    expect(await histories.open('plan')).toEqual([`plan:${PLAN}`]);
    expect(await histories.open('postman')).toEqual([`post:${PLAN}`]);
    const rows = await ledger.ask<{ id: string; wake: Date }>(
      `select t.id, c.anchor_real + (t.next_at - c.anchor_plan) / c.rate as wake from duban.task t join duban.clock c on c.plan = t.plan where t.plan = $1 order by no`,
      [PLAN],
    );
    expect(rows).toHaveLength(111);
    await until('every timer is the ledger’s next line', async () => {
      for (const { id, wake } of rows) {
        const timers = await histories.timers(`task:${id}`);
        if (timers.length !== 1) throw new Error(`${id} waits on ${timers.length} timers`);
        const differenceMs = (timers[0] ?? 0) - wake.getTime();
        if (Math.abs(differenceMs) > 1_500) throw new Error(`${id} wakes ${differenceMs} ms off its next line`);
      }
      return true;
    });
  },
  MINUTE,
);

test(
  'a change of the clock reaches every open task within five seconds, jump, freeze and rate',
  async () => {
    for (const to of [{ rate: 0 }, { rate: 2 }, { planNow: '2020-01-02T10:00:00+08:00' }]) {
      const changedAt = Date.now();
      await clock(to);
      const slowest = await until('every task has a timer by the new clock', async () => {
        const started = await Promise.all(ids.map((id) => histories.timersStarted(id)));
        return started.every(([at]) => at !== undefined && at >= changedAt) && Math.max(...started.flat());
      });
      expect([to, slowest - changedAt]).toEqual([to, expect.any(Number)]);
      expect(slowest - changedAt).toBeLessThanOrEqual(5_000);
    }
    await clock({ rate: 1 });
  },
  2 * MINUTE,
);

test(
  'one district acknowledges everything; its workflows hear it, the others get the morning’s digest, one letter per person, and E1 on its day',
  async () => {
    const liaison = await product.login('yuzhong-district.liaison');
    const owed = await liaison.get<{ items: readonly { task: string; obligation: string }[] }>('/inbox?limit=200');
    const unreceived = owed.items.filter(({ obligation }) => obligation === 'acknowledge');
    expect(unreceived).toHaveLength(68);
    const orders = unreceived.map(({ task }) => ({
      task,
      command: { kind: 'acknowledge', assignment: 'responsible.yuzhong-district' },
    }));
    const answer = await liaison.send('POST', '/orders', { orders });
    expect(answer.status).toBe(200);
    const acknowledged = await ledger.ask(
      `select 1 from duban.assignment where unit = 'yuzhong-district' and stage = 'acknowledged'`,
    );
    expect(acknowledged).toHaveLength(68);
    await until(
      'every fact is routed',
      async () => (await ledger.ask('select 1 from duban.task where seq > routed_seq')).length === 0,
    );

    // Issued on Thursday 2 January with the longer limit of a bulk dispatch: owed by Tuesday the 7th, reminded on the 6th and the 7th.
    await clock({ planNow: '2020-01-06T08:25:00+08:00', rate: 600 });
    await allSent('2020-01-06', 'digest', 'dadukou-district.handler');
    await clock({ planNow: '2020-01-07T08:25:00+08:00' });
    await allSent('2020-01-07', 'digest', 'dadukou-district.handler');
    await clock({ planNow: '2020-01-08T08:25:00+08:00' });
    await allSent('2020-01-08', 'digest', 'dadukou-district.section-head');
    await clock({ rate: 1 });

    for (const day of ['2020-01-06', '2020-01-07']) {
      const digest = await sent(day, 'digest');
      expect(digest).toEqual(
        expect.arrayContaining(['banan-district.handler', 'banan-district.liaison', 'dadukou-district.handler']),
      );
      expect(digest.filter((person) => person.startsWith('yuzhong-district'))).toEqual([]);
      expect(new Set(digest).size).toBe(digest.length);
    }
    const late = await sent('2020-01-08', 'digest');
    expect(late.filter((person) => person.startsWith('yuzhong-district'))).toEqual([]);
    expect(late).toEqual(expect.arrayContaining(['banan-district.section-head', 'high-tech-zone.section-head']));
  },
  4 * MINUTE,
);

/** The last run of a workflow that was signalled: one that has just gone on as new has heard nothing yet. */
const signalledHistory = async (id: string): Promise<string> => {
  let runId: string | undefined;
  for (;;) {
    const history = await histories.client.workflow.getHandle(id, runId).fetchHistory();
    const text = historyToJSON(history);
    const before = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? '';
    if (text.includes('EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED') || before === '') return text;
    runId = before;
  }
};

/** `GOLDEN=write` records the lives that `test/replay` plays again. */
test(
  'the histories of a task, the plan and the postman can be fetched and name what was done',
  async () => {
    for (const [name, id] of [
      ['task', `task:${PLAN}-017`],
      ['plan', `plan:${PLAN}`],
      ['postman', `post:${PLAN}`],
    ] as const) {
      const text = await signalledHistory(id);
      expect(text).toContain('EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED');
      if (process.env['GOLDEN'] === 'write')
        writeFileSync(new URL(`../replay/histories/${name}.json`, import.meta.url), `${text}\n`);
    }
  },
  MINUTE,
);

test('every letter of the ledger reached the catcher once, addressed to one person, with a link that leads somewhere', async () => {
  const rows = await ledger.ask<{ message_id: string; address: string }>(
    `select message_id, address from duban.letter where state = 'sent'`,
  );
  const response = await fetch(`${product.run().mail}/api/email?limit=5000`);
  const { items } = (await response.json()) as { items: readonly { messageId: string; text: string }[] };
  const caught = items.map((letter) => letter.messageId).sort();
  expect(new Set(caught).size).toBe(caught.length);
  expect(caught).toEqual(expect.arrayContaining(rows.map((row) => row.message_id)));
  const link = /https?:\/\/\S+\/tasks\/[\w-]+/.exec(items[0]?.text ?? '')?.[0];
  const page = await fetch(link ?? '');
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('督办');
});

test(
  'another plan is imported while the product runs: its questions are answered, its workflows start, its letters leave',
  async () => {
    const other = 'example-sponge-city';
    const document = `libs/plan/packs/${other}/plan.txt`;
    const { stdout } = await promisify(execFile)(
      'npm',
      ['run', '--silent', 'plan', '--', 'import', document, '--demo-people', '--demo-clock'],
      { cwd: ROOT, env: { ...process.env, NODE_OPTIONS: '', DUBAN_HOME: product.home } },
    );
    expect(stdout).toContain(`已导入草稿 imported as drafts: ${other}, 5项任务`);
    const chief = await product.login('sponge-city-office.chief');
    const order = async (method: 'POST' | 'PUT', path: string, body: object): Promise<void> => {
      const answer = await chief.send(method, path, body);
      expect([path, answer]).toEqual([path, expect.objectContaining({ status: 200 })]);
    };
    const { items } = await chief.get<{ items: readonly { task: string; question: string; kind: string }[] }>(
      `/plans/${other}/questions`,
    );
    for (const { task, question, kind } of items) {
      const answer = kind === 'unit' ? { kind, unit: question } : { kind, units: ['binhu-new-area'] };
      await order('POST', `/tasks/${task}/orders`, { kind: 'answer', question, answer });
    }
    await order('POST', `/plans/${other}/register`, {});
    await order('POST', `/plans/${other}/dispatch`, {});
    await order('PUT', `/plans/${other}/clock`, { planNow: '2024-03-01T08:25:00+08:00', rate: 600 });
    const open = [1, 2, 3, 4, 5].map((no) => `task:${other}-00${no}`);
    await until('the five workflows of the other plan', async () => {
      const running = await histories.open('task');
      return open.every((id) => running.includes(id));
    });
    await until(
      'the dispatch reaches the unit that was unknown',
      async () => {
        const letters = await caughtLetters(product.run().mail);
        return letters.some(({ to, text }) => (to[0] ?? '').startsWith('unit-') && text.includes('青澜水务集团'));
      },
      MINUTE,
    );
  },
  3 * MINUTE,
);
