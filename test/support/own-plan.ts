import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import type { Answer, Browse } from './browse.ts';
import { ROOT } from './processes.ts';
import type { Product } from './product.ts';

/** A plan of its own inside a running product: the Chongqing document under another name, with only some of its tasks dispatched. */
export interface OwnPlan {
  readonly slug: string;
  readonly office: Browse;
  /** The id of a row: `life-010`. */
  readonly id: (no: number) => string;
  readonly clock: (to: { readonly rate?: number; readonly planNow?: string }) => Promise<void>;
  /** An order of somebody, by login; a refusal fails. */
  readonly give: (login: string, no: number, command: object) => Promise<Answer>;
  /** The same, whatever becomes of it. */
  readonly ask: (login: string, no: number, command: object) => Promise<Answer>;
  /** Somebody of a unit brings in a file, and gets its upload id. */
  readonly bring: (login: string, name: string) => Promise<string>;
  readonly login: (login: string) => Promise<Browse>;
}

const ALL = Array.from({ length: 111 }, (_, i) => i + 1);
/** More orders than these go in two calls. */
const CALL = 100;

/** Imports, drops all rows but those that are kept, answers their questions as they stand, registers and dispatches them. */
export const ownPlan = async (product: Product, slug: string, kept: readonly number[]): Promise<OwnPlan> => {
  const args = ['import', 'libs/plan/packs/cq-zero-waste/plan.txt', '--as', slug, '--demo-people', '--demo-clock'];
  await promisify(execFile)('npm', ['run', '--silent', 'plan', '--', ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '', DUBAN_HOME: product.home },
  });
  const id = (no: number): string => `${slug}-${String(no).padStart(3, '0')}`;
  const known = new Map<string, Promise<Browse>>();
  const login = (name: string): Promise<Browse> => {
    const browse = known.get(name) ?? product.login(name);
    known.set(name, browse);
    return browse;
  };
  const office = await login('zero-waste-office.chief');
  const ask = async (name: string, no: number, command: object): Promise<Answer> =>
    (await login(name)).send('POST', `/tasks/${id(no)}/orders`, command);
  const give = async (name: string, no: number, command: object): Promise<Answer> => {
    const answer = await ask(name, no, command);
    if (answer.status !== 200)
      throw new Error(`${name} on ${id(no)}: ${JSON.stringify(command)}: ${JSON.stringify(answer.body)}`);
    return answer;
  };
  const plan: OwnPlan = {
    slug,
    office,
    id,
    login,
    ask,
    give,
    clock: async (to) => {
      const answer = await office.send('PUT', `/plans/${slug}/clock`, to);
      if (answer.status !== 200) throw new Error(`the clock was not set: ${JSON.stringify(answer.body)}`);
    },
    bring: async (name, file) => {
      const form = new FormData();
      form.set('plan', slug);
      form.set('file', new Blob([`${file} ${randomUUID()}`]), file);
      const answer = await (await login(name)).form('/uploads', form);
      if (typeof answer.body['upload'] !== 'string')
        throw new Error(`${name}: ${file} was not taken in: ${JSON.stringify(answer)}`);
      return answer.body['upload'];
    },
  };
  const others = ALL.filter((no) => !kept.includes(no));
  for (let first = 0; first < others.length; first += CALL) {
    const orders = others.slice(first, first + CALL).map((no) => ({
      task: id(no),
      command: { kind: 'drop', reason: '另行安排' },
    }));
    const { status } = await office.send('POST', '/orders', { orders });
    if (status !== 200) throw new Error(`the other rows were not dropped: ${status}`);
  }
  const { items } = await office.get<{ items: readonly Question[] }>(`/plans/${slug}/questions?limit=200`);
  for (const { task, question, kind } of items.filter((one) => kept.some((no) => one.task === id(no)))) {
    const answer = await office.send('POST', `/tasks/${task}/orders`, {
      kind: 'answer',
      question,
      answer: asItStands(kind),
    });
    if (answer.status !== 200) throw new Error(`${task}: ${question} was not answered: ${JSON.stringify(answer.body)}`);
  }
  for (const no of kept) await give('zero-waste-office.chief', no, { kind: 'register' });
  const dispatched = await office.send('POST', `/plans/${slug}/dispatch`, {});
  if (dispatched.status !== 200) throw new Error(`not dispatched: ${JSON.stringify(dispatched.body)}`);
  return plan;
};

interface Question {
  readonly task: string;
  readonly question: string;
  readonly kind: string;
}

/** Dates are kept, and what was inherited is right. */
const asItStands = (kind: string): object => (kind === 'date' ? { kind, due: null } : { kind });
