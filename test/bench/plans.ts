import { demoPeople, HASHING } from '#ledger/demo-people';
import { importPlan, type PlanImport } from '#ledger/import-plan';
import { addPeople } from '#ledger/people';
import type { PlanId } from '#domain/task';
import { taskId } from '#domain/draft';
import { hash } from '@node-rs/argon2';
import { readDocument } from '../support/read-document.ts';
import { until } from '../support/until.ts';
import type { Answer } from './http.ts';
import type { Scene } from './scene.ts';

/** Somebody of the plan who has logged in. */
export interface Person {
  readonly get: (path: string) => Promise<Answer>;
  /** An order under a fresh key. */
  readonly order: (task: string, command: object) => Promise<Answer>;
  readonly send: (method: 'POST' | 'PUT', path: string, body: object) => Promise<Answer>;
}

const PASSWORD = 'a password of the bench';
const LONGEST_MS = 180_000;
let keys = 0;
const freshKey = (): string => `bench-${process.pid}-${(keys += 1)}`;

export const logIn = async ({ http }: Scene, login: string): Promise<Person> => {
  const { cookie, text } = await http.send('POST', '/api/session', { body: { login, password: PASSWORD } });
  if (cookie === undefined) throw new Error(`${login} could not log in: ${text}`);
  const send: Person['send'] = (method, path, body) =>
    http.send(method, `/api${path}`, { cookie, key: freshKey(), body });
  return {
    get: (path) => http.send('GET', `/api${path}`, { cookie }),
    order: (task, command) => send('POST', `/tasks/${task}/orders`, command),
    send,
  };
};

/** What must have gone well for the bench to mean anything. */
export const accepted = (answer: Answer): Answer => {
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text}`);
  return answer;
};

/** Puts a plan with its people into the ledger. */
export const importFor = async ({ ledger }: Scene, plan: PlanImport): Promise<void> => {
  await importPlan(ledger, plan);
  await addPeople(ledger, plan.id, demoPeople(plan.units, await hash(PASSWORD, HASHING)));
};

/** The shipped plan under a name, its questions answered as in the demo, its 111 tasks registered, its clock frozen. */
export const registeredPlan = async (scene: Scene, slug: string): Promise<Person> => {
  const plan = await readDocument('cq-zero-waste', undefined, { as: slug as PlanId });
  await importFor(scene, plan);
  const office = await logIn(scene, `${plan.seats.office}.chief`);
  const orders = plan.pack.demoAnswers.answers.map(({ task, question, answer }) => ({
    task: taskId(plan.id, task),
    command: { kind: 'answer', question, answer },
  }));
  accepted(await office.send('POST', '/orders', { orders }));
  accepted(await office.send('POST', `/plans/${slug}/register`, {}));
  return office;
};

/** Waits until every fact of a plan has been routed, and no dispatch or change of the clock is under way. */
export const quiet = async ({ ledger }: Scene): Promise<void> => {
  await until(
    'everything has been routed',
    async () => {
      const [row] = await ledger.ask<{ busy: boolean }>(
        `select exists (select from duban.task where seq > routed_seq) or exists (select from duban.admin_event where not done)
           or exists (select from duban.plan p join duban.clock c on c.plan = p.id where c.version > p.spread_version) as busy`,
      );
      return row?.busy === false;
    },
    LONGEST_MS,
  );
};

/** A part of a task, and who acts for it. */
export interface Part {
  readonly task: string;
  readonly assignment: string;
  readonly unit: string;
}

/** The plan dispatched, every part of it acknowledged, everything routed. Needs the worker. */
export const underwayPlan = async (scene: Scene, slug: string): Promise<readonly Part[]> => {
  const office = await registeredPlan(scene, slug);
  accepted(await office.send('POST', `/plans/${slug}/dispatch`, {}));
  await quiet(scene);
  const parts = await scene.ledger.ask<Part>(
    'select task, id as assignment, unit from duban.assignment where plan = $1 order by task, id',
    [slug],
  );
  for (const unit of new Set(parts.map((part) => part.unit))) {
    const orders = parts
      .filter((part) => part.unit === unit)
      .map(({ task, assignment }) => ({ task, command: { kind: 'acknowledge', assignment } }));
    accepted(await (await logIn(scene, `${unit}.liaison`)).send('POST', '/orders', { orders }));
  }
  await quiet(scene);
  return parts;
};
