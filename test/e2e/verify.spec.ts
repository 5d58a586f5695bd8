import { type Conductor, openConductor } from '#conductor/conductor';
import { type Ledger, openLedger } from '#ledger/open-ledger';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { verify } from '../../apps/worker/src/verify.ts';
import { ROOT } from '../support/processes.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

const PLAN = 'cq-zero-waste';
const MINUTE = 60_000;
let product: Product;
let ledger: Ledger;
let conductor: Conductor;

beforeAll(async () => {
  product = await startProduct();
  const office = await product.login('zero-waste-office.chief');
  await office.send('PUT', `/plans/${PLAN}/clock`, { rate: 1 });
  ledger = await openLedger(product.run().postgres, { name: 'test' });
  conductor = openConductor(product.run().temporal, 'duban');
}, 3 * MINUTE);
afterAll(async () => {
  await conductor.close();
  await ledger.close();
  await product.remove();
}, MINUTE);

const command = async (): Promise<{ readonly code: number; readonly said: string }> => {
  const script = join(ROOT, 'dist/apps/worker/src/verify-command.js');
  const env = { PATH: process.env['PATH'], DUBAN_HOME: product.home };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
    return { code: 0, said: stdout };
  } catch (cause) {
    // What execFile throws when the command exits with another code than 0.
    const { code, stdout } = cause as { readonly code: number; readonly stdout: string };
    return { code, said: stdout };
  }
};

test(
  'every open task has its workflow, its timer is the ledger’s next wake-up, and its state is the fold of its facts',
  async () => {
    await until('everything is as promised', async () => {
      const { tasks, workflows, differences } = await verify(ledger, conductor);
      if (differences.length > 0) throw new Error(JSON.stringify(differences));
      return tasks === 111 && workflows === 113;
    });
    expect(await command()).toEqual({ code: 0, said: expect.stringContaining('没有差异') as string });
  },
  MINUTE,
);

test(
  'a workflow that somebody has ended, and a timer that is not the ledger’s, are found',
  async () => {
    await conductor.client.workflow.getHandle(`task:${PLAN}-005`).terminate('somebody who may not');
    // The next line is moved behind the ledger's back, so no workflow hears of it.
    await ledger.ask(`update duban.task set next_at = next_at + interval '1 hour' where id = $1`, [`${PLAN}-006`]);
    const { differences } = await verify(ledger, conductor);
    expect(differences).toEqual(
      expect.arrayContaining([
        { kind: 'task', id: `${PLAN}-005`, what: 'ended', found: '' },
        { kind: 'task', id: `${PLAN}-006`, what: 'otherTimer', found: '3600 s early' },
        { kind: 'task', id: `${PLAN}-006`, what: 'columns', found: 'next_at' },
      ]),
    );
    expect(differences).toHaveLength(3);
    const { code, said } = await command();
    expect(code).toBe(1);
    expect(said).toMatch(new RegExp(`task +${PLAN}-005 +ended`));
  },
  MINUTE,
);
